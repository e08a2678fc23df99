package silt.db;

import java.util.Set;

/**
 * A collection of zones that came from one source at one version.
 *
 * @param id 0 before it is stored
 * @param kind reach, node, lake, polygon or cell
 * @param digest SHA-256 of the content, so that loading it twice is harmless
 * @param zones zones stored, count
 */
public record ZoneSetRow(
    int id, String name, String kind, String source, String version, String digest, long zones) {

  private static final Set<String> KINDS = Set.of("reach", "node", "lake", "polygon", "cell");

  public ZoneSetRow {
    Rules.name("the name of a zone set", name);
    Rules.that(
        kind != null && KINDS.contains(kind), "a kind is reach, node, lake, polygon or cell", kind);
    Rules.notBlank("the source of a zone set", source);
    Rules.notBlank("the version of a zone set", version);
    Rules.sha256("the digest of a zone set", digest);
  }

  /** A set to be loaded. */
  public static ZoneSetRow of(
      String name, String kind, String source, String version, String digest) {
    return new ZoneSetRow(0, name, kind, source, version, digest, 0);
  }
}
