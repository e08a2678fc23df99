package silt.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import silt.db.ZoneRow;
import silt.model.Sha256;
import silt.raster.VectorFile;
import silt.raster.VectorFile.VectorFeature;
import silt.scene.BadInput;

/** Makes zones of the features of a vector file, or names the first one that cannot be a zone. */
record ZoneFile(Path file, String kind, ZoneFields fields, boolean repair) {

  private static final Envelope ANY_DEGREES = new Envelope(-360, 360, -90, 90);
  private static final double DEGREE_M = 111_320;
  private static final double PIXEL_M2 = 900;

  /**
   * What a file holds.
   *
   * @param digest the sha256 of its zones, in order: the same zones are the same set, whatever the
   *     file
   * @param smallerThanAPixel outlines that may own no pixel's centre, and then have no row
   */
  record Survey(long zones, String digest, long smallerThanAPixel) {}

  /**
   * Looks at every feature, one in hand at a time.
   *
   * @throws BadInput naming the first that cannot be a zone, counted from 1, and what is wrong with
   *     it, or two that share an id
   */
  Survey survey() {
    MessageDigest digest = Sha256.digest();
    WKBWriter wkb = new WKBWriter();
    long[] counts = new long[2];
    SharedIds ids = new SharedIds();
    try (Stream<ZoneRow> zones = zones()) {
      zones.forEach(
          zone -> {
            ids.add(zone.externalId());
            String text = zone.externalId() + "\t" + zone.name() + "\t" + zone.widthM() + "\t";
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update(wkb.write(zone.lonLat()));
            counts[0]++;
            counts[1] += smallerThanAPixel(zone.lonLat()) ? 1 : 0;
          });
    }
    refuseShared(ids);
    return new Survey(counts[0], HexFormat.of().formatHex(digest.digest()), counts[1]);
  }

  /** The zones in the file's order, read and looked at as they are taken; to be closed. */
  Stream<ZoneRow> zones() {
    try (Stream<VectorFeature> any = VectorFile.stream(file)) {
      if (!any.iterator().hasNext()) {
        throw new BadInput("zones " + file + " holds no feature", "Give a file with some.");
      }
    }
    ZoneFields found = fields.among(VectorFile.fields(file), file);
    AtomicInteger nr = new AtomicInteger();
    return VectorFile.stream(file).map(feature -> zone(feature, nr.incrementAndGet(), found));
  }

  private void refuseShared(SharedIds ids) {
    Set<Long> suspects = ids.suspects();
    if (suspects.isEmpty()) {
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    AtomicInteger nr = new AtomicInteger();
    try (Stream<ZoneRow> zones = zones()) {
      zones.forEach(
          zone -> {
            int now = nr.incrementAndGet();
            if (!suspects.contains(SharedIds.hash(zone.externalId()))) {
              return;
            }
            Integer before = seen.put(zone.externalId(), now);
            if (before != null) {
              throw new BadInput(
                  "zones %s: features %d and %d share the id %s"
                      .formatted(file, before, now, zone.externalId()),
                  "Give each an id of its own, or name another field with --id-field.");
            }
          });
    }
  }

  private ZoneRow zone(VectorFeature feature, int nr, ZoneFields found) {
    String id = feature.attributes().getOrDefault(found.id(), "").strip();
    String zone = "zones " + file + ": feature " + nr;
    if (id.isEmpty()) {
      throw new BadInput(
          zone + " has no " + found.id(), "Give it one, or name another field with --id-field.");
    }
    String named = zone + " (" + id + ")";
    Geometry shape = shape(feature.lonLat(), named);
    Double width = found.widthOf(feature.attributes(), named);
    return Asked.value(
        () -> ZoneRow.of(id, found.nameOf(feature.attributes()), shape, width),
        "Mend it in " + file + ".");
  }

  private Geometry shape(Geometry lonLat, String zone) {
    if (lonLat == null || lonLat.isEmpty()) {
      throw new BadInput(zone + " has no geometry", "Draw it, or remove the feature.");
    }
    int wanted =
        switch (kind) {
          case "node" -> 0;
          case "reach" -> 1;
          default -> 2;
        };
    if (lonLat.getDimension() != wanted) {
      throw new BadInput(
          zone + " is a " + lonLat.getGeometryType() + ", no geometry of a " + kind,
          "Choose another --kind: reaches are lines, nodes points, lakes and polygons areas.");
    }
    Envelope reach = lonLat.getEnvelopeInternal();
    // longitudes that count on beyond 180 are a crossing's; beyond 360 they are no degrees
    if (!ANY_DEGREES.contains(reach)) {
      throw new BadInput(
          "%s lies at %.3f,%.3f, which is no longitude and latitude"
              .formatted(zone, reach.getMinX(), reach.getMinY()),
          "Say in the file which coordinate system it has; GeoJSON is always in degrees.");
    }
    if (Antimeridian.crossedBy(lonLat)) {
      return repaired(lonLat, zone);
    }
    TopologyValidationError error = new IsValidOp(lonLat).getValidationError();
    if (error != null && !repair) {
      throw new BadInput(
          "%s is invalid at %.6f,%.6f: %s"
              .formatted(
                  zone, error.getCoordinate().x, error.getCoordinate().y, error.getMessage()),
          "Redraw it there, or pass --repair to have it mended.");
    }
    return error == null ? lonLat : GeometryFixer.fix(lonLat);
  }

  private Geometry repaired(Geometry crossing, String zone) {
    Geometry cut = repair ? Antimeridian.cut(crossing) : null;
    if (cut == null) {
      Envelope reach = crossing.getEnvelopeInternal();
      throw new BadInput(
          "%s crosses the 180th meridian in one piece (longitudes %.3f to %.3f)"
              .formatted(zone, reach.getMinX(), reach.getMaxX()),
          repair
              ? "Cut it there by hand; cut by --repair it would not be valid."
              : "Cut it there (RFC 7946, 3.1.9), or pass --repair to have it cut.");
    }
    return cut;
  }

  private static boolean smallerThanAPixel(Geometry shape) {
    return shape.getDimension() == 2
        && shape.getArea()
                * DEGREE_M
                * DEGREE_M
                * Math.cos(Math.toRadians(shape.getEnvelopeInternal().centre().y))
            < PIXEL_M2;
  }
}
