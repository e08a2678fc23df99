package silt.worker;

import com.uber.m3.tally.Scope;
import io.temporal.client.WorkflowClient;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import silt.config.Key;
import silt.config.Settings;
import silt.db.Database;
import silt.db.Standings;
import silt.load.CodeVersion;
import silt.scene.BadInput;
import silt.staging.Stores;
import silt.watch.Announcement;
import silt.watch.BooksMeter;
import silt.watch.Check;
import silt.watch.Health;
import silt.watch.Meters;
import silt.watch.MetricsEndpoint;
import silt.watch.StagingMeter;
import silt.watch.StepMeter;
import silt.watch.StoreMeter;
import silt.watch.TemporalChecks;
import silt.watch.UpstreamMeter;

/** The metrics and the health of one worker process, of all that it has opened. */
final class Instruments implements AutoCloseable {

  private static final double BYTES_PER_GB = 1e9;

  private final Settings settings;
  private final List<String> queues;
  private final Optional<InetSocketAddress> wanted;
  private final Meters meters;
  private final Health health = new Health();
  private final StepMeter steps;
  private BooksMeter books;
  private MetricsEndpoint endpoint;
  private Announcement announcement;

  /**
   * @throws BadInput where the address of the metrics is none
   */
  Instruments(Settings settings, List<String> queues) {
    this.settings = settings;
    this.queues = List.copyOf(queues);
    this.wanted = settings.metricsAddress();
    this.meters = new Meters(CodeVersion.running(), queues);
    this.steps = new StepMeter(meters.registry(), Clock.systemUTC(), Instant.EPOCH);
  }

  /** For Temporal's client. */
  Scope temporal() {
    return meters.temporal();
  }

  /** The interceptor that counts steps. */
  StepMeter steps() {
    return steps;
  }

  /** Told by whoever sweeps staging and scratch. */
  StagingMeter staging() {
    return new StagingMeter(meters.registry());
  }

  void watch(Stores stores) {
    StoreMeter disks =
        new StoreMeter(stores, (long) (settings.positive(Key.DISK_FLOOR) * BYTES_PER_GB));
    disks.bindTo(meters.registry());
    health.add("disk", disks::check);
  }

  void watch(EveryArchive archives) {
    UpstreamMeter upstream =
        new UpstreamMeter(
            archives::credentials,
            archives.limits()::held,
            archives.limits()::waiting,
            archives.limits()::waitedSeconds,
            meters.registry());
    meters.beforeScrape(upstream::read);
  }

  void watch(Database database) {
    database.metered(meters.registry());
    Standings standings = new Standings(database);
    health.add(
        "database",
        () -> {
          standings.ask();
          return new Check("database", true, "answers");
        });
  }

  /** Tells of campaigns too, which is the business of workers that load. */
  void read(Database database) {
    Standings standings = new Standings(database);
    standings.lastSceneEnded().ifPresent(steps::lastSceneEnded);
    books = new BooksMeter(standings, meters.registry()).start();
  }

  /**
   * Opens the endpoint, before any work is taken.
   *
   * @throws BadInput where its port is taken
   */
  void serve(WorkflowClient temporal) {
    health.add("temporal", new TemporalChecks(temporal, queues)::check);
    wanted.ifPresent(at -> endpoint = MetricsEndpoint.start(at, meters, health));
  }

  /** Leads Prometheus here, and says where that is. */
  String announce() {
    if (endpoint == null) {
      return "without metrics";
    }
    InetSocketAddress at = endpoint.address();
    announcement = Announcement.of(settings.home(), at, queues);
    return "metrics at http://" + at.getHostString() + ":" + at.getPort() + "/metrics";
  }

  /** The worker takes no more work. */
  void ending() {
    health.ending();
  }

  @Override
  public void close() {
    if (announcement != null) {
      announcement.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
    if (books != null) {
      books.close();
    }
    health.close();
    meters.close();
  }
}
