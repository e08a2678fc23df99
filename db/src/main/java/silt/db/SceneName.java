package silt.db;

/** A granule at a revision. */
public record SceneName(String granuleId, int revision) {

  public SceneName {
    Rules.notBlank("the granule id", granuleId);
    Rules.that(revision >= 1, "a revision counts from 1", revision);
  }
}
