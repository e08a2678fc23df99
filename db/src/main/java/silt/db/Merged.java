package silt.db;

/**
 * What loading rows came to.
 *
 * @param added rows that were not there
 * @param changed rows that were there with other values
 * @param same rows that were there as they are
 */
public record Merged(long added, long changed, long same) {

  /** Rows given. */
  public long all() {
    return added + changed + same;
  }
}
