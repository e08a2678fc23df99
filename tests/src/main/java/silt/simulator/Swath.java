package silt.simulator;

/**
 * The edge of what a pass saw: a straight line that runs as the track does, 12 degrees off north.
 *
 * @param edgeX easting of the edge at northing {@code edgeY}, metres
 * @param westIsSeen which side was imaged
 */
public record Swath(double edgeX, double edgeY, boolean westIsSeen) {

  private static final double TILT = Math.tan(Math.toRadians(12));

  boolean sees(double x, double y) {
    return x < edgeAt(y) == westIsSeen;
  }

  double edgeAt(double y) {
    return edgeX + (y - edgeY) * TILT;
  }
}
