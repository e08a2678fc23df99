package silt.db;

import java.time.Instant;

/**
 * A model bundle.
 *
 * @param id 0 before it is stored
 * @param kind mask or ssc
 * @param sha256 its identity
 * @param cardJson its {@code model.json}, an object
 * @param uri where it was read from
 * @param registeredAt null before it is stored
 */
public record ModelRow(
    int id,
    String kind,
    String name,
    String sha256,
    String cardJson,
    String uri,
    Instant registeredAt) {

  public ModelRow {
    Rules.that("mask".equals(kind) || "ssc".equals(kind), "a model is of kind mask or ssc", kind);
    Rules.notBlank("the name of a model", name);
    Rules.sha256("the sha256 of model " + name, sha256);
    Rules.notBlank("the card of model " + name, cardJson);
    Rules.notBlank("the URI of model " + name, uri);
  }

  /** A model to be registered. */
  public static ModelRow of(String kind, String name, String sha256, String cardJson, String uri) {
    return new ModelRow(0, kind, name, sha256, cardJson, uri, null);
  }
}
