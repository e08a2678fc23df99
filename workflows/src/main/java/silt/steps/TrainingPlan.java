package silt.steps;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.scene.BadInput;

/**
 * How a mask network is trained: all numbers that decide what comes of it, the data apart. Two runs
 * of one plan over the same data and as many threads come to the same weights.
 *
 * @param epochs after each of which the choosing sites judge, at least 1
 * @param steps updates of the weights an epoch
 * @param batch squares a step
 * @param side of a square, pixels
 * @param rate learning rate at its peak; it rises over {@code warmUp} and falls as a cosine
 * @param optimizer {@code adam} or {@code adamw}
 * @param weightDecay pull of the weights towards 0; with {@code adamw} apart from the gradient
 * @param warmUp steps
 * @param ema decay a step of the running mean of the weights, which is what is judged and kept; 0
 *     keeps the weights as they are
 * @param patience epochs without a better one after which to stop; 0 never stops early
 * @param tasks classes that are trained, by {@code MaskClass}'s words; empty for all
 * @param taskWeights {@code uniform}, {@code learned} (Kendall et al. 2018, arXiv 1705.07115), or
 *     the weight of each class that is not 1, e.g. {@code water=2,snowIce=0.7}
 * @param positives weight of a pixel that shows a class beside one that does not, where not 1
 * @param balance share of the squares that are drawn for a class, each as often as the others; the
 *     rest come from anywhere
 * @param clouds share of the squares that clouds and their shadows are drawn into
 * @param snow share of the squares that snow is drawn into
 * @param light how much brightness, haze, glint and bands' gains are varied: 1 as sensors and skies
 *     do, 0 not at all
 * @param keep {@code best} keeps the epoch that the choosing sites like best, {@code last} the last
 * @param lenient how much of the best F1 of a class may go for a lower threshold, 0 to 1: of those
 *     within it the lowest is taken. Classes not named take the best, of equals the nearest to 0.5
 * @param teacherWeight weight of a pixel's soft label beside its truth; 0 learns from no teacher
 */
public record TrainingPlan(
    int epochs,
    int steps,
    int batch,
    int side,
    double rate,
    String optimizer,
    double weightDecay,
    int warmUp,
    double ema,
    int patience,
    long seed,
    List<String> tasks,
    String taskWeights,
    Map<String, Double> positives,
    double balance,
    double clouds,
    double snow,
    double light,
    String keep,
    Map<String, Double> lenient,
    double teacherWeight) {

  public static final String ADAM = "adam";
  public static final String ADAMW = "adamw";
  public static final String UNIFORM = "uniform";
  public static final String LEARNED = "learned";

  public static final String BEST = "best";
  public static final String LAST = "last";

  private static final int LEAST_SIDE = 32;

  public TrainingPlan {
    require(epochs >= 1, "--epochs " + epochs, "Give at least 1.");
    require(steps >= 1, "--steps " + steps, "Give at least 1, steps an epoch.");
    require(batch >= 1, "--batch " + batch, "Give at least 1, squares a step.");
    require(side >= LEAST_SIDE, "--side " + side, "Give at least " + LEAST_SIDE + " pixels.");
    require(rate > 0 && rate < 1, "--rate " + rate, "Give a number over 0 and under 1, e.g. 1e-3.");
    require(
        ADAM.equals(optimizer) || ADAMW.equals(optimizer),
        "--optimizer " + optimizer,
        "Choose adam or adamw.");
    require(weightDecay >= 0 && weightDecay < 1, "--weight-decay " + weightDecay, "Give 0 to 1.");
    require(
        warmUp >= 0 && warmUp < (long) epochs * steps,
        "--warm-up " + warmUp,
        "Give 0 to fewer than all %d steps.".formatted((long) epochs * steps));
    require(
        ema >= 0 && ema < 1, "--ema " + ema, "Give 0 for none, or a decay under 1, e.g. 0.995.");
    require(patience >= 0, "--patience " + patience, "Give 0 for none, or a number of epochs.");
    require(balance >= 0 && balance <= 1, "--balance " + balance, "Give 0 to 1.");
    require(clouds >= 0 && clouds <= 1, "--clouds " + clouds, "Give 0 to 1.");
    require(snow >= 0 && snow <= 1, "--snow " + snow, "Give 0 to 1.");
    require(light >= 0 && light <= 3, "--light " + light, "Give 0 to 3.");
    require(BEST.equals(keep) || LAST.equals(keep), "--keep " + keep, "Choose best or last.");
    require(
        patience == 0 || BEST.equals(keep),
        "--patience " + patience + " --keep " + keep,
        "Who keeps the last epoch waits for no better one: drop one of the two.");
    require(
        teacherWeight >= 0, "--teacher-weight " + teacherWeight, "Give 0 for none, or a weight.");
    tasks = tasks == null ? List.of() : List.copyOf(tasks);
    positives = positives == null ? Map.of() : new TreeMap<>(positives);
    positives.forEach(
        (task, weight) ->
            require(weight > 0, "--positives " + task + "=" + weight, "Give weights over 0."));
    lenient = lenient == null ? Map.of() : new TreeMap<>(lenient);
    lenient.forEach(
        (task, loss) ->
            require(loss >= 0 && loss < 1, "--lenient " + task + "=" + loss, "Give 0 to 1."));
    require(taskWeights != null, "--task-weights", "Choose uniform, learned, or class=weight,...");
  }

  private static void require(boolean holds, String given, String remedy) {
    if (!holds) {
      throw new BadInput(given + ": cannot be trained with", remedy);
    }
  }

  /** Updates in all, where nothing stops it early. */
  public long updates() {
    return (long) epochs * steps;
  }
}
