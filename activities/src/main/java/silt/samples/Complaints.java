package silt.samples;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rows that cannot be loaded: all are counted, the first are told. */
public final class Complaints {

  /** Rows told at most: enough to see what is wrong, not so many that nobody reads them. */
  public static final int MOST_TOLD = 20;

  private final List<String> told = new ArrayList<>();
  private final Set<String> remedies = new LinkedHashSet<>();
  private long rows;

  Complaints() {}

  /** Takes note of a row with all that is wrong with it. */
  void row(List<String> faults) {
    rows++;
    if (rows <= MOST_TOLD) {
      told.addAll(faults);
    }
  }

  void remedy(String remedy) {
    if (remedy != null) {
      remedies.add(remedy);
    }
  }

  /** Rows that cannot be loaded. */
  public long rows() {
    return rows;
  }

  /** One line for each fault of the first {@value #MOST_TOLD} rows: line, column, cell, why. */
  public List<String> told() {
    return List.copyOf(told);
  }

  /** Options that would help many rows at once, as sentences. */
  public List<String> remedies() {
    return List.copyOf(remedies);
  }
}
