package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.sediment.nodes.Inputs;

/** {@code silt nodes} on a small scene: arrays to bundle, nodes to table. */
class NodesCommandTest {

  private static final int SIZE = 96;
  private static final GranuleId GRANULE = new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0");
  private static final RasterGrid GRID = RasterGrid.of(32660, 399_960, 6_000_000, 30, SIZE, SIZE);

  @TempDir private Path home;

  private Path scene;
  private Path mask;
  private Path nodes;
  private Path bundle;
  private Path out;

  @BeforeEach
  void aRiverDownTheMiddle() throws IOException {
    scene = Files.createDirectory(home.resolve("scene"));
    mask = home.resolve("mask.tif");
    nodes = home.resolve("nodes.csv");
    bundle = home.resolve("bundle");
    out = home.resolve("ssc.csv");
    byte[] flags = new byte[SIZE * SIZE];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = (byte) (i % SIZE >= 40 && i % SIZE < 60 ? 1 : 0);
    }
    try (CogWriter writer = CogWriter.ofBytes(GRID)) {
      writer.nodata(255).write(GRID.whole(), flags).save(mask);
    }
    for (int b = 0; b < Inputs.BANDS.size(); b++) {
      short[] pixels = new short[SIZE * SIZE];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (short) ((i % SIZE >= 40 && i % SIZE < 60 ? 400 : 2000) + 10 * b + i / SIZE);
      }
      write(Inputs.BANDS.get(b), pixels);
    }
    try (Projection projection = new Projection(GRID)) {
      Files.writeString(
          nodes,
          "node_id,longitude,latitude\n"
              + line(projection, "wet", 50, 30)
              + line(projection, "dry", 85, 30)
              + line(projection, "downstream", 50, 60)
              + "far,10.5,47.25\n");
    }
    Path arrays = Files.writeString(home.resolve("arrays.json"), arrays());
    assertThat(
            CommandLineOf.run(
                    home, "model", "import-arrays", arrays.toString(), "--out", bundle.toString())
                .status())
        .isZero();
  }

  private static String line(Projection projection, String id, int column, int row) {
    double[] at = projection.toLonLat(GRID.centreX(column), GRID.centreY(row));
    return id + "," + at[0] + "," + at[1] + "\n";
  }

  private void write(Band band, short[] pixels) {
    try (CogWriter writer = CogWriter.ofShorts(GRID)) {
      writer
          .nodata(Band.REFLECTANCE_NODATA)
          .write(GRID.whole(), pixels)
          .save(scene.resolve(GRANULE.fileName(band)));
    }
  }

  /** M1 says the median of the first band, scaled from 0..1000; M2 is never asked. */
  private static String arrays() {
    String names =
        Inputs.NAMES.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
    int median = Inputs.NAMES.indexOf("B01_median");
    String weights =
        java.util.stream.IntStream.range(0, 66)
            .mapToObj(i -> i == median ? "[1]" : "[0]")
            .collect(Collectors.joining(","));
    String network =
        "{\"inputMinimum\":[%s],\"inputMaximum\":[%s],\"outputMaximum\":%%s,\"layers\":[{\"weights\":[%s],\"bias\":[0],\"activation\":\"linear\"}]}"
            .formatted(all(0), all(1000), weights);
    return "{\"inputs\":[%s],\"maxvalCut\":0.8,\"m1\":%s,\"m2\":%s}"
        .formatted(names, network.formatted("3.0"), network.formatted("6.0"));
  }

  private static String all(double value) {
    return DoubleStream.generate(() -> value)
        .limit(66)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(","));
  }

  private CommandLineOf measure(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "nodes", scene.toString(), "--model", bundle.toString(), "--out", out.toString()));
    words.addAll(Arrays.asList(more));
    return CommandLineOf.run(home, words.toArray(String[]::new));
  }

  private CommandLineOf measureByMask(String... more) {
    List<String> words = new ArrayList<>(List.of("--mask", mask.toString()));
    words.addAll(List.of("--nodes", nodes.toString()));
    words.addAll(Arrays.asList(more));
    return measure(words.toArray(String[]::new));
  }

  private void refused(CommandLineOf refusal, String... words) {
    assertThat(refusal.status()).as(refusal.err()).isEqualTo(2);
    assertThat(refusal.err().lines().filter(line -> line.startsWith("silt: ")))
        .singleElement()
        .asString()
        .contains(words)
        .contains("; ");
    assertThat(out).doesNotExist();
  }

  @Test
  void everyNodeKeepsItsRowItsIdAndItsBranch() throws IOException {
    CommandLineOf done = measureByMask();

    assertThat(done.status()).as(done.err()).isZero();
    assertThat(done.out())
        .contains("4 nodes; 2 M1, 2 NOT_FINITE", "2 NO_CLEAR_WATER", "1 OFF_TILE");
    List<String[]> rows =
        Files.readAllLines(out).stream().map(line -> line.split(",", -1)).toList();
    assertThat(rows.get(0)).contains("node_id", "ssc_mg_l", "branch", "flags").hasSize(9);
    assertThat(rows)
        .extracting(row -> row[0])
        .containsExactly("node_id", "wet", "dry", "downstream", "far");
    // rows 20 to 39 of a river that brightens by 1 each row
    double wet = Math.exp((400 + 29.5) / 1000 * 4 - 1);
    assertThat(Double.parseDouble(rows.get(1)[5])).isCloseTo(wet, within(1e-4));
    assertThat(rows.get(1)).endsWith("M1", "CROP_CUT UNFAMILIAR", "316");
    assertThat(rows.get(2)).endsWith("", "NOT_FINITE", "CROP_CUT NO_CLEAR_WATER", "0");
    assertThat(rows.get(4)[7]).isEqualTo("OFF_TILE CROP_CUT NO_CLEAR_WATER");
  }

  @Test
  void theFeaturesAreThereWhenAskedFor() throws IOException {
    assertThat(measureByMask("--features").status()).isZero();

    List<String> lines = Files.readAllLines(out);
    List<String> header = List.of(lines.get(0).split(","));
    assertThat(header).hasSize(9 + 88 + 1).containsAll(Inputs.NAMES);
    String[] wet = lines.get(1).split(",", -1);
    assertThat(wet[header.indexOf("B05_median")]).isEqualTo("499.5");
    assertThat(wet[header.indexOf("B01_count")]).isEqualTo("316");
    assertThat(wet[header.indexOf("B01_wmin")]).isEqualTo("400.0");
    assertThat(wet[header.indexOf("LorS")]).isEqualTo("S");
  }

  @Test
  void aMaskBundleMasksTheSceneInEitherLayout() throws IOException {
    String shipped =
        Path.of("..", "deploy", "models", "mask-hls-1").toAbsolutePath().normalize().toString();
    CommandLineOf tiled = measure("--mask", shipped, "--nodes", nodes.toString(), "--json");
    assertThat(tiled.status()).as(tiled.err()).isZero();
    JsonNode summary = new ObjectMapper().readTree(tiled.out());
    assertThat(summary.path("nodes").asInt()).isEqualTo(4);

    CommandLineOf centred =
        measure(
            "--mask", shipped, "--nodes", nodes.toString(), "--layout", "node-centred", "--force");
    assertThat(centred.status()).as(centred.err()).isZero();
    assertThat(Files.readAllLines(out)).hasSize(5);
  }

  @Test
  void whatIsAmissIsRefusedInOneLineAndNothingIsWritten() throws IOException {
    refused(
        measure("--mask", mask.toString(), "--nodes", home.resolve("none.csv").toString()),
        "none.csv");
    refused(
        measure("--mask", home.resolve("none.tif").toString(), "--nodes", nodes.toString()),
        "none.tif");
    refused(
        CommandLineOf.run(
            home,
            "nodes",
            scene.toString(),
            "--model",
            ABundle.ssc().toString(),
            "--mask",
            mask.toString(),
            "--nodes",
            nodes.toString(),
            "--out",
            out.toString()),
        "ssc-gloria-1",
        "blend",
        "node-ensemble");
    refused(measureByMask("--layout", "node-centred"), "is a mask already");
    Files.delete(scene.resolve(GRANULE.fileName(Band.CIRRUS)));
    refused(measureByMask(), GRANULE.fileName(Band.CIRRUS), "CIRRUS");
    Files.delete(scene.resolve(GRANULE.fileName(Band.COASTAL)));
    refused(measureByMask(), GRANULE.fileName(Band.COASTAL), "COASTAL");
  }

  @Test
  void aTableThatIsThereIsReplacedOnlyWhenAsked() {
    assertThat(measureByMask().status()).isZero();
    CommandLineOf again = measureByMask();
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("is there already", "--force").hasLineCount(1);
    assertThat(measureByMask("--force").status()).isZero();
  }

  @Test
  void aMaskOfAnotherTileIsRefused() {
    RasterGrid other = RasterGrid.of(32660, 399_990, 6_000_000, 30, SIZE, SIZE);
    try (CogWriter writer = CogWriter.ofBytes(other)) {
      writer.nodata(255).write(other.whole(), new byte[SIZE * SIZE]).save(mask);
    }
    refused(measureByMask(), "mask.tif", "does not lie on the pixels");
  }

  @Test
  void aProductDoesNotTakeABundleOfNodes() throws IOException {
    Path masks = ABundle.mask(home.resolve("mask-bundle"));
    CommandLineOf create =
        CommandLineOf.run(
            home,
            "product",
            "create",
            "trial",
            "--mask",
            masks.toString(),
            "--ssc",
            bundle.toString());
    assertThat(create.status()).isEqualTo(2);
    assertThat(create.err())
        .contains("node-ensemble", "a product measures pixels", "deploy/silt nodes");

    CommandLineOf verified =
        CommandLineOf.run(home, "model", "verify", "--kind", "ssc", bundle.toString());
    assertThat(verified.status()).as(verified.err()).isZero();
    assertThat(verified.out().toLowerCase(Locale.ROOT)).contains("node-ensemble", "loads");
  }
}
