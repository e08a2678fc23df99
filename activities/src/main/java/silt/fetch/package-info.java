/**
 * Bringing files from the archive into staging: the same bytes, checked, over S3 where that works
 * from here and over HTTPS elsewhere, and no credential anywhere but where it belongs.
 */
package silt.fetch;
