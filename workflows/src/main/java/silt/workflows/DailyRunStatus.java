package silt.workflows;

import static java.util.Objects.requireNonNull;

/**
 * Where a run of a daily ingestion is.
 *
 * @param step {@code begin}, {@code search}, {@code start}, {@code done}
 * @param waitsFor what a person must mend; {@code null} where it waits for none
 */
public record DailyRunStatus(String step, String waitsFor) {

  public DailyRunStatus {
    requireNonNull(step, "step");
  }
}
