package silt.db;

/**
 * A zone as people name it.
 *
 * @param id in this database
 * @param set name of its zone set
 */
public record ZoneName(long id, String set, String externalId) {}
