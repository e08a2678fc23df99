package silt.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.model.ModelBundle;

/**
 * Judges a mask bundle beside plain baselines: {@code JudgeMasks --data ../shared/data --bundle
 * BUNDLE [--generated DATASET] [--hold-out 0.3] [--out FOLDER] [--into-card yes]}, and {@code
 * --on-sentinel2 BUNDLE}, {@code --on-landsat5 BUNDLE} for bundles that never saw that image.
 */
public final class JudgeMasks {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JudgeMasks() {}

  public static void main(String[] arguments) {
    Options options =
        Options.parse(
            arguments,
            "data",
            "bundle",
            "generated",
            "hold-out",
            "out",
            "into-card",
            "on-sentinel2",
            "on-landsat5");
    ModelBundle bundle = ModelBundle.open(options.path("bundle"));
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    try (MaskNetwork network = MaskNetwork.load(bundle)) {
      report.set("water", water(options, network));
      if (options.has("generated")) {
        report.set("generated", generated(options.path("generated"), network));
      }
    }
    ObjectNode images = JsonNodeFactory.instance.objectNode();
    for (String image : CloudShadowChips.IMAGES) {
      if (options.has("on-" + image)) {
        images.set(image, image(options, image));
      }
    }
    if (!images.isEmpty()) {
      images.put(
          "rule",
          "the network trained without the image; its path reflectance taken off by dark objects");
      report.set("cloudShadowImages", images);
    }
    report.put(
        "notJudged",
        "no real truth is at hand for snow and ice, for terrain shade, nor for cloud and its shadow"
            + " in surface reflectance");
    finish(options, bundle, report);
  }

  private static ObjectNode water(Options options, MaskNetwork network) {
    Path folder = options.path("data").resolve("hls-chips");
    double holdOut = options.real("hold-out", 0.3);
    Map<String, WaterScore> scores = new LinkedHashMap<>();
    TreeSet<String> sites = new TreeSet<>();
    int chips = 0;
    for (HlsChips.Entry entry : HlsChips.read(folder)) {
      if (Part.of(entry.site(), holdOut) != Part.JUDGE) {
        continue;
      }
      chips++;
      sites.add(entry.site());
      WaterSite site = WaterSite.of(entry, folder.resolve("water-labels"));
      Chip chip = entry.chip();
      score(scores, "network")
          .add(site, water(network.mask(chip.bands(), chip.width(), chip.height())));
      score(scores, "Fmask water bit").add(site, HlsChips.bit(entry.fmask(), Fmask.WATER));
      score(scores, "MNDWI > 0").add(site, Baselines.mndwi(chip));
      score(scores, "NDWI > 0").add(site, Baselines.ndwi(chip));
    }
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("judgedOn", chips + " chips of " + sites.size() + " sites that trained nothing");
    scores.forEach((method, score) -> score.describe(report.putObject(method)));
    return report;
  }

  private static WaterScore score(Map<String, WaterScore> scores, String method) {
    return scores.computeIfAbsent(method, key -> new WaterScore());
  }

  private static boolean[] water(byte[] flags) {
    boolean[] water = new boolean[flags.length];
    for (int i = 0; i < water.length; i++) {
      int f = flags[i] & 0xff;
      water[i] = f != MaskClass.NODATA && (f & MaskClass.WATER.flag()) != 0;
    }
    return water;
  }

  private static ObjectNode image(Options options, String image) {
    Chip chip = CloudShadowChips.read(options.path("data").resolve("cloud-shadow-chips"), image);
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.open(options.path("on-" + image)))) {
      byte[] flags = network.mask(chip.bands(), chip.width(), chip.height());
      new ClassScores().addFlags(chip, flags).describe(report.putObject("network"));
    }
    new ClassScores()
        .add(chip, MaskClass.CLOUD, Baselines.brightCloud(chip))
        .add(chip, MaskClass.CLOUD_SHADOW, Baselines.darkShadow(chip))
        .describe(report.putObject("bright or dark"));
    return report;
  }

  private static ObjectNode generated(Path folder, MaskNetwork network) {
    ClassScores found = new ClassScores();
    ClassScores plain = new ClassScores();
    int chips = 0;
    for (GeneratedChips.Entry entry : GeneratedChips.read(folder)) {
      if (entry.part() == Part.JUDGE) {
        Chip chip = entry.chip();
        chips++;
        found.addFlags(chip, network.mask(chip.bands(), chip.width(), chip.height()));
        plain
            .add(chip, MaskClass.WATER, Baselines.mndwi(chip))
            .add(chip, MaskClass.CLOUD, Baselines.brightCloud(chip))
            .add(chip, MaskClass.CLOUD_SHADOW, Baselines.darkShadow(chip))
            .add(chip, MaskClass.TERRAIN_SHADE, Baselines.darkShade(chip));
      }
    }
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("judgedOn", chips + " generated chips of other seeds, terrain and parameters");
    found.describe(report.putObject("network"));
    plain.describe(report.putObject("bright, dark, MNDWI > 0"));
    return report;
  }

  private static void finish(Options options, ModelBundle bundle, ObjectNode report) {
    String table = Tables.markdown(report);
    System.out.println(table);
    try {
      if (options.has("out")) {
        Path out = options.path("out");
        Files.createDirectories(out);
        Files.writeString(out.resolve("masks.md"), table);
        JSON.writerWithDefaultPrettyPrinter()
            .writeValue(out.resolve("masks.json").toFile(), report);
      }
      if (options.has("into-card")) {
        JsonNode before = bundle.card().metrics();
        ObjectNode metrics =
            before.isObject() ? before.deepCopy() : JsonNodeFactory.instance.objectNode();
        metrics.setAll(report);
        ModelBundle.write(bundle.folder(), TrainMask.withMetrics(bundle.card(), metrics));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("the report cannot be written", failed);
    }
  }
}
