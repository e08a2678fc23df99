/** CMR-STAC: collections, items and their search. */
package silt.archive.stac;
