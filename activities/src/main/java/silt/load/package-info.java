/**
 * The steps' side of the database: what a scene came to goes in, what is to do comes out. Turns the
 * rows of {@code silt.db} into the records that steps exchange, and its failures into fates.
 */
package silt.load;
