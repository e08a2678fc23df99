package silt.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.load.CodeVersion;
import silt.scene.BadInput;
import silt.steps.TrainingOrder;
import silt.training.loop.MaskTraining;

/** {@code model train --kind mask}: a network, here or as a workflow. */
final class MaskTrain {

  private static final String NO_INIT = "none";

  private final Session session;
  private final ModelTrain asked;
  private final MaskTrainOptions masks;

  MaskTrain(Session session, ModelTrain asked) {
    this.session = session;
    this.asked = asked;
    masks = asked.masks;
  }

  int call() throws InterruptedException {
    required("--architecture", masks.architecture, "Name the network, e.g. compact-unet-16.");
    required("--init", masks.init, "Give a bundle to begin from, or none for random weights.");
    TrainingOrder order = order();
    if (masks.durable) {
      return new TrainingFollow(session, asked.json).run(order);
    }
    try (MaskTraining training =
        new MaskTraining(order, threads(), CodeVersion.running().commit())) {
      return new TrainingHere(session.terminal(), asked.json).run(training, order);
    }
  }

  private static void required(String option, String value, String remedy) {
    if (value == null) {
      throw new BadInput("model train: " + option + " is missing", remedy);
    }
  }

  private Map<String, List<String>> choosers() {
    Map<String, List<String>> choosers = new TreeMap<>();
    masks.choose.forEach((task, sources) -> choosers.put(task, List.of(sources.split("\\+", -1))));
    return choosers;
  }

  private int threads() {
    int most = Runtime.getRuntime().availableProcessors();
    if (masks.threads != null && (masks.threads < 1 || masks.threads > most)) {
      throw new BadInput("--threads " + masks.threads, "Give 1 to " + most + " on this machine.");
    }
    return masks.threads == null ? most : masks.threads;
  }

  private TrainingOrder order() {
    return new TrainingOrder(
        asked.modelName(),
        place(asked.out),
        masks.architecture,
        masks.convention,
        asked.data.stream().map(MaskTrain::place).toList(),
        masks.fold,
        masks.shares,
        masks.without,
        choosers(),
        masks.init.equals(NO_INIT) ? null : place(Path.of(masks.init)),
        masks.initPartial,
        asked.plan.plan());
  }

  /** Without the slash that Java gives folders that are there: the same place, the same URI. */
  private static URI place(Path folder) {
    String uri = folder.toAbsolutePath().normalize().toUri().toString();
    return URI.create(
        uri.length() > 8 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
  }
}
