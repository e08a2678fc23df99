package silt.steps;

/**
 * What a search came to.
 *
 * @param scenes found and written to the campaign's table
 * @param bytes the archive's own figure for all files of those granules
 */
public record Discovery(long scenes, long bytes) {}
