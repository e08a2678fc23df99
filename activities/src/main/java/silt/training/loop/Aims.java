package silt.training.loop;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.steps.TrainingPlan;

/** The classes that a plan names, by their words, and how much each counts. */
record Aims(
    Set<MaskClass> tasks,
    Map<MaskClass, Double> weights,
    Map<MaskClass, Double> positives,
    Map<MaskClass, Double> lenient) {

  /**
   * @throws BadInput where a word is none of a class, or a weight no number
   */
  static Aims of(TrainingPlan plan) {
    Set<MaskClass> tasks = EnumSet.allOf(MaskClass.class);
    if (!plan.tasks().isEmpty()) {
      tasks = EnumSet.noneOf(MaskClass.class);
      for (String word : plan.tasks()) {
        tasks.add(named("--tasks", word));
      }
    }
    Map<MaskClass, Double> positives = new EnumMap<>(MaskClass.class);
    plan.positives().forEach((word, weight) -> positives.put(named("--positives", word), weight));
    Map<MaskClass, Double> lenient = new EnumMap<>(MaskClass.class);
    plan.lenient().forEach((word, loss) -> lenient.put(named("--lenient", word), loss));
    return new Aims(tasks, weights(plan.taskWeights()), positives, lenient);
  }

  private static Map<MaskClass, Double> weights(String text) {
    Map<MaskClass, Double> weights = new EnumMap<>(MaskClass.class);
    if (List.of(TrainingPlan.UNIFORM, TrainingPlan.LEARNED).contains(text)) {
      return weights;
    }
    for (String pair : text.split(",")) {
      String[] sides = pair.split("=", -1);
      double weight = sides.length == 2 ? number(sides[1]) : Double.NaN;
      if (!(weight > 0)) {
        throw new BadInput(
            "--task-weights " + text + ": " + pair + " is no weight of a class",
            "Choose uniform, learned, or class=weight,... with weights over 0.");
      }
      weights.put(named("--task-weights", sides[0]), weight);
    }
    return weights;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  /** The class of a word that an option holds. */
  static MaskClass named(String option, String word) {
    return Arrays.stream(MaskClass.values())
        .filter(c -> c.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    option + ": there is no class " + word,
                    "Choose of "
                        + Arrays.stream(MaskClass.values())
                            .map(MaskClass::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** How the loss weighs the classes from the first step on. */
  TaskWeights taskWeights(TrainingPlan plan) {
    return plan.taskWeights().equals(TrainingPlan.LEARNED)
        ? TaskWeights.learned()
        : TaskWeights.fixed(weights);
  }
}
