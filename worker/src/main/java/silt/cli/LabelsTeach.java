package silt.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.training.data.Dataset;
import silt.training.teacher.Teaching;

/** Lets a published model write soft labels. */
@Command(
    name = "teach",
    description = {
      "Let a published ONNX model tell what it sees in every chip of its level: soft labels that"
          + " training may learn from. What it does not know stays unknown.",
      "Its licence and credit go into the dataset, and from there into the cards of models."
    })
@Examples({
  "deploy/silt labels teach --model model_6b_l2a.onnx --data ./hls",
  "cloud and shadow by ukis-csmask (Apache-2.0), which is known by its sha256",
  "deploy/silt labels teach --model mine.onnx --data ./hls",
  "any other, told of by mine.teacher.json beside it"
})
final class LabelsTeach implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--model",
      paramLabel = "TEACHER.onnx",
      required = true,
      description = "the model")
  Path model;

  @Option(
      names = "--data",
      paramLabel = "DATASET",
      required = true,
      description = "the dataset's folder; X.soft.tif is written beside every X.tif")
  Path data;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  LabelsTeach(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Dataset dataset = Dataset.open(data);
    Teaching.Taught taught;
    try (Progress progress = new Progress(session.terminal(), "teach", "chips", 0)) {
      int total = dataset.entries().size();
      taught = Teaching.teach(model, dataset, chips -> progress.at(chips, total, ""));
    }
    if (json) {
      Json.print(session.terminal(), taught);
      return 0;
    }
    session
        .terminal()
        .say(
            "%s (%s) told of %s in %d chips%s"
                .formatted(
                    taught.teacher().name(),
                    taught.teacher().licence(),
                    String.join(", ", taught.teacher().knows()),
                    taught.chips(),
                    taught.leftOut() == 0
                        ? ""
                        : "; %d left out, of another level or with estimated bands"
                            .formatted(taught.leftOut())));
    return 0;
  }
}
