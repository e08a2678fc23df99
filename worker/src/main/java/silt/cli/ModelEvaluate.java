package silt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

/** Judges a mask bundle on pixels that it never saw. */
@Command(
    name = "evaluate",
    description =
        "Judge a mask bundle on sites it never saw, beside tests, trees and other bundles.")
@Examples({
  "deploy/silt model evaluate ./my-bundle --data ./hls --fold 2/5 --against fmask,mndwi --report out",
  "one fold beside two tests: a table, out/report.json and out/report.html",
  "deploy/silt model evaluate ./fold-1 ./fold-2 --data ./hls --against fmask,trees-context",
  "two bundles by folds, each on the sites that it alone never saw, in one table",
  "deploy/silt model evaluate ./my-bundle --data ./shadows --against ./other-bundle --by date",
  "beside another bundle, and date by date"
})
final class ModelEvaluate implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "BUNDLE",
      arity = "0..*",
      description =
          "folder, zip or registered name; several are judged as one, each on what it alone never"
              + " saw")
  List<String> bundles = List.of();

  @Option(
      names = "--folds",
      paramLabel = "FOLDER",
      description = "a folder of such bundles, and nothing else, instead of BUNDLE")
  Path folds;

  @Option(
      names = "--data",
      paramLabel = "DATASET",
      split = ",",
      required = true,
      description = "dataset folders to judge on")
  List<Path> data;

  @Option(
      names = "--fold",
      paramLabel = "K/N",
      description = "which fold of the sites judges (default: the one that the card names)")
  String fold;

  @Option(
      names = "--against",
      paramLabel = "WHAT",
      split = ",",
      description =
          "rows beside it: fmask, ndwi, mndwi, otsu, bright-dark, trees, trees-context, a bundle,"
              + " a folder of bundles by folds, a teacher's .onnx")
  List<String> against = List.of();

  @Option(
      names = "--trees-from",
      paramLabel = "DATASET",
      split = ",",
      description = "datasets that train the trees as well")
  List<Path> treesFrom = List.of();

  @Option(names = "--by", paramLabel = "site|date|sensor", description = "figures one by one, too")
  String by;

  @Option(
      names = "--form",
      paramLabel = "f32|bf16",
      defaultValue = "f32",
      description = "the networks' arithmetic (default: ${DEFAULT-VALUE})")
  String form;

  @Option(
      names = "--even-if-seen",
      description = "judge on sites that trained it; the report says so")
  boolean evenIfSeen;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "write report.json and report.html here")
  Path report;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description = "where fitted trees are kept for the next run (default: judge in SILT_HOME)")
  Path keep;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelEvaluate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (bundles.isEmpty() == (folds == null)) {
      throw new BadInput(
          folds == null
              ? "evaluate: there is no bundle"
              : "evaluate: BUNDLE and --folds are both there",
          "Give a BUNDLE, or --folds with a folder of bundles.");
    }
    Optional<Fold> judging = Optional.ofNullable(fold).map(Fold::parse);
    Optional<Question.By> parted = Optional.ofNullable(by).map(ModelEvaluate::by);
    NumericForm arithmetic = NumericForm.of(form);
    Map<String, List<ModelBundle>> rivals = new LinkedHashMap<>();
    for (String word : against) {
      if (FoldFolder.is(Path.of(word))) {
        rivals.put(word, masks(FoldFolder.open(Path.of(word))));
      } else if (!isRivalsOwn(word) && !looksLikeABundle(word)) {
        throw new BadInput(
            "--against " + word + ": there is no such word and no such bundle",
            NearestName.hint(word, Rivals.words()));
      }
    }
    List<Dataset> datasets = data.stream().map(Dataset::open).toList();
    List<Dataset> besides = treesFrom.stream().map(Dataset::open).toList();
    Path written = report == null ? null : writable(report);
    Path kept = keep == null ? session.settings().home().resolve("judge") : keep;
    List<String> single =
        against.stream().filter(word -> !isRivalsOwn(word) && !rivals.containsKey(word)).toList();
    Bundles found = new Bundles(session);
    return found.askAll(
        single,
        others -> {
          for (int i = 0; i < single.size(); i++) {
            rivals.put(single.get(i), masks(others.subList(i, i + 1)));
          }
          Function<List<ModelBundle>, Integer> judge =
              judged ->
                  judge(
                      new Question(
                          masks(judged),
                          datasets,
                          judging,
                          against,
                          rivals,
                          besides,
                          arithmetic,
                          parted,
                          evenIfSeen,
                          kept),
                      written);
          return folds != null ? judge.apply(FoldFolder.open(folds)) : found.askAll(bundles, judge);
        });
  }

  private static List<ModelBundle> masks(List<ModelBundle> bundles) {
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

  private static Path writable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException refused) {
      throw new BadInput(
          "--report " + folder + ": is no folder that can be made", "Name another.", refused);
    }
    if (!Files.isWritable(folder)) {
      throw new BadInput("--report " + folder + ": cannot be written", "Name another.");
    }
    return folder;
  }

  private int judge(Question question, Path folder) {
    Judgement judgement;
    try (Progress progress = new Progress(session.terminal(), "judged", "chips", 0)) {
      judgement = Evaluation.of(question, progress::at);
    }
    if (json) {
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
