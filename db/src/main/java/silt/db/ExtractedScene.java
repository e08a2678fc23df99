package silt.db;

/** The scene that a row came from. */
public record ExtractedScene(long id, String granule, int revision, String sensor, String tile) {}
