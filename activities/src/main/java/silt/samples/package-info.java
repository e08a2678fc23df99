/**
 * Reads what users measured, samples of sediment and discharge, out of CSV files as people keep
 * them: every row becomes a checked record, or is named with its line, its column and what is wrong
 * with it.
 */
package silt.samples;
