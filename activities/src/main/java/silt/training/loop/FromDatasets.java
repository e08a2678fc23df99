package silt.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import silt.mask.Scaling;
import silt.model.Sha256;
import silt.scene.BadInput;
import silt.steps.TrainingOrder;
import silt.training.data.Augmentation;
import silt.training.data.Batch;
import silt.training.data.Batches;
import silt.training.data.Dataset;
import silt.training.data.DatasetCard;
import silt.training.data.Fold;
import silt.training.data.Part;

/**
 * The dataset folders of an order: squares of the sites that train, the whole of those that choose.
 */
final class FromDatasets implements TrainingData {

  private static final int AHEAD = 2;
  private static final int LARGEST_WINDOW = 512;
  private static final JsonMapper JSON = new JsonMapper();

  private final TrainingOrder order;
  private final Fold fold;
  private final int step;
  private final Scaling.Inputs scaling;
  private final List<Dataset> datasets = new ArrayList<>();
  private final Choosers choosers;
  private final Batches batches;

  /**
   * @param step sides of what the network takes are multiples of this, pixels
   * @throws BadInput where a dataset is unsound, or leaves nothing to train or choose by
   */
  FromDatasets(TrainingOrder order, Scaling scaling, int step) {
    this.order = order;
    this.fold = Fold.parse(order.fold());
    this.step = step;
    this.scaling = scaling.inputs();
    for (var folder : order.datasets()) {
      datasets.add(Dataset.open(Path.of(folder)).only(this::isWanted));
    }
    if (datasets.stream().allMatch(dataset -> dataset.entries(fold, Part.CHOOSE).isEmpty())) {
      throw new BadInput(
          "--data: no site of it chooses under fold " + fold,
          "Give datasets of more sites, or mark some chips as choose in their index.csv.");
    }
    if (order.plan().teacherWeight() > 0) {
      datasets.forEach(this::requireTaughtUnderOurFold);
    }
    this.choosers = Choosers.of(order.choose(), datasets);
    Batches.Plan plan =
        new Batches.Plan(
            order.plan().batch(),
            order.plan().side(),
            order.plan().seed(),
            order.plan().balance(),
            AHEAD);
    this.batches =
        Batches.of(
            plan,
            Shares.of(datasets, fold, order.shares()),
            Augmentation.STANDARD
                .pasting(order.plan().clouds(), order.plan().snow())
                .lit(order.plan().light()),
            this.scaling);
  }

  /** A teacher that learned from sites that judge us would carry their truth over to us. */
  private void requireTaughtUnderOurFold(Dataset dataset) {
    for (DatasetCard.Teacher teacher : dataset.card().teachers()) {
      if (teacher.fold() != null && !teacher.fold().equals(fold.toString())) {
        throw new BadInput(
            "--data "
                + dataset.folder()
                + ": its teacher "
                + teacher.name()
                + " learned under fold "
                + teacher.fold()
                + ", and this training is of fold "
                + fold,
            "Teach a copy of the dataset by silt labels teach with --fold " + fold + ".");
      }
    }
  }

  private boolean isWanted(Dataset.Entry entry) {
    return order.without().stream()
        .noneMatch(
            word ->
                word.equals(entry.site())
                    || word.equals(entry.sensor())
                    || word.equals(entry.source()));
  }

  @Override
  public Batch draw(long number) {
    return batches.draw(number);
  }

  @Override
  public void choosing(Consumer<Batch> judge) {
    for (Dataset dataset : datasets) {
      for (Dataset.Entry entry : dataset.entries(fold, Part.CHOOSE)) {
        for (var window : Batches.covering(entry, LARGEST_WINDOW)) {
          Batch plain = Batches.plain(dataset, entry, window, step, scaling);
          judge.accept(choosers.heard(dataset, entry, plain));
        }
      }
    }
  }

  @Override
  public JsonNode fingerprint() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Dataset dataset : datasets) {
      all.addObject()
          .put("dataset", dataset.card().name())
          .put("card", Sha256.of(dataset.folder().resolve("dataset.json")))
          .put("index", Sha256.of(dataset.folder().resolve("index.csv")));
    }
    return all;
  }

  @Override
  public void describe(ObjectNode training) {
    training.put("fold", fold.toString());
    ArrayNode data = training.putArray("data");
    ObjectNode seen = training.putObject("seen");
    for (Dataset dataset : datasets) {
      DatasetCard card = dataset.card();
      ObjectNode one = data.addObject();
      one.put("dataset", card.name()).put("made", card.made()).put("truth", card.truth());
      Set<String> licences = new LinkedHashSet<>(card.licences());
      Set<String> sites = new TreeSet<>();
      for (Part part : List.of(Part.TRAIN, Part.CHOOSE)) {
        List<Dataset.Entry> entries = dataset.entries(fold, part);
        one.put(part.word() + "Chips", entries.size());
        one.put(
            part.word() + "Sites", entries.stream().map(Dataset.Entry::site).distinct().count());
        entries.forEach(
            entry -> {
              sites.add(entry.site());
              licences.add(entry.licence());
            });
      }
      one.set("licences", JSON.valueToTree(licences));
      if (order.plan().teacherWeight() > 0) {
        one.set("teachers", JSON.valueToTree(card.teachers()));
      }
      seen.set(card.name(), JSON.valueToTree(sites));
    }
  }

  @Override
  public List<String> credits() {
    Set<String> credits = new LinkedHashSet<>();
    for (Dataset dataset : datasets) {
      credits.addAll(dataset.card().credits());
      if (order.plan().teacherWeight() > 0) {
        dataset.card().teachers().forEach(teacher -> credits.add(teacher.credit()));
      }
    }
    return new ArrayList<>(credits);
  }

  @Override
  public void close() {
    batches.close();
  }
}
