package silt.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.db.NearScene;
import silt.db.NearScenes;
import silt.db.Samples;
import silt.samples.matchups.BandSource;
import silt.samples.matchups.MatchupFile;
import silt.samples.matchups.Matchups;
import silt.scene.BadInput;

/** Joins samples to the scenes of their time and place, pixel by pixel. */
@Command(
    name = "matchups",
    description = {
      "Samples beside the scenes in the database: SSC and reflectance of the clear water around each.",
      "SSC is read from the rasters that are kept. Bands are not kept: they are fetched from the archive again,",
      "scene by scene, and let go; a scene whose files are gone is named and has no reflectance."
    })
@Examples({
  "deploy/silt matchups --hours 24 --out matchups.csv",
  "every sample and every scene within a day of it",
  "deploy/silt matchups --hours 3 --pixels 5 --set rhine --out rhine.csv --keep-bands bands",
  "closer in time, wider in space; a second run fetches nothing again",
  "deploy/silt matchups --hours 24 --no-reflectance --out quick.csv",
  "only what is kept: nothing is fetched"
})
final class MatchupsCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--hours",
      required = true,
      paramLabel = "H",
      description = "most hours between sample and scene, before or after")
  double hours;

  @Option(
      names = "--pixels",
      paramLabel = "N",
      defaultValue = "3",
      description = "side of the window around a sample, odd (default: ${DEFAULT-VALUE})")
  int pixels;

  @Option(names = "--set", paramLabel = "NAME", description = "only samples of this set")
  String set;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the CSV to write")
  Path out;

  @Option(names = "--no-reflectance", description = "fetch no bands")
  boolean noReflectance;

  @Option(
      names = "--keep-bands",
      paramLabel = "FOLDER",
      description = "keep fetched bands there, and look there first")
  Path keepBands;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  MatchupsCommand(Session session) {
    this.session = session;
  }

  /** What was found, in numbers. */
  private record Summary(
      String product,
      long samples,
      long nearScene,
      long withPixels,
      int matchups,
      long withReflectance,
      List<Matchups.Trouble> troubles) {}

  @Override
  public Integer call() {
    if (!(hours >= 0 && hours <= 24 * 31)) {
      throw new BadInput("--hours " + hours, "Give 0 to 744.");
    }
    Outputs.requireFolder(out);
    String name = session.product(product).name();
    Matchups matchups =
        Asked.value(() -> new Matchups(session.products(), pixels), "Give --pixels 3 or 5.");
    if (set != null) {
      SamplesRemove.require(new Samples(session.database()), set);
    }
    NearScenes near = new NearScenes(session.database());
    long samples = near.samples(set);
    if (samples == 0) {
      throw new BadInput("there are no samples yet", "Load some: deploy/silt samples load --help.");
    }
    List<NearScene> scenes = near.find(Duration.ofSeconds(Math.round(hours * 3600)), set, name);
    Matchups.Found found = look(matchups, scenes);
    write(found, name);
    tellQuantities(found);
    tell(
        new Summary(
            name,
            samples,
            found.nearScene(),
            found.withPixels(),
            found.matchups().size(),
            found.matchups().stream().filter(m -> !m.reflectance().isEmpty()).count(),
            found.troubles()));
    return 0;
  }

  private Matchups.Found look(Matchups matchups, List<NearScene> scenes) {
    Map<String, Progress> lines = new TreeMap<>();
    Matchups.Progress progress =
        (doing, done, total) ->
            lines
                .computeIfAbsent(
                    doing, d -> new Progress(session.terminal(), "matchups: " + d, "scenes", 0))
                .at(done, total, "");
    try {
      if (noReflectance) {
        return matchups.of(scenes, Optional.empty(), progress);
      }
      try (ArchiveBands bands = bands()) {
        return matchups.of(scenes, Optional.<BandSource>of(bands), progress);
      }
    } finally {
      lines.values().forEach(Progress::close);
    }
  }

  private ArchiveBands bands() {
    try {
      if (keepBands != null) {
        return new ArchiveBands(session.settings(), Files.createDirectories(keepBands), true);
      }
      Path staging = Files.createDirectories(session.settings().home().resolve("staging"));
      return new ArchiveBands(
          session.settings(), Files.createTempDirectory(staging, ".matchups-"), false);
    } catch (IOException failed) {
      throw new UncheckedIOException("no folder can be made for fetched bands", failed);
    }
  }

  private void write(Matchups.Found found, String name) {
    try {
      MatchupFile.write(out, found.matchups(), name);
    } catch (IOException failed) {
      throw new UncheckedIOException(out + " cannot be written", failed);
    }
  }

  /** TSS misses sand that SSC holds: a fit over both would mix two things. */
  private void tellQuantities(Matchups.Found found) {
    Map<String, Long> measured =
        found.matchups().stream()
            .collect(
                Collectors.groupingBy(
                    matchup -> matchup.sample().sample().quantity(),
                    TreeMap::new,
                    Collectors.counting()));
    if (measured.size() > 1) {
      session
          .terminal()
          .note(
              "several quantities were measured: "
                  + Words.counts(measured)
                  + "; the column \"measured\" tells them apart");
    }
  }

  private void tell(Summary summary) {
    summary.troubles().forEach(t -> session.terminal().note(t.scene() + ": " + t.why()));
    if (json) {
      Json.print(session.terminal(), summary);
      return;
    }
    session
        .terminal()
        .say(
            out
                + ": "
                + summary.matchups()
                + " match-ups of "
                + summary.withPixels()
                + " samples under "
                + summary.product()
                + (noReflectance ? "" : ", " + summary.withReflectance() + " with reflectance"));
    session
        .terminal()
        .say(
            "of %d samples %d had a scene within %s h, %d of them clear water with a value"
                .formatted(
                    summary.samples(),
                    summary.nearScene(),
                    hours == Math.rint(hours)
                        ? String.valueOf((long) hours)
                        : String.valueOf(hours),
                    summary.withPixels()));
  }
}
