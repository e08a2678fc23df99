package silt.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model is for. */
public enum ModelKind {
  /** Bands to five mask probabilities. */
  @JsonProperty("mask")
  MASK,
  /** Bands of a clear water pixel to suspended sediment, mg/L. */
  @JsonProperty("ssc")
  SSC;

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
