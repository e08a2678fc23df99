/**
 * The ways a mask network runs, one numeric form at a time: the graph that Java fills with a
 * bundle's weights, the blocks that training knows, and foreign TorchScript modules; on which
 * device, in which batches, and whether this host can.
 */
package silt.mask.forms;
