package silt.sediment.zones;

import java.util.Locale;

/** What a zone is, and so which pixels are its own. */
public enum ZoneKind {
  /** A centreline: the pixels nearer to it than to any other's, within its reach of shore. */
  REACH,
  /** A point of a river: the pixels within a radius, shared with its neighbours. */
  NODE,
  /** An outline: the pixels whose centres lie inside. */
  LAKE,
  /** As a lake. */
  POLYGON,
  /** A square of 300 m of the UTM grid. */
  CELL;

  /** The word that the database uses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ZoneKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
