package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.db.PixelCounts;
import silt.db.Provenance;
import silt.db.SceneRow;
import silt.db.SceneRunRow;

/** Shows one scene as the database holds it. */
@Command(name = "show", description = "What a scene came to under each product version.")
@Examples({
  "deploy/silt scene show HLS.S30.T60GVA.2024037T222549.v2.0",
  "outcome, pixels, times",
  "deploy/silt scene show HLS.S30.T60GVA.2024037T222549.v2.0 --json",
  "as data"
})
final class SceneShow implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "GRANULE", description = "HLS.<S30|L30>.T<tile>.<year><day>T<time>.v2.0")
  String granule;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  SceneShow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Provenance.OfGranule found = session.provenance(granule);
    if (json) {
      Json.print(session.terminal(), ProvenanceView.of(found, null));
      return 0;
    }
    for (Provenance.OfScene revision : found.revisions()) {
      tell(revision.scene());
      if (revision.runs().isEmpty()) {
        session.terminal().say("  no run yet");
      }
      revision.runs().forEach(run -> tell(run.run()));
    }
    return 0;
  }

  private void tell(SceneRow scene) {
    session
        .terminal()
        .say(
            session.terminal().bold(scene.granuleId() + " r" + scene.revision())
                + ", "
                + Words.minute(scene.acquiredAt())
                + " UTC, cloud "
                + (scene.cloudCover() == null ? "unknown" : Math.round(scene.cloudCover()) + "%"));
  }

  private void tell(SceneRunRow run) {
    Terminal terminal = session.terminal();
    terminal.say(
        "  "
            + run.product()
            + ": "
            + terminal.judged(run.outcome(), run.concluded())
            + (run.reason() == null ? "" : ", " + run.reason())
            + ", ended "
            + Words.minute(run.finishedAt())
            + " UTC");
    PixelCounts pixels = run.pixels();
    if (pixels != null) {
      terminal.say(
          "    pixels: %d valid, %d water, %d of it clear, %d cloud, %d shadow, %d snow, %d shade"
              .formatted(
                  pixels.valid(),
                  pixels.water(),
                  pixels.clearWater(),
                  pixels.cloud(),
                  pixels.shadow(),
                  pixels.snow(),
                  pixels.shade()));
    }
    if (run.measured() != null) {
      terminal.say("    measured: " + Words.measured(run.measured()));
    }
    if (run.mask() != null) {
      terminal.say("    mask:    " + run.mask().uri());
    }
    if (run.ssc() != null) {
      terminal.say("    ssc:     " + run.ssc().uri());
    }
    if (run.quality() != null) {
      terminal.say("    quality: " + run.quality().uri());
    }
  }
}
