package silt.db;

/** A file of a scene that was read: its band as in the file name, and what it held on arrival. */
public record InputRow(String band, String uri, long bytes, String sha256) {

  public InputRow {
    Rules.notBlank("the band of an input", band);
    Rules.notBlank("the URI of an input", uri);
    Rules.that(bytes > 0, "the length of " + uri + " is over 0 bytes", bytes);
    Rules.sha256("the sha256 of " + uri, sha256);
  }
}
