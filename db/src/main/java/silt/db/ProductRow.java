package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable, named way of making results.
 *
 * @param id 0 before it is stored
 * @param algorithmVersion raised by hand whenever the code gives other values, 1 or more
 * @param mask model of kind mask
 * @param ssc model of kind ssc
 * @param parameters thresholds and switches that change values
 * @param numericForm f32 or bf16
 * @param createdAt null before it is stored
 * @param promotedAt when last promoted; null where never
 * @param retiredAt when another took its place; null while promoted and where it never was
 * @param deletedAt when its results were given up; null while they are kept
 */
public record ProductRow(
    int id,
    String name,
    int algorithmVersion,
    ModelRow mask,
    ModelRow ssc,
    SortedMap<String, String> parameters,
    String numericForm,
    Instant createdAt,
    Instant promotedAt,
    Instant retiredAt,
    Instant deletedAt) {

  public ProductRow {
    Rules.name("the name of a product version", name);
    Rules.that(algorithmVersion >= 1, "an algorithm version counts from 1", algorithmVersion);
    requireNonNull(mask, "mask");
    requireNonNull(ssc, "ssc");
    Rules.that("mask".equals(mask.kind()), "the mask model is of kind mask", mask.kind());
    Rules.that("ssc".equals(ssc.kind()), "the ssc model is of kind ssc", ssc.kind());
    Rules.that(
        "f32".equals(numericForm) || "bf16".equals(numericForm),
        "a numeric form is f32 or bf16",
        numericForm);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** A product version to be created. */
  public static ProductRow of(
      String name,
      int algorithmVersion,
      ModelRow mask,
      ModelRow ssc,
      SortedMap<String, String> parameters,
      String numericForm) {
    return new ProductRow(
        0, name, algorithmVersion, mask, ssc, parameters, numericForm, null, null, null, null);
  }

  public boolean promoted() {
    return promotedAt != null && retiredAt == null;
  }

  boolean makesTheSameAs(ProductRow other) {
    return algorithmVersion == other.algorithmVersion
        && mask.sha256().equals(other.mask.sha256())
        && ssc.sha256().equals(other.ssc.sha256())
        && parameters.equals(other.parameters)
        && numericForm.equals(other.numericForm);
  }
}
