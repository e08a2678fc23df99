/**
 * NetCDF-4 by Unidata's own C library, libnetcdf, which is on every machine with Debian's GDAL. The
 * only package that knows JNA.
 *
 * <p>What else there is for Java: {@code edu.ucar:cdm} on Maven Central ends in 2015 and writes the
 * classic format alone without this same library, its successors are published elsewhere; GDAL's
 * Java binding has no way to make an array, and its vector layers no {@code featureType}.
 */
package silt.export.netcdf;
