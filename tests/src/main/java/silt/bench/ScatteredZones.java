package silt.bench;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Strips;
import silt.sediment.zones.SceneRasters;
import silt.sediment.zones.Zone;
import silt.sediment.zones.ZoneKind;
import silt.sediment.zones.ZoneSource;

/**
 * Zones scattered over one tile, the same ones every time: octagons of 120 m across (11 pixels),
 * nodes (317 pixels), or reaches of 200 m. Coordinates are kept, zones made of them as they pass,
 * as a database would.
 */
final class ScatteredZones implements ZoneSource {

  static final RasterGrid TILE = RasterGrid.of(32660, 399_960, -3_999_960, 30, 3660, 3660);

  private static final GeometryFactory SHAPES = new GeometryFactory();
  private static final int CORNERS = 8;

  private final String kind;
  private final int count;
  private final int vertices;
  private final double[] lonLat;

  ScatteredZones(String kind, int count) {
    this.kind = kind;
    this.count = count;
    this.vertices = kind.equals("node") ? 1 : kind.equals("reach") ? 3 : CORNERS;
    this.lonLat = new double[2 * vertices * count];
    SplittableRandom random = new SplittableRandom(count);
    double side = TILE.width() * TILE.pixelSize();
    try (Projection projection = new Projection(TILE)) {
      for (int zone = 0; zone < count; zone++) {
        double x = TILE.originX() + side * random.nextDouble();
        double y = TILE.originY() - side * random.nextDouble();
        double turn = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < vertices; i++) {
          double angle = kind.equals("reach") ? turn : turn + 2 * Math.PI * i / vertices;
          double far = kind.equals("reach") ? 100 * i : kind.equals("node") ? 0 : 60;
          double[] at = projection.toLonLat(x + far * Math.cos(angle), y + far * Math.sin(angle));
          lonLat[2 * (zone * vertices + i)] = at[0];
          lonLat[2 * (zone * vertices + i) + 1] = at[1];
        }
      }
    }
  }

  String kind() {
    return kind;
  }

  int count() {
    return count;
  }

  @Override
  public void zones(String setName, Geometry areaLonLat, Consumer<Zone> each) {
    for (int zone = 0; zone < count; zone++) {
      Coordinate[] of = new Coordinate[kind.equals("polygon") ? vertices + 1 : vertices];
      for (int i = 0; i < of.length; i++) {
        int at = 2 * (zone * vertices + i % vertices);
        of[i] = new Coordinate(lonLat[at], lonLat[at + 1]);
      }
      Geometry shape =
          switch (kind) {
            case "node" -> SHAPES.createPoint(of[0]);
            case "reach" -> SHAPES.createLineString(of);
            default -> SHAPES.createPolygon(of);
          };
      each.accept(new Zone(zone + 1L, Integer.toString(zone), ZoneKind.of(kind), shape, null));
    }
  }

  @Override
  public double widest(String setName, Geometry areaLonLat, double overM) {
    return 0;
  }

  /** Two fifths water under a little cloud, values with intervals; written once. */
  static SceneRasters rasters(Path folder) {
    SceneRasters files =
        new SceneRasters(folder.resolve("mask.tif"), folder.resolve("ssc.tif"), null);
    SplittableRandom random = new SplittableRandom(1);
    try (CogWriter mask = CogWriter.ofBytes(TILE).nodata(255);
        CogWriter ssc = CogWriter.ofFloats(TILE, 3).nodata(Double.NaN)) {
      for (Window strip : Strips.of(TILE)) {
        byte[] sky = new byte[strip.pixels()];
        float[][] values = new float[3][sky.length];
        for (int i = 0; i < sky.length; i++) {
          int row = strip.row() + i / strip.width();
          int column = i % strip.width();
          double wave = Math.sin(row / 70.0) + Math.sin(column / 110.0 + row / 200.0);
          sky[i] = (byte) ((wave > 0.3 ? 1 : 0) | (random.nextInt(20) == 0 ? 4 : 0));
          float mgL = sky[i] == 1 ? (float) (20 + 10 * wave + random.nextDouble()) : Float.NaN;
          values[0][i] = mgL;
          values[1][i] = mgL * 0.6f;
          values[2][i] = mgL * 1.7f;
        }
        mask.write(strip, sky);
        for (int band = 1; band <= 3; band++) {
          ssc.writeBand(band, strip, values[band - 1]);
        }
      }
      mask.save(files.mask());
      ssc.save(files.ssc());
    }
    return files;
  }
}
