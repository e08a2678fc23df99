package silt.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.config.DatabaseSettings;
import silt.config.Key;
import silt.config.NearestName;
import silt.config.Settings;
import silt.config.StoreSettings;
import silt.config.TemporalAddress;
import silt.db.Database;
import silt.db.Migrations;
import silt.housekeeping.OpenWorkflows;
import silt.load.CodeVersion;
import silt.load.DailyLedger;
import silt.load.InHand;
import silt.load.Ledger;
import silt.load.Loading;
import silt.load.Reconciling;
import silt.load.StoredZones;
import silt.mask.Masking;
import silt.mask.Share;
import silt.mask.Torch;
import silt.raster.RasterLibrary;
import silt.scene.BadInput;
import silt.sediment.Measuring;
import silt.staging.StagingMark;
import silt.staging.Stores;
import silt.steps.Queues;
import silt.training.loop.Training;
import silt.watch.LogContext;
import silt.workflows.CampaignWorkflowImpl;
import silt.workflows.DailyIngestWorkflowImpl;
import silt.workflows.SceneWorkflowImpl;
import silt.workflows.TrainingWorkflowImpl;
import silt.workflows.ZoneFillWorkflowImpl;

/**
 * Puts the rooms together: one Temporal worker for each task queue asked for, with the step that
 * belongs there and as many slots as what bounds it allows.
 */
