package silt.training.teacher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.DatasetCard;
import silt.training.data.Fold;
import silt.training.data.Part;
import silt.training.data.PathRadiance;
import silt.training.data.SoftLabelWriter;
import silt.training.data.SoftLabels;
import silt.training.data.Witness;
import silt.training.judge.trees.Features;
import silt.training.judge.trees.Ground;
import silt.training.judge.trees.Trees;

/**
 * Boosted trees as teacher, fitted to the training sites of a fold and to nothing else. Where the
 * witnesses of a pixel disagree its truth is unknown, at shores above all; trees, which judge by
 * the pixel's colours, tell there what the same colours mean elsewhere.
 *
 * <p>Only chips that train under the fold are told of: the network that learns from them sees no
 * more of a judging site than the trees did, which is nothing.
 */
public final class TreesTeaching {

  private static final String LICENCE = "of the data that they were fitted to";

  private TreesTeaching() {}

  /**
   * Fits and teaches.
   *
   * @param features what the trees are told of a pixel
   * @param classes to tell of
   * @param threads that fit
   * @param told is called with the number of chips told of so far
   * @return the dataset's new teacher
   * @throws BadInput where the fold leaves no chip to train on, or none shows a class
   */
  public static DatasetCard.Teacher teach(
      Features features,
      Set<MaskClass> classes,
      Fold fold,
      Dataset dataset,
      int threads,
      IntConsumer told) {
    List<Dataset.Entry> entries = dataset.entries(fold, Part.TRAIN);
    List<Ground> grounds = new ArrayList<>();
    entries.forEach(entry -> grounds.add(ground(dataset, entry)));
    try (Trees trees = Trees.fit(features, classes, grounds, List.of(), threads)) {
      if (!trees.classes().containsAll(classes)) {
        Set<MaskClass> missing = EnumSet.copyOf(classes);
        missing.removeAll(trees.classes());
        throw new BadInput(
            "dataset "
                + dataset.folder()
                + ": its training chips under fold "
                + fold
                + " do not show both ways "
                + missing.stream().map(MaskClass::word).collect(Collectors.joining(", ")),
            "Leave those classes out, or give a dataset that knows them.");
      }
      try (SoftLabelWriter labels = new SoftLabelWriter(dataset)) {
        for (int i = 0; i < grounds.size(); i++) {
          labels.add(entries.get(i), soft(trees, grounds.get(i)));
          told.accept(i + 1);
        }
        DatasetCard.Teacher teacher = card(features, trees, fold, dataset, entries);
        labels.finish(teacher);
        return teacher;
      }
    }
  }

  private static Ground ground(Dataset dataset, Dataset.Entry entry) {
    return new Ground(
        PathRadiance.nearSurface(entry, dataset.read(entry)),
        dataset.witness(entry).flatMap(w -> w.band(Witness.ELEVATION)).orElse(null));
  }

  private static SoftLabels soft(Trees trees, Ground ground) {
    byte[][] told = new byte[MaskClass.values().length][ground.chip().pixels()];
    for (byte[] known : told) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    for (MaskClass c : trees.classes()) {
      float[] p = trees.probabilities(ground, c);
      for (int i = 0; i < p.length; i++) {
        if (!Float.isNaN(p[i])) {
          told[c.ordinal()][i] = SoftLabels.of(p[i]);
        }
      }
    }
    return new SoftLabels(told);
  }

  private static DatasetCard.Teacher card(
      Features features, Trees trees, Fold fold, Dataset dataset, List<Dataset.Entry> entries) {
    return new DatasetCard.Teacher(
        features.word(),
        trees.sha256(),
        LICENCE,
        "boosted trees by XGBoost, fitted to " + dataset.card().name(),
        entries.get(0).level().word(),
        trees.classes().stream().map(MaskClass::word).toList(),
        fold.toString());
  }
}
