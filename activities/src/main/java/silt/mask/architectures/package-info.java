/**
 * The networks in DJL blocks, each with the five heads of the masks, any number of input bands, and
 * its parameters under the names of its PyTorch original.
 */
package silt.mask.architectures;
