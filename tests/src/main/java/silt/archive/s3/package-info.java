/** The bucket of the granules over S3, with keys of limited life. */
package silt.archive.s3;
