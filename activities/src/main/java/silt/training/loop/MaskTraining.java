package silt.training.loop;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import silt.mask.Convention;
import silt.mask.CropStretch;
import silt.mask.LogScaling;
import silt.mask.MaskClass;
import silt.mask.Scaling;
import silt.mask.architectures.Architecture;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.steps.TrainingOrder;
import silt.steps.TrainingPlan;
import silt.steps.TrainingProgress;

/**
 * Trains a mask network as an order says, from where an earlier run stopped, and writes its bundle:
 * the weights of the epoch that scored best on the choosing sites, with thresholds found there.
 *
 * <p>After every epoch all that the next one needs lies in {@code OUT.training}; a run that is
 * stopped or dies loses at most the epoch that it was in, and comes to the same weights.
 */
public final class MaskTraining implements AutoCloseable {

  /** Least overlap of windows that the bundle asks for, pixels. */
  private static final int OVERLAP = 96;

  private static final JsonMapper JSON = new JsonMapper();

  /** Who is told how it goes, and says when to stop. */
  public interface Watcher {

    /** Something that is to be known before it begins, one line. */
    default void note(String line) {}

    /**
     * A step is done.
     *
     * @param loss mean of the epoch so far
     */
    default void stepped(long done, long of, double loss) {}

    /** An epoch is judged, and its state kept. */
    default void judged(TrainingProgress progress, boolean best) {}

    /** A batch of the choosing sites is judged; there may be many after an epoch. */
    default void judging() {}

    /** Asked after every step. */
    default boolean stop() {
      return false;
    }
  }

  private final TrainingOrder order;
  private final TrainingPlan plan;
  private final int threads;
  private final String commit;
  private final Architecture architecture;
  private final Aims aims;
  private final ModelBundle init;
  private final Convention convention;
  private final TrainingData data;

  /**
   * @param threads of one operation of the network; not part of the plan, although another number
   *     may round otherwise
   * @param commit of the code that runs, for the card
   * @throws BadInput where the order cannot be carried out; nothing is written yet
   */
  public MaskTraining(TrainingOrder order, int threads, String commit) {
    this(order, threads, commit, null);
  }

  MaskTraining(TrainingOrder order, int threads, String commit, TrainingData given) {
    this.order = order;
    this.plan = order.plan();
    this.threads = threads;
    this.commit = commit;
    this.architecture = Architecture.of(order.architecture());
    if (plan.side() % architecture.step() != 0) {
      throw new BadInput(
          "--side " + plan.side() + ": is no multiple of " + architecture.step(),
          "Give one of " + architecture.word() + "'s, e.g. " + architecture.up(plan.side()) + ".");
    }
    this.aims = Aims.of(plan);
    this.init = order.init() == null ? null : ModelBundle.open(Path.of(order.init()));
    if (init != null) {
      Beginning.require(init, architecture);
    }
    this.convention = convention();
    this.data =
        given == null ? new FromDatasets(order, convention.scaling(), architecture.step()) : given;
  }

  /** The heads are those of the masks whatever was published: a network inverts what it must. */
  private Convention convention() {
    Scaling scaling = LogScaling.STANDARD;
    if (order.convention() == null && init != null) {
      scaling = Convention.of(init.card()).scaling();
    } else if (TrainingOrder.PUBLISHED.equals(order.convention())) {
      scaling = new CropStretch();
    }
    return new Convention(scaling, OVERLAP, Convention.Output.LOGITS, false);
  }

  /** All that decides what comes of it. */
  private ObjectNode wholePlan() {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("architecture", architecture.word());
    whole.set("scaling", convention.scaling().toJson());
    whole.set("data", data.fingerprint());
    whole.put("fold", order.fold());
    whole.set("shares", JSON.valueToTree(order.shares()));
    whole.set("choose", JSON.valueToTree(order.choose()));
    whole.set("without", JSON.valueToTree(order.without()));
    whole.put("init", init == null ? "none" : init.sha256());
    whole.put("initPartial", order.initPartial());
    ObjectNode numbers = JSON.valueToTree(plan);
    whole.setAll(numbers);
    return whole;
  }

  /**
   * Trains.
   *
   * @return the bundle, or nothing where the watcher stopped it; the same order goes on from there
   * @throws BadInput where what lies at the order's {@code out} is of another order
   * @throws java.io.UncheckedIOException where another process trains there, or the disk is full
   */
  public Optional<ModelBundle> run(Watcher watcher) {
    Path out = Path.of(order.out());
    ObjectNode whole = wholePlan();
    Optional<ModelBundle> there = TrainedBundle.find(out, whole);
    if (there.isPresent()) {
      watcher.note(out + ": was trained by this very plan already");
      return there;
    }
    try (StateFolder state = StateFolder.open(out, whole)) {
      return run(out, whole, state, watcher);
    }
  }

