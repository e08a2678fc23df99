package silt.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import silt.steps.TrainingPlan;

/** The numbers of a training as a person gives them. */
final class TrainingOptions {

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "40", description = DEFAULT)
  int epochs = 40;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "40",
      description = "updates an epoch" + BY_DEFAULT)
  int steps = 40;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "squares a step" + BY_DEFAULT)
  int batch = 8;

  @Option(
      names = "--side",
      paramLabel = "PIXELS",
      defaultValue = "128",
      description = "of a square" + BY_DEFAULT)
  int side = 128;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "2e-3",
      description = "learning rate at its peak" + BY_DEFAULT)
  double rate = 2e-3;

  @Option(
      names = "--optimizer",
      paramLabel = "adam|adamw",
      defaultValue = TrainingPlan.ADAM,
      description = DEFAULT)
  String optimizer = TrainingPlan.ADAM;

  @Option(
      names = "--weight-decay",
      paramLabel = "DECAY",
      defaultValue = "0",
      description = "pull of the weights towards 0" + BY_DEFAULT)
  double weightDecay;

  @Option(
      names = "--warm-up",
      paramLabel = "STEPS",
      defaultValue = "0",
      description = "in which the rate rises" + BY_DEFAULT)
  int warmUp;

  @Option(
      names = "--ema",
      paramLabel = "DECAY",
      defaultValue = "0.995",
      description =
          "a step, of the running mean of the weights that is kept; 0 for none" + BY_DEFAULT)
  double ema = 0.995;

  @Option(
      names = "--patience",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description = "without a better one, after which to stop; 0 for never" + BY_DEFAULT)
  int patience;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = DEFAULT)
  long seed = 1;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "CLASS",
      description = "train only these of water, cloudShadow, cloud, snowIce, terrainShade")
  List<String> tasks = List.of();

  @Option(
      names = "--task-weights",
      paramLabel = "uniform|learned|CLASS=WEIGHT,...",
      defaultValue = TrainingPlan.UNIFORM,
      description = "of the classes in the loss" + BY_DEFAULT)
  String taskWeights = TrainingPlan.UNIFORM;

  @Option(
      names = "--positives",
      split = ",",
      paramLabel = "CLASS=WEIGHT",
      description =
          "of a pixel that shows a class beside one that does not (default: cloudShadow=2,"
              + "cloud=1.5,snowIce=2,terrainShade=1.5)")
  Map<String, Double> positives =
      Map.of("cloudShadow", 2.0, "cloud", 1.5, "snowIce", 2.0, "terrainShade", 1.5);

  @Option(
      names = "--balance",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "of the squares drawn for a class, each as often as the others" + BY_DEFAULT)
  double balance = 0.5;

  @Option(
      names = "--clouds",
      paramLabel = "SHARE",
      defaultValue = "0.25",
      description = "of the squares that clouds and shadows are drawn into" + BY_DEFAULT)
  double clouds = 0.25;

  @Option(
      names = "--snow",
      paramLabel = "SHARE",
      defaultValue = "0.04",
      description = "of the squares that snow is drawn into" + BY_DEFAULT)
  double snow = 0.04;

  @Option(
      names = "--light",
      paramLabel = "STRENGTH",
      defaultValue = "1",
      description =
          "how much brightness, haze, glint and gains are varied, 0 for not at all" + BY_DEFAULT)
  double light = 1;

  @Option(
      names = "--keep",
      paramLabel = "best|last",
      defaultValue = TrainingPlan.BEST,
      description = "the epoch that the choosing sites like best, or the last" + BY_DEFAULT)
  String keep = TrainingPlan.BEST;

  @Option(
      names = "--lenient",
      split = ",",
      paramLabel = "CLASS=F1",
      description = "of thresholds within so much of a class's best F1 take the lowest")
  Map<String, Double> lenient = Map.of();

  @Option(
      names = "--teacher-weight",
      paramLabel = "WEIGHT",
      defaultValue = "0",
      description = "of soft labels beside truth; 0 for none" + BY_DEFAULT)
  double teacherWeight;

  private static final String BY_DEFAULT = " (default: ${DEFAULT-VALUE})";
  private static final String DEFAULT = "default: ${DEFAULT-VALUE}";

  /** Whether any is other than it is by itself. */
  boolean given() {
    return !Asked.value(this::plan, "Leave it away.").equals(new TrainingOptions().plan());
  }

  TrainingPlan plan() {
    return new TrainingPlan(
        epochs,
        steps,
        batch,
        side,
        rate,
        optimizer,
        weightDecay,
        warmUp,
        ema,
        patience,
        seed,
        tasks,
        taskWeights,
        positives,
        balance,
        clouds,
        snow,
        light,
        keep,
        lenient,
        teacherWeight);
  }
}
