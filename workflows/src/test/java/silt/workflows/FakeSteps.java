package silt.workflows;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.steps.ArtifactRef;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.DiscoverActivity;
import silt.steps.Discovery;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.FetchActivity;
import silt.steps.FillOrder;
import silt.steps.LoadActivity;
import silt.steps.MaskActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;
import silt.steps.StepRun;

/** Steps that do nothing but remember that they were asked, and fail where a test wants it. */
final class FakeSteps
    implements DiscoverActivity, FetchActivity, MaskActivity, SedimentActivity, LoadActivity {

  static final ProductRef PRODUCT =
      new ProductRef(
          "firstlight",
          1,
          new ModelRef("mask-a", "a".repeat(64)),
          new ModelRef("ssc-b", "b".repeat(64)),
          "f32",
          new TreeMap<>());

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Conclusion> outcomes = new ConcurrentHashMap<>();
  final Map<String, SceneTrail> trails = new ConcurrentHashMap<>();
  final List<String> maskQueues = Collections.synchronizedList(new ArrayList<>());
  final List<Long> filled = Collections.synchronizedList(new ArrayList<>());
  final FakeLedger ledger = new FakeLedger();
  final AtomicInteger inFetch = new AtomicInteger();
  final AtomicInteger mostInFetch = new AtomicInteger();

  long validPixels = 100;
  long cloudPixels = 0;
  long clearWater = 10;

  /** What the next fetches throw, in order; when empty they succeed. */
  final List<ApplicationFailure> fetchFailures = Collections.synchronizedList(new ArrayList<>());

  /** What the next fetch of a scene throws, by its key. */
  final Map<String, ApplicationFailure> fetchFailuresOf = new ConcurrentHashMap<>();

  /** What the next masks throw, in order. */
  final List<ApplicationFailure> maskFailures = Collections.synchronizedList(new ArrayList<>());

  /** What the next fillings throw, in order. */
  final List<ApplicationFailure> fillFailures = Collections.synchronizedList(new ArrayList<>());

  /** What the next conclusions throw, in order. */
  final List<ApplicationFailure> concludeFailures = Collections.synchronizedList(new ArrayList<>());

  /** Whether conclusions fail for the time being, as passing faults. */
  volatile boolean stopsConcluding;

  volatile boolean releaseFails;

  /** What happens while an outcome is being stored. */
  volatile Runnable whileConcluding = () -> {};

  volatile Person missingToDiscover;

  /** What a person must mend before any can be masked, or its outcome stored. */
  volatile Person missingToMask;

  volatile Person missingToConclude;

  volatile Person missingToSummarise;

  /** How long scenes are in flight, all or by their keys; {@code null} for no time at all. */
  volatile Duration allTake;

  final Map<String, Duration> takes = new ConcurrentHashMap<>();

  /** What a person must mend before any, or one by its key, can be fetched. */
  volatile Person missingForAll;

  final Map<String, Person> missingFor = new ConcurrentHashMap<>();

  /**
   * The server's clock, which skips; read while a step runs, for after the end it may run ahead.
   */
  LongSupplier clock = () -> 0;

  volatile long concludedAtMillis;

  /** Blocks fetches for a while, so that a window fills. */
  long fetchMillis;

  static SceneOrder order(int number) {
    return new SceneOrder(
        new Scene(new GranuleId(name(number)), 1),
        PRODUCT,
        URI.create("https://archive.example/"),
        List.of("reaches"),
        "demo");
  }

  /** A granule a day, as many as there are days in 27 years. */
  private static String name(int number) {
    return "HLS.S30.T60GVA.%d%03dT222549.v2.0"
        .formatted(2024 + (number - 1) / 365, 1 + (number - 1) % 365);
  }

  /** The same scene for a product version whose network computes in another form. */
  static SceneOrder in(String numericForm, SceneOrder order) {
    ProductRef product = order.product();
    return new SceneOrder(
        order.scene(),
        new ProductRef(
            product.name(),
            product.algorithmVersion(),
            product.mask(),
            product.sediment(),
            numericForm,
            product.parameters()),
        order.assetBase(),
        order.zoneSets(),
        order.campaign());
  }

  static ArtifactRef artifact(String name) {
    return new ArtifactRef(URI.create("file:///" + name), "c".repeat(64), 7);
  }

  private static StepRun run(String step) {
    Instant then = Instant.parse("2024-02-07T00:00:00Z");
    return new StepRun(step, then, then.plusSeconds(1), 1, "test", false);
  }

  @Override
  public Discovery discover(CampaignOrder order) {
    calls.add("discover");
    if (missingToDiscover != null) {
      throw Failures.person(missingToDiscover, "not there yet", null);
    }
    return new Discovery(ledger.scenes.size(), 1000);
  }

  @Override
  public StagedScene fetch(SceneOrder order) {
    calls.add("fetch " + order.scene().key());
    String key = order.scene().key();
    ApplicationFailure ofThis = fetchFailuresOf.remove(key);
    if (ofThis != null) {
      throw ofThis;
    }
    if (!fetchFailures.isEmpty()) {
      throw fetchFailures.remove(0);
    }
    Person missing = missingFor.getOrDefault(key, missingForAll);
    if (missing != null) {
      throw Failures.person(missing, "not there yet", null);
    }
    Duration later = takes.getOrDefault(key, allTake);
    if (later != null && Activity.getExecutionContext().getInfo().getAttempt() == 1) {
      throw Failures.retryAfter(later, "comes later", null);
    }
    mostInFetch.accumulateAndGet(inFetch.incrementAndGet(), Math::max);
    try {
      Thread.sleep(fetchMillis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      inFetch.decrementAndGet();
    }
    return new StagedScene(
        Map.of(Band.RED, artifact("red"), Band.FMASK, artifact("fmask")),
        Map.of(),
        "https",
        run("fetch"));
  }

  @Override
  public void release(SceneOrder order) {
    calls.add("release " + order.scene().key());
    if (releaseFails) {
      throw Failures.never(Outcome.FAILED, "the bucket is gone", null);
    }
  }

  @Override
  public MaskedScene mask(SceneOrder order, StagedScene staged) {
    calls.add("mask " + order.scene().key());
    if (missingToMask != null) {
      throw Failures.person(missingToMask, "not there yet", null);
    }
    maskQueues.add(Activity.getExecutionContext().getInfo().getActivityTaskQueue());
    if (!maskFailures.isEmpty()) {
      throw maskFailures.remove(0);
    }
    return new MaskedScene(
        artifact("mask"), validPixels, clearWater, 0, cloudPixels, 0, 0, clearWater, run("mask"));
  }

  @Override
  public MeasuredScene measure(SceneOrder order, StagedScene staged, MaskedScene masked) {
    calls.add("measure " + order.scene().key());
    return new MeasuredScene(
        artifact("ssc"),
        artifact("rows"),
        masked.clearWaterPixels(),
        1,
        run("sediment"),
        artifact("quality"),
        new TreeMap<>(Map.of("GLINT", 2L)));
  }

  @Override
  public ArtifactRef summarise(FillOrder order) {
    calls.add("summarise " + order.sceneRunId());
    if (missingToSummarise != null) {
      throw Failures.person(missingToSummarise, "not there yet", null);
    }
    return artifact("rows");
  }

  @Override
  public SceneReport conclude(SceneOrder order, SceneTrail trail, Conclusion conclusion) {
    calls.add("conclude " + order.scene().key());
    if (!concludeFailures.isEmpty()) {
      throw concludeFailures.remove(0);
    }
    if (missingToConclude != null) {
      throw Failures.person(missingToConclude, "not there yet", null);
    }
    if (stopsConcluding) {
      throw Failures.retry("not now", null);
    }
    whileConcluding.run();
    concludedAtMillis = clock.getAsLong();
    outcomes.put(order.scene().key(), conclusion);
    ledger.record(order, conclusion);
    trails.put(order.scene().key(), trail);
    return new SceneReport(order.scene().key(), conclusion.outcome(), conclusion.reason(), 1);
  }

  @Override
  public void fill(FillOrder order, ArtifactRef rows) {
    if (!fillFailures.isEmpty()) {
      throw fillFailures.remove(0);
    }
    filled.add(order.sceneRunId());
  }

  long count(String prefix) {
    return calls.stream().filter(call -> call.startsWith(prefix)).count();
  }

  static Outcome outcome(FakeSteps steps, SceneOrder order) {
    return steps.outcomes.get(order.scene().key()).outcome();
  }
}
