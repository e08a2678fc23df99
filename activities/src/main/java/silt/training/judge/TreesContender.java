package silt.training.judge;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import silt.mask.MaskClass;
import silt.model.Sha256;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Part;
import silt.training.judge.trees.Features;
import silt.training.judge.trees.Ground;
import silt.training.judge.trees.Trees;

/**
 * Boosted trees, fitted at each sitting to the very chips that the dataset gives networks of its
 * fold to train on, with thresholds chosen on those that choose.
 */
final class TreesContender implements Contender {

  private static final int EVERY_FOURTH = 4;

  private final Features features;
  private final List<Dataset> besides;
  private final Path kept;
  private final Consumer<String> told;
  private Trees trees;

  /**
   * @param besides datasets that train them as well
   * @param kept where fitted trees lie for the next run
   * @param told what is going on, for it takes a minute
   */
  TreesContender(Features features, List<Dataset> besides, Path kept, Consumer<String> told) {
    this.features = features;
    this.besides = List.copyOf(besides);
    this.kept = kept;
    this.told = told;
  }

  private record Source(Dataset dataset, Dataset.Entry entry) {}

  @Override
  public String title() {
    return features == Features.PIXEL ? "boosted trees" : "boosted trees, 3x3 and 7x7";
  }

  @Override
  public void sit(Sitting sitting) {
    close();
    List<Source> training = new ArrayList<>();
    List<Source> choosing = new ArrayList<>();
    sitting.others(Part.TRAIN).forEach(e -> training.add(new Source(sitting.dataset(), e)));
    sitting.others(Part.CHOOSE).forEach(e -> choosing.add(new Source(sitting.dataset(), e)));
    for (Dataset dataset : besides) {
      add(dataset, sitting, Part.TRAIN, training);
      add(dataset, sitting, Part.CHOOSE, choosing);
    }
    if (choosing.isEmpty()) {
      for (int i = training.size() - 1; i >= 0; i -= EVERY_FOURTH) {
        choosing.add(training.remove(i));
      }
    }
    if (training.isEmpty()) {
      return;
    }
    Set<MaskClass> classes = ChipTruth.merit(sitting.dataset());
    Path folder = kept.resolve(features.word() + "-" + digest(classes, training, choosing));
    trees = Trees.kept(features, folder).orElse(null);
    if (trees == null) {
      told.accept("fitting " + title() + " to " + training.size() + " chips");
      trees =
          Trees.fit(
              features,
              classes,
              grounds(training),
              grounds(choosing),
              Runtime.getRuntime().availableProcessors());
      trees.keep(folder);
    }
  }

  private static void add(Dataset dataset, Sitting sitting, Part part, List<Source> into) {
    List<String> judging = sitting.chips().stream().map(Dataset.Entry::site).distinct().toList();
    dataset.entries(Fold.NONE, part).stream()
        .filter(entry -> !judging.contains(entry.site()))
        .forEach(entry -> into.add(new Source(dataset, entry)));
  }

  private static List<Ground> grounds(List<Source> sources) {
    List<Ground> grounds = new ArrayList<>();
    for (Source source : sources) {
      JudgedChip chip = JudgedChip.read(source.dataset(), source.entry());
      grounds.add(new Ground(chip.chip(), chip.elevation()));
    }
    return grounds;
  }

  /** Of all that the trees come from. */
  private String digest(Set<MaskClass> classes, List<Source> training, List<Source> choosing) {
    StringBuilder all = new StringBuilder(features.word()).append(Trees.plan()).append(classes);
    for (List<Source> part : List.of(training, choosing)) {
      for (Source source : part) {
        Dataset.Entry entry = source.entry();
        all.append('\n').append(source.dataset().card().name()).append(' ').append(entry.id());
        all.append(' ').append(entry.site()).append(' ').append(entry.known());
      }
      all.append("\n-");
    }
    byte[] digest = Sha256.digest().digest(all.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @Override
  public Set<MaskClass> tells(JudgedChip chip) {
    return Optional.ofNullable(trees).map(Trees::classes).orElse(Set.of());
  }

  @Override
  public byte[] mask(JudgedChip chip) {
    return trees.mask(new Ground(chip.chip(), chip.elevation()));
  }

  @Override
  public void close() {
    if (trees != null) {
      trees.close();
      trees = null;
    }
  }
}
