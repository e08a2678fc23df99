/**
 * Where files lie between steps and for good: a folder or a bucket behind one interface, every file
 * known by its sha256.
 */
package silt.staging;
