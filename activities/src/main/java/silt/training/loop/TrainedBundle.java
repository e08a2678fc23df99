package silt.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import silt.mask.Convention;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.steps.TrainingOrder;
import silt.training.data.Batch;

/**
 * What a training leaves: a bundle whose card tells its data with licences and credits, its plan,
 * its course, the sites that it has seen, and what it began from.
 */
record TrainedBundle(
    TrainingOrder order,
    Convention convention,
    Aims aims,
    ModelBundle init,
    TrainingData data,
    int threads,
    String commit) {

  private static final int WINDOW = 512;
  private static final String LICENCE = "Apache-2.0";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The bundle that lies at a place and came of the same plan.
   *
   * @throws BadInput where something else lies there
   */
  static Optional<ModelBundle> find(Path out, ObjectNode plan) {
    if (!Files.exists(out)) {
      return Optional.empty();
    }
    if (Files.isRegularFile(out.resolve(ModelBundle.CARD))) {
      ModelBundle there = ModelBundle.open(out);
      if (there.card().training().path("plan").equals(asRead(plan))) {
        return Optional.of(there);
      }
      throw new BadInput(
          "--out " + out + ": there is a bundle already, " + there.card().name(),
          "Choose another folder, or remove that one.");
    }
    if (!isEmptyFolder(out)) {
      throw new BadInput("--out " + out + ": is there already", "Choose another folder.");
    }
    return Optional.empty();
  }

  private static JsonNode asRead(JsonNode written) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(written));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be read", impossible);
    }
  }

  private static boolean isEmptyFolder(Path out) {
    if (!Files.isDirectory(out)) {
      return false;
    }
    try (var listing = Files.list(out)) {
      return listing.findAny().isEmpty();
    } catch (IOException failed) {
      throw new UncheckedIOException(out + " cannot be read", failed);
    }
  }

  /** Writes the bundle of the best epoch, and drops the state. */
  ModelBundle write(Path out, StateFolder state, ObjectNode plan, Course course) {
    Path folder = state.emptyBundle();
    try {
      Files.write(folder.resolve(MaskNetwork.WEIGHTS), state.readBest(course.best()));
      ModelBundle.write(folder, card(plan, course));
      Files.deleteIfExists(out);
      Files.move(folder, out, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException(out + " cannot be written", failed);
    }
    ModelBundle bundle = ModelBundle.open(out);
    state.remove();
    return bundle;
  }

  private ModelCard card(ObjectNode plan, Course course) {
    Map<String, Double> thresholds = new TreeMap<>();
    course.thresholds().forEach((c, at) -> thresholds.put(c.word(), at));
    return new ModelCard(
        ModelCard.FORMAT,
        order.name(),
        ModelKind.MASK,
        MaskNetwork.ENGINE,
        plan.path("architecture").asText(),
        MaskNetwork.INPUTS,
        "mask classes "
            + Arrays.stream(MaskClass.values())
                .map(MaskClass::word)
                .collect(Collectors.joining(", ")),
        convention.toJson(),
        WINDOW,
        thresholds,
        training(plan, course),
        metrics(course),
        LICENCE,
        credits(),
        new TreeMap<>(Map.of(MaskNetwork.WEIGHTS, "0".repeat(64))));
  }

  private ObjectNode training(ObjectNode plan, Course course) {
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    data.describe(training);
    training.set("plan", plan);
    Set<MaskClass> learned = course.learned();
    training.set("learned", JSON.valueToTree(learned.stream().map(MaskClass::word).toList()));
    if (learned.size() < Batch.CLASSES) {
      training.put(
          "notLearned", "the other classes are never said: their thresholds are out of reach");
    }
    training.put("bestEpoch", course.best());
    training.set("epochs", course.epochs());
    training.put("seconds", Math.round(course.seconds()));
    training.put("threads", threads);
    training.put("commit", commit);
    if (init != null) {
      ObjectNode began = training.putObject("init");
      began.put("name", init.card().name()).put("sha256", init.sha256());
      began.put("licence", init.card().licence());
      JsonNode before = init.card().training().deepCopy();
      if (before instanceof ObjectNode told) {
        told.remove("epochs");
      }
      began.set("training", before);
      addSeen(training, before.path("seen"));
    }
    return training;
  }

  /** What the beginning has seen, its end has seen as well. */
  private static void addSeen(ObjectNode training, JsonNode before) {
    ObjectNode seen =
        training.path("seen") instanceof ObjectNode now ? now : training.putObject("seen");
    before
        .fieldNames()
        .forEachRemaining(
            dataset -> {
              TreeSet<String> sites = new TreeSet<>();
              before.path(dataset).forEach(site -> sites.add(site.asText()));
              seen.path(dataset).forEach(site -> sites.add(site.asText()));
              seen.set(dataset, JSON.valueToTree(sites));
            });
  }

  private static ObjectNode metrics(Course course) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    ObjectNode choosing = metrics.putObject("choosing");
    choosing.put("score", four(course.bestScore()));
    course.bestF1().forEach((word, f1) -> choosing.put(word + "F1", four(f1)));
    return metrics;
  }

  private static double four(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private List<String> credits() {
    Set<String> credits = new LinkedHashSet<>(data.credits());
    if (init != null) {
      credits.addAll(init.card().credits());
    }
    return new ArrayList<>(credits);
  }
}
