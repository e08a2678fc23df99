package silt.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.training.ssc.SedimentCalibration;

/** Fits a sediment bundle to one's own samples. */
@Command(
    name = "calibrate",
    description = {
      "Fit a sediment bundle to your own samples: an intercept and a slope in logarithms, held back",
      "where samples are few, and an interval moved to the errors that your samples show."
    })
@Examples({
  "deploy/silt matchups --hours 24 --out matchups.csv",
  "first: your samples beside what satellites saw of them",
  "deploy/silt model calibrate ssc-gloria-1 --data matchups.csv --out ./my-river",
  "a bundle of its own, for silt product create",
})
final class ModelCalibrate implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "BUNDLE", description = "folder, zip or registered name")
  String bundle;

  @Option(
      names = "--data",
      paramLabel = "MATCHUPS",
      required = true,
      description = "samples beside reflectance, as silt matchups writes them")
  Path data;

  @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "the bundle to be")
  Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "of the model (default: as the folder)")
  String name;

  @Option(
      names = "--skip-bad",
      description = "leave wrong rows out, each named, rather than refuse the file")
  boolean skipBad;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "write report.json and report.html here")
  Path report;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelCalibrate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String called = SscTrain.name(name == null ? ModelTrain.nameOf(out) : name);
    SscTrain.fresh(out);
    if (report != null) {
      ModelEvaluate.writable(report);
    }
    return new Bundles(session).ask(bundle, found -> calibrate(found, called));
  }

  private int calibrate(ModelBundle found, String called) {
    SedimentCalibration.Calibrated calibrated =
        SedimentCalibration.run(
            Bundles.requireKind(found, ModelKind.SSC), data, out, called, skipBad);
    if (json) {
      Json.print(
          session.terminal(), SedimentLines.Made.of(calibrated.bundle(), calibrated.report()));
    } else {
      new SedimentLines(session.terminal(), false).tell(calibrated.report(), null);
      session.terminal().say("");
      session.terminal().say("calibrated " + called + " into " + out + ": " + calibrated.line());
    }
    if (report != null) {
      calibrated.report().write(report);
      session.terminal().note("wrote " + report.resolve("report.html"));
    }
    return 0;
  }
}
