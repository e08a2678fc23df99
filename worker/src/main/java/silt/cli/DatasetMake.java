package silt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Progress;
import silt.config.NearestName;
import silt.scene.BadInput;
import silt.training.data.Dataset;
import silt.training.data.makers.Maker;

/** Makes a dataset folder of real data. */
@Command(name = "make", description = "Make a dataset folder of real data as it was published.")
@Examples({
  "deploy/silt dataset make hls-chips --data ./real --out ./hls",
  "HLS chips; water where Fmask, JRC and indices agree",
  "deploy/silt dataset make cloud-shadow --data ./real --judge landsat5 --out ./across",
  "hand labels; one sensor trains, the other judges"
})
final class DatasetMake implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "KIND",
      description = "hls-chips, cloud-shadow, shadow-series, pixel-series, terrain, landsat-bqa")
  String kind;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      required = true,
      description = "the folder that holds the published data's own folders")
  Path data;

  @Option(
      names = "--out",
      paramLabel = "DATASET",
      required = true,
      description = "the folder to make")
  Path out;

  @Option(
      names = "--judge",
      paramLabel = "SENSOR|DATE",
      description =
          "cloud-shadow: the sensor that judges (default: none); shadow-series: the date that judges"
              + " while the others train (default: all judge)")
  String judge;

  DatasetMake(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Maker maker = maker(kind);
    if (judge != null && !maker.setsAside()) {
      throw new BadInput(
          "--judge " + judge + ": " + kind + " has no sensor or date to set aside",
          "Leave --judge out.");
    }
    Dataset made;
    try (Progress progress = new Progress(session.terminal(), kind, "chips", 0)) {
      made = maker.make(data, judge, out, written -> progress.at(written, -1, ""));
    }
    session
        .terminal()
        .say(
            "wrote %d chips and %d spectra into %s; see deploy/silt dataset show %s"
                .formatted(made.entries().size(), made.spectra().count(), out, out));
    return 0;
  }

  private static Maker maker(String word) {
    List<String> words = Maker.words();
    if (!words.contains(word)) {
      throw new BadInput(
          "dataset make " + word + ": there is no such kind", NearestName.hint(word, words));
    }
    return Maker.values()[words.indexOf(word)];
  }
}
