/**
 * Georeferenced rasters and vector files. The only package that knows {@code org.gdal}: GDAL's Java
 * objects are native handles whose use after their dataset is gone ends the process, so none
 * leaves.
 */
package silt.raster;
