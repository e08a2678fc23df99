package silt.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.config.NearestName;
import silt.db.Campaigns;
import silt.db.Products;
import silt.db.RunFilter;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.scene.BadInput;
import silt.scene.GranuleId;
import silt.scene.Outcome;

/** Lists scenes with their outcomes. */
@Command(name = "list", description = "Scenes and what they came to, newest first.")
@Examples({
  "deploy/silt scene list",
  "the newest",
  "deploy/silt scene list --outcome FAILED --limit 100",
  "those that failed",
  "deploy/silt scene list --without-result --since 7d",
  "inputs without outputs of the last week: the reason, and what to do",
  "deploy/silt scene list --campaign demo --json",
  "as data"
})
final class SceneList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--campaign", paramLabel = "NAME", description = "only those of this campaign")
  String campaign;

  @Option(names = "--outcome", paramLabel = "OUTCOME", description = "only those that came to this")
  String outcome;

  @Option(
      names = "--limit",
      defaultValue = "20",
      paramLabel = "N",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  int limit;

  @Option(names = "--product", paramLabel = "NAME", description = "only under this product version")
  String product;

  @Option(names = "--tile", paramLabel = "TILE", description = "only of this MGRS tile, e.g. 60GVA")
  String tile;

  @Option(
      names = "--without-result",
      description = "those that wait, failed or were cancelled: the reason, and what to do")
  boolean withoutResult;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "with --without-result: only since then: 7d, 12h, 30m, a day or a time")
  String since;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  SceneList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (withoutResult) {
      return gaps();
    }
    if (since != null) {
      throw new BadInput(
          "--since goes with --without-result", "Add --without-result, or leave --since out.");
    }
    RunFilter filter =
        Asked.value(
            () -> new RunFilter(product, campaign, outcome(), tile, null, null, limit),
            "Give --limit 1 or more.");
    requireKnown();
    List<SceneRunRow> runs = new SceneRuns(session.database()).list(filter);
    if (json) {
      Json.print(session.terminal(), runs);
      return 0;
    }
    Table table = new Table("GRANULE", "PRODUCT", "OUTCOME", "ACQUIRED (UTC)", "SECONDS", "REASON");
    for (SceneRunRow run : runs) {
      table.row(
          run.granuleId() + (run.revision() == 1 ? "" : " r" + run.revision()),
          run.product(),
          run.outcome(),
          Words.minute(new GranuleId(run.granuleId()).acquiredAt()),
          Duration.between(run.startedAt(), run.finishedAt()).toSeconds(),
          run.reason());
    }
    table.print(session.terminal(), "no scene of that kind has an outcome yet");
    return 0;
  }

  private int gaps() {
    if (outcome != null || tile != null || product != null) {
      throw new BadInput(
          "--without-result goes with --campaign, --since and --limit alone",
          "Leave --outcome, --tile and --product out.");
    }
    requireKnown();
    return new SceneGaps(session, json).tell(campaign, Since.of(since, session.clock()), limit);
  }

  /** A name that there is not must not look like one without scenes. */
  private void requireKnown() {
    if (campaign != null) {
      new Campaigns(session.database()).progress(campaign);
    }
    if (product != null) {
      new Products(session.database()).show(product);
    }
  }

  private String outcome() {
    if (outcome == null) {
      return null;
    }
    List<String> words = Arrays.stream(Outcome.values()).map(Outcome::name).toList();
    String asked = outcome.toUpperCase(Locale.ROOT);
    if (!words.contains(asked)) {
      throw new BadInput("there is no outcome " + outcome, NearestName.hint(asked, words));
    }
    return asked;
  }
}
