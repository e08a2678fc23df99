package silt.cli;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;
import silt.config.NearestName;
import silt.db.DatabaseAddress;
import silt.db.InputRow;
import silt.db.Provenance;
import silt.db.RunOrigin;
import silt.db.SceneRunRow;
import silt.db.StepTiming;
import silt.load.CodeVersion;
import silt.provenance.LineageEvents;
import silt.provenance.ProvJson;
import silt.scene.BadInput;

/** Shows the provenance of a scene. */
@Command(
    name = "provenance",
    description = "What made a scene's results: inputs, checksums, models, code, runs, timings.")
@Examples({
  "deploy/silt provenance HLS.S30.T60GVA.2024037T222549.v2.0",
  "for people",
  "deploy/silt provenance HLS.S30.T60GVA.2024037T222549.v2.0 --json",
  "as data; --format prov or openlineage in the words of those standards"
})
final class ProvenanceCommand implements Callable<Integer> {

  private static final List<String> FORMATS = List.of("text", "prov", "openlineage");

  private final Session session;

  @Parameters(paramLabel = "GRANULE", description = "HLS.<S30|L30>.T<tile>.<year><day>T<time>.v2.0")
  String granule;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = {
        "text, prov (W3C PROV as PROV-JSON) or openlineage (a run event a line)",
        "(default: ${DEFAULT-VALUE})"
      })
  String format;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ProvenanceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!FORMATS.contains(format)) {
      throw new BadInput("--format " + format, NearestName.hint(format, FORMATS));
    }
    Provenance.OfGranule found = session.provenance(granule);
    if (format.equals("prov")) {
      session.terminal().say(ProvJson.of(found, product));
      return 0;
    }
    if (format.equals("openlineage")) {
      events().of(found).forEach(session.terminal()::say);
      return 0;
    }
    if (json) {
      Json.print(session.terminal(), ProvenanceView.of(found, product));
      return 0;
    }
    found.revisions().forEach(this::tell);
    return 0;
  }

  private LineageEvents events() {
    CodeVersion build = CodeVersion.running();
    DatabaseAddress at = session.database().address();
    return new LineageEvents(
        URI.create("urn:silt:" + build.version() + ":" + build.commit()),
        "postgres://" + at.host() + ":" + at.port() + "/" + at.database(),
        product);
  }

  private void tell(Provenance.OfScene scene) {
    Terminal terminal = session.terminal();
    terminal.say(
        terminal.bold(scene.scene().granuleId() + " r" + scene.scene().revision())
            + ", published "
            + Words.minute(scene.scene().revisionDate())
            + " UTC");
    Table inputs = new Table("INPUT", "BYTES", "SHA256", "FROM");
    for (InputRow input : scene.inputs()) {
      inputs.row(input.band(), input.bytes(), input.sha256(), input.uri());
    }
    inputs.print(terminal, "  no file was read");
    scene.runs().stream()
        .filter(run -> product == null || product.equals(run.product().name()))
        .forEach(this::tell);
  }

  private void tell(Provenance.OfRun made) {
    Terminal terminal = session.terminal();
    SceneRunRow run = made.run();
    terminal.say("");
    terminal.say(
        terminal.bold("product version " + run.product())
            + ": "
            + run.outcome()
            + (run.reason() == null ? "" : ", " + run.reason()));
    terminal.say(
        "  mask model   " + made.product().mask().name() + " " + made.product().mask().sha256());
    terminal.say(
        "  ssc model    " + made.product().ssc().name() + " " + made.product().ssc().sha256());
    terminal.say(
        "  algorithm    "
            + made.product().algorithmVersion()
            + ", "
            + made.product().numericForm());
    made.product().parameters().forEach((k, v) -> terminal.say("  parameter    " + k + " = " + v));
    RunOrigin origin = run.origin();
    terminal.say("  code         silt " + origin.buildVersion() + ", commit " + origin.gitCommit());
    terminal.say("  workflow     " + origin.workflowId() + ", run " + origin.runId());
    if (run.campaign() != null) {
      terminal.say("  campaign     " + run.campaign());
    }
    terminal.say("  fetched via  " + run.fetchedVia());
    if (run.mask() != null) {
      terminal.say("  mask raster  " + run.mask().sha256() + " " + run.mask().uri());
    }
    if (run.ssc() != null) {
      terminal.say("  ssc raster   " + run.ssc().sha256() + " " + run.ssc().uri());
    }
    if (run.quality() != null) {
      terminal.say("  quality      " + run.quality().sha256() + " " + run.quality().uri());
    }
    if (run.measured() != null) {
      terminal.say("  measured     " + Words.measured(run.measured()));
    }
    for (Provenance.OfZoneSet set : made.zoneSets()) {
      terminal.say(
          set.zones() == 0
              ? "  zone set     %s %s: none of its zones lies where the scene has data"
                  .formatted(set.name(), set.version())
              : "  zone set     %s %s: %d zones, %d with a value"
                  .formatted(set.name(), set.version(), set.zones(), set.withValue()));
    }
    Table steps = new Table("  STEP", "STARTED (UTC)", "SECONDS", "ATTEMPT", "HOST");
    for (StepTiming step : run.timings()) {
      steps.row(
          "  " + step.step() + (step.found() ? " (found done)" : ""),
          Words.minute(step.startedAt()),
          seconds(step),
          step.attempt(),
          step.host());
    }
    steps.print(terminal, "  no step was timed");
  }

  private static String seconds(StepTiming step) {
    double seconds = Duration.between(step.startedAt(), step.finishedAt()).toMillis() / 1000.0;
    return String.format(java.util.Locale.ROOT, "%.1f", seconds);
  }
}
