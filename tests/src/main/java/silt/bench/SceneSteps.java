package silt.bench;

import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.config.DatabaseSettings;
import silt.config.Settings;
import silt.config.TemporalAddress;
import silt.mask.MaskNetwork;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.Band;
import silt.scene.GranuleId;

/**
 * How long does each step of a whole scene take, beside what it cannot do without, and how much
 * memory does the worker hold?
 *
 * <p>Scenes run through a worker, a Temporal server and a database of their own, but with the
 * archive and the PostgreSQL server of a running installation, whose results stay as they are.
 */
@Command(name = "SceneSteps", description = "Seconds and memory of each step of a scene.")
public final class SceneSteps implements Callable<Integer> {

  private static final String PRODUCT = "firstlight";

  @Option(
      names = "--granules",
      split = ",",
      defaultValue = "HLS.S30.T60GVA.2024037T222549.v2.0,HLS.L30.T60GVA.2024041T220733.v2.0",
      description = "of the installation's archive; the first finds all cold; ${DEFAULT-VALUE}")
  private List<String> granules;

  @Option(names = "--s3", description = "let files come by S3, not over HTTPS")
  private boolean s3;

  @Option(names = "--models", description = "folder of bundles (default: the installation's)")
  private Path models;

  private final Settings installation = Settings.load(Map.of(), System.getenv(), null);

  public static void main(String[] args) {
    System.exit(new CommandLine(new SceneSteps()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path bundles = models == null ? installation.home().resolve("app/models") : models;
    Path vectors = installation.home().resolve("archive/vector");
    try (Workplace place = new Workplace("scene-steps");
        ServiceBeside service =
            new ServiceBeside(
                installation, Files.createDirectory(place.folder().resolve("home")), s3)) {
      service.silt("setup", "--models", bundles.toAbsolutePath().toString());
      zones(service, vectors.resolve("reaches.geojson"), "reach");
      zones(service, vectors.resolve("nodes.geojson"), "node");
      Process process = service.worker();
      try (Footprint worker = new Footprint(process.pid())) {
        System.out.printf(
            Locale.ROOT, "worker, before its first scene: %.0f MiB resident%n", worker.nowMib());
        for (String granule : granules) {
          String load = Load.average();
          service.silt("scene", "run", granule);
          report(new GranuleId(granule), service, worker, bundles, place.folder(), load);
        }
        System.out.printf(
            Locale.ROOT, "%nworker, peak over all (VmHWM): %.0f MiB%n", worker.highestMib());
      }
    }
    return 0;
  }

  private static void zones(ServiceBeside service, Path file, String kind)
      throws IOException, InterruptedException {
    service.silt("zones", "load", file.toString(), "--set", "bench-" + kind, "--kind", kind);
  }

  private void report(
      GranuleId granule,
      ServiceBeside service,
      Footprint worker,
      Path bundles,
      Path work,
      String loadAverage)
      throws IOException, SQLException {
    WorkflowClient temporal = TemporalAddress.of(service.settings()).connect();
    StepTimes times = StepTimes.of(temporal, "scene/" + granule + "/r1/" + PRODUCT);
    temporal.getWorkflowServiceStubs().shutdownNow();
    System.out.printf(
        "%n%s by %s, load average before %s, after %s%n%n",
        granule, s3 ? "S3" : "HTTPS", loadAverage, Load.average());
    System.out.println(
        "| step | s | CPU s | peak MiB | baseline | s | CPU s | ratio of s | of CPU s |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    Path folder = installation.home().resolve("archive/granules").resolve(granule.text());
    ModelBundle mask = bundle(bundles, ModelKind.MASK);
    List<Band> sediment = bundle(bundles, ModelKind.SSC).card().inputs();
    Set<Band> all = EnumSet.of(Band.FMASK);
    all.addAll(MaskNetwork.INPUTS);
    all.addAll(sediment);
    List<Path> fetched = files(folder, granule, all);
    line(
        times.of("Fetch"),
        "fetch",
        worker,
        fetched.size() + " files copied and hashed",
        PlainWork.cost(() -> PlainWork.copyAndHash(fetched, work)));
    line(
        times.of("Mask"),
        "mask",
        worker,
        "six bands decoded",
        PlainWork.cost(() -> PlainWork.decode(files(folder, granule, MaskNetwork.INPUTS))));
    try (MaskNetwork network = MaskNetwork.load(mask)) {
      int lanes = Runtime.getRuntime().availableProcessors();
      Path fmask = folder.resolve(granule.fileName(Band.FMASK));
      line(
          times.of("Mask"),
          "mask",
          worker,
          "the network alone, same windows",
          PlainWork.cost(() -> PlainWork.network(network, fmask, lanes)));
    }
    line(
        times.of("Measure"),
        "sediment",
        worker,
        sediment.size() + " bands decoded",
        PlainWork.cost(() -> PlainWork.decode(files(folder, granule, sediment))));
    // a file of the server's own, so that it needs no right to read ours
    Path rows = Path.of("/tmp", "silt-bench-" + System.nanoTime() + ".rows");
    try (Connection superuser =
        DatabaseSettings.superuser(service.settings())
            .in(DatabaseSettings.name(service.settings()))
            .connect()) {
      PlainWork.copyOut(superuser, granule.text(), rows);
      line(
          times.of("Conclude"),
          "load",
          worker,
          count(rows) + " rows by plain COPY",
          PlainWork.cost(() -> PlainWork.copyIn(superuser, rows)));
    } finally {
      Files.deleteIfExists(rows);
    }
  }

  private static void line(
      StepTimes.Span step, String name, Footprint worker, String baseline, PlainWork.Cost plain) {
    double processor = worker.processorSeconds(step);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.0f | %s | %.2f | %.2f | %.1f | %s |%n",
        name,
        step.seconds(),
        processor,
        worker.highestMib(step),
        baseline,
        plain.seconds(),
        plain.processorSeconds(),
        step.seconds() / plain.seconds(),
        // the server does what COPY takes, unseen from here
        plain.processorSeconds() < 0.05
            ? "-"
            : String.format(Locale.ROOT, "%.1f", processor / plain.processorSeconds()));
  }

  private static List<Path> files(Path folder, GranuleId granule, Iterable<Band> bands) {
    List<Path> files = new ArrayList<>();
    bands.forEach(band -> files.add(folder.resolve(granule.fileName(band))));
    return files;
  }

  private static ModelBundle bundle(Path folder, ModelKind kind) throws IOException {
    try (Stream<Path> bundles = Files.list(folder)) {
      return bundles
          .map(ModelBundle::open)
          .filter(bundle -> bundle.card().kind() == kind)
          .filter(bundle -> bundle.card().name().endsWith(PRODUCT))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + kind + " bundle in " + folder));
    }
  }

  private static long count(Path rows) throws IOException {
    try (Stream<String> lines = Files.lines(rows)) {
      return lines.count();
    }
  }
}
