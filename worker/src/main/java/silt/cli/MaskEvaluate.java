package silt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.config.NearestName;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.judge.Evaluation;
import silt.training.judge.FoldFolder;
import silt.training.judge.Judgement;
import silt.training.judge.Question;
import silt.training.judge.Report;
import silt.training.judge.Rivals;

/** {@code model evaluate --kind mask}: bundles on pixels that they never saw. */
final class MaskEvaluate {

  private final Session session;
  private final ModelEvaluate asked;
  private final MaskEvaluateOptions masks;

  MaskEvaluate(Session session, ModelEvaluate asked) {
    this.session = session;
    this.asked = asked;
    masks = asked.masks;
  }

  int call() {
    if (asked.bundles.isEmpty() == (masks.folds == null)) {
      throw new BadInput(
          masks.folds == null
              ? "evaluate: there is no bundle"
              : "evaluate: BUNDLE and --folds are both there",
          "Give a BUNDLE, or --folds with a folder of bundles.");
    }
    Optional<Fold> judging = Optional.ofNullable(masks.fold).map(Fold::parse);
    Optional<Question.By> parted = Optional.ofNullable(masks.by).map(MaskEvaluate::by);
    NumericForm arithmetic = NumericForm.of(masks.form);
    Map<String, List<ModelBundle>> rivals = new LinkedHashMap<>();
    for (String word : asked.against) {
      if (FoldFolder.is(Path.of(word))) {
        rivals.put(word, asMasks(FoldFolder.open(Path.of(word))));
      } else if (!isRivalsOwn(word) && !looksLikeABundle(word)) {
        throw new BadInput(
            "--against " + word + ": there is no such word and no such bundle",
            NearestName.hint(word, Rivals.words()));
      }
    }
    List<Dataset> datasets = asked.data.stream().map(Dataset::open).toList();
    List<Dataset> besides = masks.treesFrom.stream().map(Dataset::open).toList();
    Path written = asked.report == null ? null : ModelEvaluate.writable(asked.report);
    Path kept = masks.keep == null ? session.settings().home().resolve("judge") : masks.keep;
    List<String> single =
        asked.against.stream()
            .filter(word -> !isRivalsOwn(word) && !rivals.containsKey(word))
            .toList();
    Bundles found = new Bundles(session);
    return found.askAll(
        single,
        others -> {
          for (int i = 0; i < single.size(); i++) {
            rivals.put(single.get(i), asMasks(others.subList(i, i + 1)));
          }
          Function<List<ModelBundle>, Integer> judge =
              judged ->
                  judge(
                      new Question(
                          asMasks(judged),
                          datasets,
                          judging,
                          asked.against,
                          rivals,
                          besides,
                          arithmetic,
                          parted,
                          masks.evenIfSeen,
                          kept),
                      written);
          return masks.folds != null
              ? judge.apply(FoldFolder.open(masks.folds))
              : found.askAll(asked.bundles, judge);
        });
  }

  private static List<ModelBundle> asMasks(List<ModelBundle> bundles) {
    return bundles.stream().map(one -> Bundles.requireKind(one, ModelKind.MASK)).toList();
  }

  private static boolean isRivalsOwn(String word) {
    return Rivals.words().contains(word) || Rivals.isTeacher(word);
  }

  private static boolean looksLikeABundle(String word) {
    return word.contains("/") || word.endsWith(".zip") || Files.exists(Path.of(word));
  }

  private static Question.By by(String word) {
    for (Question.By one : Question.By.values()) {
      if (one.word().equals(word)) {
        return one;
      }
    }
    throw new BadInput("--by " + word + ": is unknown", "Choose site, date or sensor.");
  }

  private int judge(Question question, Path folder) {
    Judgement judgement;
    try (Progress progress = new Progress(session.terminal(), "judged", "chips", 0)) {
      judgement = Evaluation.of(question, progress::at);
    }
    if (asked.json) {
      Json.print(session.terminal(), Report.json(judgement));
    } else {
      new JudgementLines(session.terminal()).tell(judgement);
    }
    if (folder != null) {
      Report.write(judgement, folder);
      List<String> files = new ArrayList<>();
      files.add(folder.resolve(Report.JSON).toString());
      files.add(folder.resolve(Report.PAGE).toString());
      session.terminal().note("wrote " + String.join(" and ", files));
    }
    return 0;
  }
}