  private Optional<ModelBundle> run(
      Path out, ObjectNode whole, StateFolder state, Watcher watcher) {
    TaskWeights taskWeights = aims.taskWeights(plan);
    MaskLoss loss = new MaskLoss(aims.tasks(), aims.positives(), plan.teacherWeight());
    try (Learner learner = new Learner(architecture, plan, loss, taskWeights, threads)) {
      Course course = begin(learner, taskWeights, state, watcher);
      if (!epochs(learner, taskWeights, course, state, watcher)) {
        return Optional.empty();
      }
      return Optional.of(
          new TrainedBundle(order, convention, aims, init, data, threads, commit)
              .write(out, state, whole, course));
    }
  }

  private Course begin(
      Learner learner, TaskWeights taskWeights, StateFolder state, Watcher watcher) {
    Optional<Checkpoint> before = state.read();
    if (before.isPresent()) {
      Course course = Course.of(before.get().said().path("course"));
      learner.restore(before.get().arrays(), before.get().said().path("steps").asLong());
      taskWeights.restore(JSON.convertValue(before.get().said().path("tasks"), double[].class));
      watcher.note("goes on after epoch " + course.epoch() + " of " + plan.epochs());
      return course;
    }
    if (init != null) {
      List<String> unfit = Beginning.copy(init, learner.parameters(), order.initPartial());
      unfit.forEach(name -> watcher.note("made anew, for it does not fit: " + name));
      learner.begin();
    }
    return new Course();
  }

  /** Returns whether it came to its end. */
  private boolean epochs(
      Learner learner, TaskWeights taskWeights, Course course, StateFolder state, Watcher watcher) {
    while (course.epoch() < plan.epochs() && !outOfPatience(course)) {
      long began = System.nanoTime();
      double sum = 0;
      for (int step = 1; step <= plan.steps(); step++) {
        Learner.Step done = learner.learn(data.draw(learner.steps()));
        requireFinite(done.loss(), course.epoch() + 1, step);
        course.sawKnown(done.known());
        sum += done.loss();
        watcher.stepped(learner.steps(), plan.updates(), sum / step);
        if (watcher.stop()) {
          return false;
        }
      }
      judge(learner, taskWeights, course, state, watcher, sum / plan.steps(), began);
    }
    return true;
  }

  private static void requireFinite(double loss, int epoch, int step) {
    if (!Double.isFinite(loss)) {
      throw new BadInput(
          "the loss is %s at epoch %d, step %d".formatted(loss, epoch, step),
          "Train with a lower --rate or a longer --warm-up, in another --out.");
    }
  }

  private boolean outOfPatience(Course course) {
    return plan.patience() > 0 && course.epoch() - course.best() >= plan.patience();
  }

  private void judge(
      Learner learner,
      TaskWeights taskWeights,
      Course course,
      StateFolder state,
      Watcher watcher,
      double loss,
      long began) {
    Thresholds judged = new Thresholds(aims.lenient());
    learner.swapMean();
    data.choosing(
        batch -> {
          judged.add(batch, learner.logits(batch));
          watcher.judging();
        });
    double seconds = (System.nanoTime() - began) / 1e9;
    boolean keepsLast = plan.keep().equals(TrainingPlan.LAST);
    boolean best = course.add(loss, judged, aims.tasks(), seconds, keepsLast);
    if (best) {
      state.writeBest(course.epoch(), learner.weights());
    }
    learner.swapMean();
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.set("course", course.toJson());
    said.put("steps", learner.steps());
    said.set("tasks", JSON.valueToTree(taskWeights.state()));
    state.write(new Checkpoint(said, learner.save()));
    state.keepOnlyBest(course.best());
    watcher.judged(progress(course, judged, loss), best);
  }

  @Override
  public void close() {
    data.close();
  }

  private TrainingProgress progress(Course course, Thresholds judged, double loss) {
    Set<MaskClass> tasks = aims.tasks();
    double left = course.seconds() / course.epoch() * (plan.epochs() - course.epoch());
    return new TrainingProgress(
        course.epoch(),
        plan.epochs(),
        loss,
        judged.score(tasks),
        judged.f1(tasks),
        course.best(),
        course.bestScore(),
        Math.round(left));
  }
}
