package silt.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import silt.mask.MaskClass;

/** All that a mask network learns from, parted by site, with its licences. */
final class MaskData {

  /** Names that travel with the weights. */
  static final List<String> CREDITS =
      List.of(
          "NASA HLS v2.0 surface reflectance and Fmask (LP DAAC); contains modified Copernicus"
              + " Sentinel data",
          "EC JRC / Google, Global Surface Water occurrence (Pekel et al. 2016), Copernicus"
              + " Programme",
          "Copernicus DEM GLO-30, (c) DLR e.V. and Airbus Defence and Space GmbH, provided under"
              + " COPERNICUS by the European Union and ESA",
          "DLR ukis-csmask hand-labelled cloud and shadow images, Apache-2.0");

  private final List<MaskTraining.Source> sources = new ArrayList<>();
  private final List<Chip> choosing = new ArrayList<>();
  private final ArrayNode described = JsonNodeFactory.instance.arrayNode();

  private MaskData() {}

  static MaskData read(Options options) {
    MaskData data = new MaskData();
    Path root = options.path("data");
    double holdOut = options.real("hold-out", 0.3);
    data.addHlsChips(root.resolve("hls-chips"), holdOut);
    data.addImages(root.resolve("cloud-shadow-chips"), options.text("without-image", ""));
    if (options.has("generated")) {
      data.addGenerated(options.path("generated"));
    }
    return data;
  }

  private void addHlsChips(Path folder, double holdOut) {
    List<Chip> train = new ArrayList<>();
    List<Chip> rare = new ArrayList<>();
    TreeSet<String> sites = new TreeSet<>();
    for (HlsChips.Entry entry : HlsChips.read(folder)) {
      switch (Part.of(entry.site(), holdOut)) {
        case TRAIN -> {
          train.add(entry.chip());
          sites.add(entry.site());
          if (holds(entry.chip(), MaskClass.CLOUD)
              || holds(entry.chip(), MaskClass.CLOUD_SHADOW)
              || holds(entry.chip(), MaskClass.SNOW_ICE)
              || isWaterThatFmaskMisses(entry)) {
            rare.add(entry.chip());
          }
        }
        case CHOOSE -> choosing.add(entry.chip());
        case JUDGE -> {}
      }
    }
    sources.add(new MaskTraining.Source(train, 0.55));
    sources.add(new MaskTraining.Source(rare, 0.15));
    described
        .addObject()
        .put("source", "hls-chips")
        .put("licence", "open (NASA, Copernicus)")
        .put(
            "truth",
            "water: JRC occurrence agrees with the Fmask bit or with NDWI and MNDWI; cloud, shadow, snow: Fmask less"
                + " its rims; terrain shade: none where the relief is under 40 m")
        .put("trainingChips", train.size())
        .put("trainingSites", sites.size())
        .put("choosingChips", choosing.size())
        .put("split", "by site, sha256(\"site \" + site); share " + holdOut + " held out");
  }

  /** Real truth alone chooses the thresholds of water and cloud, of which there is enough. */
  private static Chip whereRealTruthIsScarce(Chip chip) {
    byte[][] truth = chip.truth().clone();
    for (MaskClass c : List.of(MaskClass.WATER, MaskClass.CLOUD)) {
      truth[c.ordinal()] = new byte[chip.width() * chip.height()];
      Arrays.fill(truth[c.ordinal()], Chip.UNKNOWN);
    }
    return new Chip(
        chip.source(), chip.site(), chip.level(), chip.width(), chip.height(), chip.bands(), truth);
  }

  /** Over 1 %: very turbid water above all, which {@code Fmask} takes for snow, cloud or land. */
  private static boolean isWaterThatFmaskMisses(HlsChips.Entry entry) {
    int missed = 0;
    for (int i = 0; i < entry.fmask().length; i++) {
      boolean water = entry.chip().truth(MaskClass.WATER, i) == 1;
      missed += water && !Fmask.WATER.in(entry.fmask()[i] & 0xff) ? 1 : 0;
    }
    return missed * 100 > entry.fmask().length;
  }

  /** Over 1 % of a class. */
  private static boolean holds(Chip chip, MaskClass c) {
    int positives = 0;
    for (byte known : chip.truth()[c.ordinal()]) {
      positives += known == 1 ? 1 : 0;
    }
    return positives * 100 > chip.width() * chip.height();
  }

  private void addImages(Path folder, String without) {
    List<Chip> train = new ArrayList<>();
    for (String image : CloudShadowChips.IMAGES) {
      if (!image.equals(without)) {
        Chip whole = CloudShadowChips.read(folder, image);
        int half = whole.width() / 2;
        // one quarter chooses, an L of three quarters trains
        choosing.add(whole.part(image, half, half, half, half));
        train.add(whole.part(image, 0, 0, whole.width(), half));
        train.add(whole.part(image, 0, half, half, half));
        described
            .addObject()
            .put("source", "cloud-shadow-chips/" + image)
            .put("licence", "Apache-2.0 (DLR ukis-csmask)")
            .put(
                "truth",
                "hand labels of cloud and shadow; top of the atmosphere less dark-object path")
            .put("split", "three quarters train, one chooses");
      }
    }
    sources.add(new MaskTraining.Source(train, 0.15));
  }

  private void addGenerated(Path folder) {
    List<Chip> train = new ArrayList<>();
    List<Chip> shaded = new ArrayList<>();
    int chose = 0;
    int kept = 0;
    for (GeneratedChips.Entry entry : GeneratedChips.read(folder)) {
      boolean shade = holds(entry.chip(), MaskClass.TERRAIN_SHADE);
      switch (entry.part()) {
        case TRAIN -> {
          train.add(entry.chip());
          if (shade) {
            shaded.add(entry.chip());
          }
        }
        case CHOOSE -> {
          // a quarter is enough, but shade is rare
          if (shade || kept++ % 4 == 0) {
            choosing.add(whereRealTruthIsScarce(entry.chip()));
            chose++;
          }
        }
        case JUDGE -> {}
      }
    }
    sources.add(new MaskTraining.Source(train, 0.25));
    sources.add(new MaskTraining.Source(shaded, 0.1));
    described
        .addObject()
        .put("source", "generated scenes (silt.simulator)")
        .put("licence", "Apache-2.0")
        .put("truth", "exact, by construction")
        .put("trainingChips", train.size())
        .put("choosingChips", chose);
  }

  List<MaskTraining.Source> sources() {
    return sources;
  }

  List<Chip> choosing() {
    return choosing;
  }

  /** For the card. */
  ObjectNode describe() {
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training.set("data", described);
    return training;
  }
}
