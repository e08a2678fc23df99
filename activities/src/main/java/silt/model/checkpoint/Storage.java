package silt.model.checkpoint;

/**
 * A record of raw numbers in the archive.
 *
 * @param record its name in the archive, e.g. {@code data/12}
 * @param elements how many numbers it holds, as many as its bytes do
 */
record Storage(String record, ElementType type, long elements) {}
