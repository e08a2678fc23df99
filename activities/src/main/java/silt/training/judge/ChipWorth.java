package silt.training.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscPixels;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.Fmask;
import silt.training.data.Witness;

/**
 * What a mask is worth in mg/L on real chips: one regressor over the pixels that each mask calls
 * clear water, beside the same regressor over the water of truth B. Only pixels that truth B knows
 * count, on either side, so that a difference comes of wrong pixels alone.
 */
public final class ChipWorth {

  /** The row of the mask that is judged. */
  public static final String OURS = "our mask, sites unseen";

  /** The row of all pixels with data. */
  public static final String NONE = "no mask";

  private static final List<PlainTest> BESIDE = List.of(PlainTest.FMASK, PlainTest.MNDWI);

  /**
   * What one mask makes of one chip.
   *
   * @param pixels that it calls clear water
   * @param falsePixels of them land by truth B
   * @param missedPixels water by truth B that it does not call so
   * @param medianMgL over its pixels; NaN where there is none
   * @param meanMgL likewise
   */
  public record Worth(
      int pixels, int falsePixels, int missedPixels, double medianMgL, double meanMgL) {}

  /**
   * One chip.
   *
   * @param clear whether {@code Fmask} sees cloud, shadow or their rims on under 1 % of what truth
   *     B knows; elsewhere the truth itself holds pixels that are no open water
   * @param truth over the water of truth B
   * @param masks by title
   */
  public record Line(String chip, boolean clear, Worth truth, Map<String, Worth> masks) {}

  private final Dataset chips;
  private final SscModel model;
  private final List<ModelBundle> folds;

  /**
   * @param folds bundles of one recipe, of which each left other sites out
   * @throws BadInput where the regressor reads a band that chips do not have
   */
  public ChipWorth(Dataset chips, List<ModelBundle> folds, SscModel model) {
    if (!MaskNetwork.INPUTS.containsAll(model.inputs())) {
      throw new BadInput(
          "the regressor reads " + model.inputs() + ", and chips hold " + MaskNetwork.INPUTS,
          "Give one that reads those alone.");
    }
    this.chips = chips;
    this.folds = List.copyOf(folds);
    this.model = model;
  }

  /**
   * Judges every chip with enough water by the bundle that saw nothing of its site; chips that
   * every bundle has seen are left out.
   *
   * @param leastWater pixels of truth B's water that a chip needs
   */
  public List<Line> lines(int leastWater) {
    List<Line> lines = new ArrayList<>();
    List<Dataset.Entry> left = new ArrayList<>(chips.entries());
    for (ModelBundle fold : folds) {
      Seen seen = Seen.of(fold.card());
      if (!seen.tells()) {
        throw new BadInput(
            "model " + fold.card().name() + ": its card does not tell which sites it saw",
            "Give bundles that deploy/silt model train made with --fold.");
      }
      List<Dataset.Entry> mine =
          left.stream().filter(e -> !seen.saw(chips.card().name(), e.site())).toList();
      left.removeAll(mine);
      try (MaskNetwork network = MaskNetwork.load(fold, NumericForm.F32, Device.CPU)) {
        for (Dataset.Entry entry : mine) {
          line(entry, network, leastWater, lines);
        }
      }
    }
    return lines;
  }

  private void line(Dataset.Entry entry, MaskNetwork network, int leastWater, List<Line> lines) {
    JudgedChip judged = JudgedChip.read(chips, entry);
    WaterTruth water = WaterTruth.of(judged).orElse(null);
    if (water == null || count(water.b(), 1) < leastWater) {
      return;
    }
    Chip chip = judged.chip();
    float[] mgL = predicted(chip);
    boolean[] wet = new boolean[chip.pixels()];
    boolean[] all = new boolean[chip.pixels()];
    for (int i = 0; i < wet.length; i++) {
      wet[i] = water.b()[i] == 1;
      all[i] = chip.valid(i);
    }
    Map<String, Worth> masks = new LinkedHashMap<>();
    byte[] ours = network.mask(chip.bands(), chip.width(), chip.height());
    masks.put(OURS, worth(clearWater(ours), water.b(), mgL));
    for (PlainTest test : BESIDE) {
      masks.put(test.title(), worth(clearWater(test.mask(judged)), water.b(), mgL));
    }
    masks.put(NONE, worth(all, water.b(), mgL));
    lines.add(new Line(entry.id(), isClear(judged, water.b()), worth(wet, water.b(), mgL), masks));
  }

  private float[] predicted(Chip chip) {
    short[][] bands = new short[model.inputs().size()][];
    for (int b = 0; b < bands.length; b++) {
      bands[b] = chip.bands()[MaskNetwork.INPUTS.indexOf(model.inputs().get(b))];
    }
    boolean[] wanted = new boolean[chip.pixels()];
    Arrays.fill(wanted, true);
    SscPixels pixels = new SscPixels(chip.pixels());
    model.predict(bands, wanted, pixels);
    return pixels.mgL;
  }

  private static boolean[] clearWater(byte[] flags) {
    boolean[] clear = new boolean[flags.length];
    for (int i = 0; i < clear.length; i++) {
      clear[i] = MaskClass.clearWater(flags[i] & 0xff);
    }
    return clear;
  }

  static Worth worth(boolean[] called, byte[] truth, float[] mgL) {
    double[] values = new double[called.length];
    int pixels = 0;
    int wrong = 0;
    int missed = 0;
    int valued = 0;
    for (int i = 0; i < called.length; i++) {
      if (truth[i] != 0 && truth[i] != 1) {
        continue;
      }
      missed += !called[i] && truth[i] == 1 ? 1 : 0;
      if (called[i]) {
        pixels++;
        wrong += truth[i] == 0 ? 1 : 0;
        if (!Float.isNaN(mgL[i])) {
          values[valued++] = mgL[i];
        }
      }
    }
    double[] sorted = Arrays.copyOf(values, valued);
    Arrays.sort(sorted);
    double median = valued == 0 ? Double.NaN : (sorted[(valued - 1) / 2] + sorted[valued / 2]) / 2;
    return new Worth(
        pixels, wrong, missed, median, Arrays.stream(sorted).average().orElse(Double.NaN));
  }

  private static boolean isClear(JudgedChip judged, byte[] truth) {
    byte[] fmask = judged.bytes(Witness.FMASK);
    int known = 0;
    int hidden = 0;
    for (int i = 0; i < truth.length; i++) {
      int f = fmask[i] & 0xff;
      if (truth[i] == 0 || truth[i] == 1) {
        known++;
        hidden += Fmask.CLOUD.in(f) || Fmask.SHADOW.in(f) || Fmask.ADJACENT.in(f) ? 1 : 0;
      }
    }
    return hidden * 100 < known;
  }

  private static int count(byte[] truth, int wanted) {
    int count = 0;
    for (byte known : truth) {
      count += known == wanted ? 1 : 0;
    }
    return count;
  }
}