final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final int MOST_THREADS = 256;

  /** Queues whose steps read from staging, write to it or empty it. */
  private static final Set<String> STAGED =
      Set.of(Queues.FETCH, Queues.MASK, Queues.MASK_BF16, Queues.SEDIMENT, Queues.LOAD);

  private final Settings settings;
  private final WorkflowClient temporal;
  private final WorkerFactory factory;
  private final ModelShelf models;
  private final Stores stores;
  private final StagingMark mark;
  private final EveryArchive archives;
  private final Instruments instruments;
  private final Succession succession;
  private final Housekeeper housekeeper;
  private Database database;
  private Masking masking;

  Wiring(
      Settings settings,
      WorkflowClient temporal,
      TemporalAddress address,
      Instruments instruments) {
    this.settings = settings;
    this.instruments = instruments;
    this.temporal = temporal;
    this.succession =
        Succession.of(temporal, settings.choice(Key.VERSIONING, Succession.Mode.class));
    this.factory =
        WorkerFactory.newInstance(
            temporal,
            WorkerFactoryOptions.newBuilder()
                // the first is nearest to the step: the others see what it makes of a failure
                .setWorkerInterceptors(
                    new EveryStep(finishing(settings)),
                    new LogContext(),
                    instruments.steps(),
                    new Pulse())
                .build());
    this.models = new ModelShelf(settings.path(Key.MODELS));
    this.archives = new EveryArchive(settings);
    this.stores = StoreSettings.stores(settings);
    this.mark = Insisting.on(() -> StoreSettings.mark(stores, temporal, address));
    this.housekeeper =
        new Housekeeper(settings, stores, mark, new OpenWorkflows(temporal), instruments.staging());
    instruments.watch(stores);
    instruments.watch(archives);
  }

  /** Of the time to stop, what a step may go on for: the rest is for handing it back. */
  private static Duration finishing(Settings settings) {
    return Duration.ofSeconds(settings.number(Key.WORKER_STOP_SECONDS, 1, 3600)).dividedBy(2);
  }

  /**
   * @throws BadInput naming the queue that there is not
   */
  static void requireKnown(List<String> queues) {
    List<String> known = new ArrayList<>(List.of(Key.WORKER_QUEUES.fallback().split(",")));
    known.add(Queues.TRAINING);
    for (String queue : queues) {
      if (!known.contains(queue)) {
        throw new BadInput("there is no task queue " + queue, NearestName.hint(queue, known));
      }
    }
  }

  /**
   * Adds a worker for each queue.
   *
   * @throws BadInput where a queue is unknown, or what its step needs is missing
   */
  WorkerFactory serving(List<String> queues) {
    if (queues.stream().anyMatch(STAGED::contains)) {
      claimStaging();
    }
    for (String queue : queues) {
      switch (queue) {
        case Queues.CAMPAIGN -> workflows();
        case Queues.DISCOVER -> discover();
        case Queues.FETCH -> fetch();
        case Queues.MASK, Queues.MASK_BF16 -> mask(queue);
        case Queues.SEDIMENT -> sediment();
        case Queues.LOAD -> load();
        case Queues.TRAINING -> training();
        default -> requireKnown(List.of(queue));
      }
    }
    return factory;
  }

  /** A store that does not answer now is no reason to serve nothing: its steps wait for it. */
  private void claimStaging() {
    try {
      mark.claim();
    } catch (ApplicationFailure away) {
      LOG.warn("whose staging is cannot be told now: {}", away.getOriginalMessage());
    }
  }

  private void workflows() {
    factory
        .newWorker(
            Queues.CAMPAIGN,
            succession
                .applied(WorkerOptions.newBuilder())
                // a full machine is no deadlock: a second, the default, passes between two breaths
                .setDefaultDeadlockDetectionTimeout(TimeUnit.SECONDS.toMillis(10))
                .build())
        .registerWorkflowImplementationTypes(
            CampaignWorkflowImpl.class,
            DailyIngestWorkflowImpl.class,
            SceneWorkflowImpl.class,
            ZoneFillWorkflowImpl.class,
            TrainingWorkflowImpl.class);
  }

  private void discover() {
    // the archive's patience is one for all hosts together, so the limit is the queue's
    WorkerOptions options =
        slots(Key.DISCOVER_THREADS)
            .setMaxTaskQueueActivitiesPerSecond(settings.positive(Key.DISCOVER_RATE))
            .build();
    factory
        .newWorker(Queues.DISCOVER, options)
        .registerActivitiesImplementations(
            archives.discovering(database()), archives.ingesting(database()));
  }

  private void fetch() {
    WorkerOptions.Builder options = slots(Key.FETCH_THREADS);
    if (!settings.text(Key.FETCH_RATE).strip().equals("0")) {
      options.setMaxTaskQueueActivitiesPerSecond(settings.positive(Key.FETCH_RATE));
    }
    factory
        .newWorker(Queues.FETCH, options.build())
        .registerActivitiesImplementations(
            archives.fetching(stores, new NeededBands(models::bundle)));
  }

  private void mask(String queue) {
    activities(queue, Key.MASK_THREADS).registerActivitiesImplementations(masking());
  }

  /** One for both numeric forms, which share the device. */
  private Masking masking() {
    if (masking == null) {
      RasterLibrary.version();
      int scenes = threads(Key.MASK_THREADS);
      int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / scenes);
      masking =
          new Masking(
              new StoredMaskFiles(stores),
              models::bundle,
              stores.scratch(),
              new Share(MaskDevice.of(settings), cores, scenes));
    }
    return masking;
  }

  private void sediment() {
    RasterLibrary.version();
    activities(Queues.SEDIMENT, Key.SEDIMENT_THREADS)
        .registerActivitiesImplementations(
            new Measuring(stores, models::bundle, new StoredZones(database())));
  }

  private void load() {
    instruments.read(database());
    activities(Queues.LOAD, Key.LOAD_THREADS)
        .registerActivitiesImplementations(
            new Loading(database(), stores, CodeVersion.running()),
            new Ledger(database()),
            new DailyLedger(database()),
            new Reconciling(database(), new InHand(temporal)::of));
  }

  private void training() {
    RasterLibrary.version();
    Torch.require();
    // one at a time: it takes every processor and the memory of its batches
    WorkerOptions one =
        WorkerOptions.newBuilder()
            .setMaxConcurrentActivityExecutionSize(1)
            // a cancellation comes with the answer to a heartbeat
            .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(5))
            .build();
    factory
        .newWorker(Queues.TRAINING, one)
        .registerActivitiesImplementations(
            new Training(
                Runtime.getRuntime().availableProcessors(), CodeVersion.running().commit()));
  }

  private Worker activities(String queue, Key slots) {
    return factory.newWorker(queue, slots(slots).build());
  }

  private WorkerOptions.Builder slots(Key key) {
    return WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(threads(key));
  }

  private int threads(Key key) {
    return settings.number(key, 1, MOST_THREADS);
  }

  /** Begins: every queue is asked for work. */
  void start() {
    factory.start();
    if (factory.tryGetWorker(Queues.CAMPAIGN) != null) {
      succession.start();
    }
    housekeeper.start(factory.tryGetWorker(Queues.LOAD) == null ? null : database());
  }

  /** One pool for all steps of this process; a worker that only fetches opens none. */
  private Database database() {
    if (database == null) {
      database =
          Database.open(
              DatabaseSettings.writer(settings), settings.number(Key.DB_POOL, 1, MOST_THREADS));
      Migrations.check(database);
      instruments.watch(database);
    }
    return database;
  }

  @Override
  public void close() {
    housekeeper.close();
    succession.close();
    archives.close();
    if (masking != null) {
      masking.close();
    }
    if (database != null) {
      database.close();
    }
  }
}
