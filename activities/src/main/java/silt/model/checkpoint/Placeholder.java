package silt.model.checkpoint;

/**
 * What stands for an object that is neither a tensor nor a plain container: optimiser state, a
 * command line's options, a NumPy number. It does nothing and holds nothing but its type.
 *
 * @param type the Python name that would have made it
 */
record Placeholder(String type) {}
