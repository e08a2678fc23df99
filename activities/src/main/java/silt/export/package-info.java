/**
 * Observations as files of the field's formats, of any size, each with its provenance and a
 * citation beside it. Rows come from the database one by one and go to the file one by one.
 */
package silt.export;
