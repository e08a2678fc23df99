package silt.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import silt.cli.terminal.Progress;
import silt.mask.MaskClass;
import silt.model.ModelBundle;
import silt.steps.TrainingProgress;

/** How a training's progress reads. */
final class TrainingLines {

  private TrainingLines() {}

  /** What {@code --json} prints of a bundle that was trained. */
  record Trained(
      String name, String sha256, String bundle, int bestEpoch, Map<String, Double> choosing) {

    static Trained of(ModelBundle bundle) {
      Map<String, Double> choosing = new java.util.TreeMap<>();
      bundle
          .card()
          .metrics()
          .path("choosing")
          .fields()
          .forEachRemaining(field -> choosing.put(field.getKey(), field.getValue().asDouble()));
      return new Trained(
          bundle.card().name(),
          bundle.sha256(),
          bundle.folder().toString(),
          bundle.card().training().path("bestEpoch").asInt(),
          choosing);
    }
  }

  /**
   * {@code epoch 3/40: loss 0.4123, F1 water 0.951 cloud 0.830, score 0.9012 (best), 7 min left}.
   */
  static String epoch(TrainingProgress at, boolean best) {
    List<String> parts = new ArrayList<>();
    parts.add(String.format(Locale.ROOT, "loss %.4f", at.loss()));
    parts.add("F1" + scores(at.f1()));
    parts.add(
        String.format(Locale.ROOT, "score %.4f", at.score())
            + (best ? " (best)" : " (best: epoch " + at.bestEpoch() + ")"));
    if (at.epoch() < at.epochs() && at.secondsLeft() >= 0) {
      parts.add(left(at));
    }
    return "epoch " + at.epoch() + "/" + at.epochs() + ": " + String.join(", ", parts);
  }

  private static String scores(Map<String, Double> f1) {
    StringBuilder line = new StringBuilder();
    for (MaskClass c : MaskClass.values()) {
      if (f1.containsKey(c.word())) {
        line.append(String.format(Locale.ROOT, " %s %.3f", c.word(), f1.get(c.word())));
      }
    }
    return line.isEmpty() ? " of no class" : line.toString();
  }

  private static String left(TrainingProgress at) {
    return Progress.left(Duration.ofSeconds(at.secondsLeft()));
  }

  /** What a moving line says beside its steps. */
  static String remark(double loss, TrainingProgress last) {
    String now = String.format(Locale.ROOT, "loss %.4f", loss);
    return last.epoch() == 0
        ? now
        : now + String.format(Locale.ROOT, ", best score %.4f", last.bestScore());
  }

  static String stopped(TrainingProgress last) {
    return "stopped; the same command goes on after epoch " + last.epoch() + "/" + last.epochs();
  }

  static String trained(ModelBundle bundle) {
    return "trained "
        + bundle.card().name()
        + " into "
        + bundle.folder()
        + ": epoch "
        + bundle.card().training().path("bestEpoch").asInt()
        + String.format(
            Locale.ROOT,
            ", score %.4f, sha256 %s",
            bundle.card().metrics().path("choosing").path("score").asDouble(),
            bundle.sha256());
  }
}
