package silt.samples;

import java.util.List;
import java.util.Map;

/**
 * What a file came to.
 *
 * @param rows the records of all rows that are in order, in the order of the file
 * @param bad the other rows
 * @param withoutValue rows whose value is missing: they are neither loaded nor wrong
 * @param columns the heading that each thing was taken from
 */
public record Reading<T>(
    List<T> rows, Complaints bad, long withoutValue, Map<String, String> columns) {

  public Reading {
    rows = List.copyOf(rows);
  }
}
