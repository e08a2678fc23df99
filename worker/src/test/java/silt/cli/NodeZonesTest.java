package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.sediment.nodes.EnsembleBundle;
import silt.sediment.nodes.Inputs;

/** {@code silt nodes --zones}: the nodes of a zone set that lie on the scene. */
class NodeZonesTest {

  private static final int SIZE = 40;
  private static final GranuleId GRANULE = new GranuleId("HLS.L30.T60GVA.2024041T220733.v2.0");
  private static final RasterGrid GRID = RasterGrid.of(32660, 399_960, 6_000_000, 30, SIZE, SIZE);

  @TempDir private Path home;

  private AnInstallation installation;

  @BeforeEach
  void aSceneAndAZoneSet() throws IOException {
    installation = new AnInstallation(home);
    Path scene = Files.createDirectory(home.resolve("scene"));
    for (Band band : Inputs.BANDS) {
      try (CogWriter writer = CogWriter.ofShorts(GRID)) {
        writer
            .nodata(Band.REFLECTANCE_NODATA)
            .write(GRID.whole(), new short[SIZE * SIZE])
            .save(scene.resolve(GRANULE.fileName(band)));
      }
    }
    byte[] water = new byte[SIZE * SIZE];
    java.util.Arrays.fill(water, (byte) 1);
    try (CogWriter writer = CogWriter.ofBytes(GRID)) {
      writer.nodata(255).write(GRID.whole(), water).save(home.resolve("mask.tif"));
    }
    String nodes;
    String reach;
    try (Projection projection = new Projection(GRID)) {
      double[] on = projection.toLonLat(GRID.centreX(20), GRID.centreY(20));
      // within the margin that the database is asked for, and off the tile
      double[] off = projection.toLonLat(GRID.centreX(-30), GRID.centreY(20));
      nodes =
          "{\"type\":\"FeatureCollection\",\"features\":["
              + node("on", on)
              + ","
              + node("off", off)
              + "]}";
      reach =
          "{\"type\":\"Feature\",\"properties\":{\"reach_id\":\"r\"},\"geometry\":{\"type\":"
              + "\"LineString\",\"coordinates\":[[%s,%s],[%s,%s]]}}"
                  .formatted(on[0], on[1], off[0], off[1]);
    }
    load(nodes, "river-nodes", "node");
    load(reach, "river", "reach");
    Path arrays = Path.of("..", "activities", "src", "test", "resources", "silt", "sediment");
    EnsembleBundle.write(
        arrays.resolve("nodes/networks.json").toAbsolutePath().normalize(),
        home.resolve("bundle"),
        "nodes",
        "CC0-1.0",
        java.util.List.of());
  }

  private static String node(String id, double[] at) {
    return "{\"type\":\"Feature\",\"properties\":{\"node_id\":\"%s\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[%s,%s]}}"
        .formatted(id, at[0], at[1]);
  }

  private void load(String geojson, String set, String kind) throws IOException {
    Path file = Files.writeString(home.resolve(set + ".geojson"), geojson);
    CommandLineOf loaded =
        installation.silt("zones load " + file + " --set " + set + " --kind " + kind);
    assertThat(loaded.status()).as(loaded.err()).isZero();
  }

  private CommandLineOf measure(String set) {
    return installation.silt(
        "nodes %1$s/scene --model %1$s/bundle --mask %1$s/mask.tif --zones %2$s --out %1$s/out.csv"
            .formatted(home, set));
  }

  @Test
  void thoseOnTheSceneAreMeasured() throws IOException {
    CommandLineOf done = measure("river-nodes");
    assertThat(done.status()).as(done.err()).isZero();
    assertThat(Files.readAllLines(home.resolve("out.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("on,")
        .endsWith(",316");
  }

  @Test
  void aSetOfAnotherKindOrNoSetIsRefused() {
    assertThat(measure("river").err())
        .hasLineCount(1)
        .contains("zone set river is of kind reach", "node");
    assertThat(measure("river-node").err()).hasLineCount(1).contains("no zone set", "river-nodes");
    assertThat(home.resolve("out.csv")).doesNotExist();
  }
}
