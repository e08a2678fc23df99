/**
 * The data product: the PostGIS schema that SQL users see, and the plain JDBC that writes it.
 *
 * <p>What a table or column means stands in the migrations, as comments that the database shows.
 */
package silt.db;
