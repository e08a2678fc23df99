/**
 * The mask step: a compact network of five heads runs over a whole tile in overlapping windows and
 * leaves one raster of bit flags. With {@code silt.training} alone it touches {@code ai.djl}.
 */
package silt.mask;
