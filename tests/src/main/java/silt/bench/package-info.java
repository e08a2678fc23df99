/** Benchmarks: plain mains, each of one question, each a ratio to a baseline of the same run. */
package silt.bench;
