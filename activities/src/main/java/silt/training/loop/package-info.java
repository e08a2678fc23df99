/**
 * The training of a mask network: batches in, a bundle out, in steps that can be stopped after any
 * epoch and taken up again with the same numbers.
 */
package silt.training.loop;
