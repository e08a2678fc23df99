package silt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.sediment.regressors.Published;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscWeights;
import silt.training.ssc.MatchupReport;
import silt.training.ssc.SedimentReport;

/** {@code model evaluate --kind ssc}: a bundle beside samples from the water. */
final class SscEvaluate {

  private final Session session;
  private final ModelEvaluate asked;

  SscEvaluate(Session session, ModelEvaluate asked) {
    this.session = session;
    this.asked = asked;
  }

  int call() {
    if (asked.bundles.size() != 1) {
      throw new BadInput(
          "evaluate --kind ssc: " + asked.bundles.size() + " bundles are given",
          "Give one BUNDLE, and others with --against.");
    }
    if (asked.data.size() != 1) {
      throw new BadInput(
          "evaluate --kind ssc: --data names " + asked.data.size() + " files",
          "Give one file of match-ups.");
    }
    asked.against.forEach(SscEvaluate::requireKnown);
    List<String> named =
        asked.against.stream().filter(word -> Published.of(word).isEmpty()).toList();
    return new Bundles(session)
        .askAll(
            java.util.stream.Stream.concat(asked.bundles.stream(), named.stream()).toList(),
            found -> judge(found, named));
  }

  private static void requireKnown(String word) {
    boolean bundle =
        word.contains("/")
            || word.endsWith(".zip")
            || Files.exists(Path.of(word))
            || word.startsWith("ssc");
    if (Published.of(word).isEmpty() && !bundle) {
      throw new BadInput(
          "--against " + word + ": is neither an algorithm nor a bundle",
          "Choose of " + Published.words() + ", or give a bundle's folder.");
    }
  }

  private int judge(List<ModelBundle> found, List<String> named) {
    Map<String, SscWeights> models = new LinkedHashMap<>();
    put(models, found.get(0), asked.bundles.get(0));
    for (String word : asked.against) {
      Optional<Published> published = Published.of(word);
      if (published.isPresent()) {
        models.put(word, published.get().weights());
      } else {
        put(models, found.get(1 + named.indexOf(word)), word);
      }
    }
    SedimentReport report = MatchupReport.of(models, asked.data.get(0), asked.sediment.skipBad);
    new SedimentLines(session.terminal(), asked.json).tell(report, asked.report);
    return 0;
  }

  /** By its card's name, or as it was called where two have one name. */
  private static void put(Map<String, SscWeights> models, ModelBundle bundle, String called) {
    SscWeights weights = SscModels.weights(Bundles.requireKind(bundle, ModelKind.SSC));
    String name = bundle.card().name();
    models.put(models.containsKey(name) ? name + " (" + called + ")" : name, weights);
  }
}
