/**
 * A static STAC catalogue of the rasters, version 1.1.0: folders of JSON that any browser of such
 * catalogues reads from a disk or a bucket. Made of the database alone, but for the place of a
 * tile's pixels, which one raster of the tile tells.
 */
package silt.catalog;
