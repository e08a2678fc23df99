package silt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.model.ModelCard;
import silt.scene.BadInput;
import silt.training.ssc.Learners;
import silt.training.ssc.SedimentTraining;

/** {@code model train --kind ssc}: a sediment model, judged on organisations left out. */
final class SscTrain {

  private final Session session;
  private final ModelTrain asked;

  SscTrain(Session session, ModelTrain asked) {
    this.session = session;
    this.asked = asked;
  }

  int call() {
    if (asked.data.size() != 1) {
      throw new BadInput(
          "--data names " + asked.data.size() + " folders", "Give the one with GLORIA's tables.");
    }
    String engine = asked.sediment.engine;
    SedimentTraining.Order order =
        new SedimentTraining.Order(
            asked.data.get(0),
            fresh(asked.out),
            name(asked.modelName()),
            engine == null ? Learners.BLEND : Learners.of(engine),
            asked.sediment.against.stream().map(Learners::of).toList());
    Path report =
        asked.sediment.report == null ? null : ModelEvaluate.writable(asked.sediment.report);
    SedimentTraining.Trained trained;
    try (Progress progress = new Progress(session.terminal(), "judged", "groups", 0)) {
      trained = SedimentTraining.run(order, progress::at);
    }
    if (asked.json) {
      Json.print(session.terminal(), SedimentLines.Made.of(trained.bundle(), trained.report()));
    } else {
      new SedimentLines(session.terminal(), false).tell(trained.report(), null);
      session.terminal().say("");
      session.terminal().say("trained " + order.name() + " into " + order.out());
    }
    if (report != null) {
      trained.report().write(report);
      session.terminal().note("wrote " + report.resolve("report.html"));
    }
    return 0;
  }

  /** A bundle's folder to be: nothing that is there is written over. */
  static Path fresh(Path out) {
    if (Files.exists(out) && !isEmpty(out)) {
      throw new BadInput("--out " + out + ": is there already", "Name another folder.");
    }
    Path there = out.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    // now, not when minutes of training are at stake
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new BadInput(
          "--out " + out + ": " + there + " is no folder that can be written",
          "Name another folder.");
    }
    return out;
  }

  private static boolean isEmpty(Path folder) {
    String[] names = folder.toFile().list();
    return names != null && names.length == 0;
  }

  static String name(String name) {
    if (!ModelCard.isName(name)) {
      throw new BadInput(
          "--name " + name + ": is no model's name",
          "Use lower-case letters, digits, '.', '_' and '-'.");
    }
    return name;
  }
}
