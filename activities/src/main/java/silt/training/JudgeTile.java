package silt.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.training.data.Fmask;

/**
 * Judges the mask raster that the service made of a tile composed of real chips, so that what is
 * judged has taken the whole road: {@code JudgeTile --data ../shared/data --mask MASK.tif --places
 * CHIPS.csv [--hold-out 0.3]}.
 *
 * <p>{@link silt.training.judge.Evaluation} judges a network on chips alone, before it is a
 * product.
 */
public final class JudgeTile {

  /** The row of the report that holds the product's own figures. */
  public static final String PRODUCT = "mask of the service";

  /** What a {@link ObjectNode report} calls F1 by both truths. */
  public static final List<String> F1 = List.of("f1TruthA", "f1TruthB");

  private final Path chips;
  private final double holdOut;
  private final Map<String, WaterScore> water = new LinkedHashMap<>();
  private final ClassScores sky = new ClassScores();
  private final TreeSet<String> sites = new TreeSet<>();
  private int judged;

  private JudgeTile(Path data, double holdOut) {
    this.chips = data.resolve("hls-chips");
    this.holdOut = holdOut;
  }

  public static void main(String[] arguments) {
    Options options = Options.parse(arguments, "data", "mask", "places", "hold-out");
    System.out.println(
        Tables.markdown(
            of(
                options.path("data"),
                options.path("mask"),
                options.path("places"),
                options.real("hold-out", 0.3))));
  }

  /** The sites that judge, of those that the chips were taken at. */
  public static List<String> judgingSites(Path data, double holdOut) {
    return HlsChips.read(data.resolve("hls-chips")).stream()
        .map(HlsChips.Entry::site)
        .filter(site -> Part.of(site, holdOut) == Part.JUDGE)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Scores a mask raster.
   *
   * @param data the folder that holds {@code hls-chips}
   * @param places a CSV of chip, site, column, row: which chip lies where on the tile
   * @param holdOut share of sites that judge, as the bundle was trained
   * @return by method: F1 of water by both truths and the rest of {@link WaterScore}; {@code
   *     byFmask} holds cloud, shadow and snow against {@code Fmask}'s own word
   * @throws BadInput where a chip's site may have trained the network
   */
  public static ObjectNode of(Path data, Path mask, Path places, double holdOut) {
    JudgeTile judge = new JudgeTile(data, holdOut);
    judge.judge(mask, places);
    return judge.report();
  }

  private void judge(Path mask, Path places) {
    Map<String, HlsChips.Entry> known = new LinkedHashMap<>();
    HlsChips.read(chips).forEach(entry -> known.put(entry.name(), entry));
    try (GeoTiff flags = GeoTiff.open(mask)) {
      for (CSVRecord place : rows(places)) {
        HlsChips.Entry entry = known.get(place.get("chip"));
        if (entry == null || Part.of(entry.site(), holdOut) != Part.JUDGE) {
          throw new BadInput(
              places + ": chip " + place.get("chip") + " is not of a site that judges",
              "Compose the tile of the sites that RealChips lists.");
        }
        Window there =
            new Window(
                Integer.parseInt(place.get("column")),
                Integer.parseInt(place.get("row")),
                entry.chip().width(),
                entry.chip().height());
        add(entry, flags.readBytes(1, there));
      }
    }
  }

  private void add(HlsChips.Entry entry, byte[] flags) {
    judged++;
    sites.add(entry.site());
    WaterSite site = WaterSite.of(entry, chips.resolve("water-labels"));
    score(PRODUCT).add(site, water(flags));
    score("Fmask water bit").add(site, Fmask.WATER.of(entry.fmask()));
    score("MNDWI > 0").add(site, Baselines.mndwi(entry.chip()));
    score("NDWI > 0").add(site, Baselines.ndwi(entry.chip()));
    sky.addFlags(entry.chip(), flags);
  }

  private WaterScore score(String method) {
    return water.computeIfAbsent(method, key -> new WaterScore());
  }

  private static boolean[] water(byte[] flags) {
    boolean[] water = new boolean[flags.length];
    for (int i = 0; i < water.length; i++) {
      int f = flags[i] & 0xff;
      water[i] = f != MaskClass.NODATA && (f & MaskClass.WATER.flag()) != 0;
    }
    return water;
  }

  private ObjectNode report() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("judgedOn", judged + " chips of " + sites.size() + " sites that trained nothing");
    water.forEach((method, score) -> score.describe(report.putObject(method)));
    ObjectNode byFmask = report.putObject("byFmask");
    byFmask.put("rule", "Fmask less its rims is no truth: agreement, not merit");
    sky.describe(byFmask.putObject(PRODUCT));
    return report;
  }

  private static List<CSVRecord> rows(Path places) {
    CSVFormat withHeader = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = withHeader.parse(Files.newBufferedReader(places))) {
      return new ArrayList<>(rows.getRecords());
    } catch (IOException failed) {
      throw new UncheckedIOException(places + " cannot be read", failed);
    }
  }

  /** A report of {@link #of} as Markdown tables. */
  public static String markdown(ObjectNode report) {
    return Tables.markdown(report);
  }
}
