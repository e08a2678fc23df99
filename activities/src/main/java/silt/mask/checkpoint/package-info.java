/**
 * PyTorch checkpoints as mask bundles: the published ones, or others of the same architectures.
 * Reading the file is {@link silt.model.checkpoint}'s; this package says which tensor is which
 * parameter, and what the card of the bundle must say for the weights to mean what they meant.
 */
package silt.mask.checkpoint;
