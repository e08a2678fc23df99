package silt.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import silt.mask.MaskClass;
import silt.training.data.Batch;

/**
 * How a training went so far: every epoch with its loss and scores, the best of them with its
 * thresholds, and the classes of which anything was known. Kept with the state and told in the
 * card.
 */
final class Course {

  private final ArrayNode epochs;
  private final long[] known = new long[Batch.CLASSES];
  private int best;
  private double bestScore = Double.NEGATIVE_INFINITY;
  private Map<String, Double> bestF1 = Map.of();
  private Map<MaskClass, Double> thresholds = Map.of();
  private double seconds;

  Course() {
    epochs = JsonNodeFactory.instance.arrayNode();
  }

  int epoch() {
    return epochs.size();
  }

  /** The number of the epoch whose weights are kept; 0 before the first. */
  int best() {
    return best;
  }

  double bestScore() {
    return best == 0 ? 0 : bestScore;
  }

  Map<String, Double> bestF1() {
    return bestF1;
  }

  Map<MaskClass, Double> thresholds() {
    return thresholds;
  }

  /** Time that its finished epochs took. */
  double seconds() {
    return seconds;
  }

  void sawKnown(long[] pixels) {
    for (int c = 0; c < known.length; c++) {
      known[c] += pixels[c];
    }
  }

  /** The tasks of which some pixel was known: a head that saw none has learned nothing. */
  Set<MaskClass> learned() {
    Set<MaskClass> learned = EnumSet.noneOf(MaskClass.class);
    for (MaskClass c : MaskClass.values()) {
      if (known[c.ordinal()] > 0) {
        learned.add(c);
      }
    }
    return learned;
  }

  /**
   * Takes an epoch in.
   *
   * @param took seconds
   * @param always whether the last epoch is kept, however good those before were
   * @return whether it is to be kept
   */
  boolean add(double loss, Thresholds judged, Set<MaskClass> tasks, double took, boolean always) {
    double score = judged.score(tasks);
    ObjectNode line = epochs.addObject();
    line.put("epoch", epochs.size()).put("loss", six(loss)).put("score", six(score));
    judged.f1(tasks).forEach((word, f1) -> line.put(word, six(f1)));
    seconds += took;
    if (score < bestScore && !always) {
      return false;
    }
    best = epochs.size();
    bestScore = score;
    bestF1 = judged.f1(tasks);
    thresholds = judged.chosen(learned());
    return true;
  }

  private static double six(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  ArrayNode epochs() {
    return epochs;
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("epochs", epochs);
    json.put("best", best).put("bestScore", bestScore()).put("seconds", seconds);
    ObjectNode f1 = json.putObject("bestF1");
    bestF1.forEach(f1::put);
    ObjectNode cuts = json.putObject("thresholds");
    thresholds.forEach((c, at) -> cuts.put(c.name(), at));
    ArrayNode pixels = json.putArray("known");
    for (long k : known) {
      pixels.add(k);
    }
    return json;
  }

  static Course of(JsonNode json) {
    Course course = new Course();
    json.path("epochs").forEach(course.epochs::add);
    course.best = json.path("best").asInt();
    course.bestScore =
        course.best == 0 ? Double.NEGATIVE_INFINITY : json.path("bestScore").asDouble();
    course.seconds = json.path("seconds").asDouble();
    course.bestF1 = new TreeMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> f = json.path("bestF1").fields(); f.hasNext(); ) {
      Map.Entry<String, JsonNode> one = f.next();
      course.bestF1.put(one.getKey(), one.getValue().asDouble());
    }
    course.thresholds = new TreeMap<>();
    for (MaskClass c : MaskClass.values()) {
      if (json.path("thresholds").has(c.name())) {
        course.thresholds.put(c, json.path("thresholds").path(c.name()).asDouble());
      }
    }
    for (int c = 0; c < course.known.length; c++) {
      course.known[c] = json.path("known").path(c).asLong();
    }
    return course;
  }
}
