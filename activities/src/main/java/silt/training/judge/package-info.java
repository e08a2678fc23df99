/**
 * Judges masks on pixels that trained nothing, beside the tests, trees and teachers that a network
 * must beat, by rules that are the same for all. Knows datasets and bundles; what it finds is a
 * table, a JSON file and a page of pictures.
 */
package silt.training.judge;
