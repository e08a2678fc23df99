package silt.watch;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.load.CodeVersion;

/**
 * The metrics of one worker process. Names begin with {@code silt_}; beside them stand those of
 * Temporal's SDK ({@code temporal_}), of the pool ({@code hikaricp_}) and of the virtual machine.
 */
public final class Meters implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

  /** How often the SDK hands its counts on; a scrape is seldom more frequent. */
  private static final Duration REPORTED_EVERY = Duration.ofSeconds(10);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final List<Runnable> readings = new CopyOnWriteArrayList<>();
  private Scope temporal;

  /** With what tells of the process itself. */
  public Meters(CodeVersion code, List<String> queues) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("silt.build.info", () -> 1)
        .description("The build that runs, by its labels; always 1")
        .tag("version", code.version())
        .tag("commit", code.commit())
        .tag("queues", String.join(",", queues))
        .register(registry);
  }

  /** Where meters are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Has something read anew before each scrape; it must be quick, and not throw. */
  public void beforeScrape(Runnable reading) {
    readings.add(reading);
  }

  void read() {
    readings.forEach(Runnable::run);
  }

  /** What Prometheus reads. */
  PrometheusRegistry exposed() {
    return registry.getPrometheusRegistry();
  }

  /** For the options of Temporal's client, whose workers inherit it. */
  public synchronized Scope temporal() {
    if (temporal == null) {
      temporal =
          new RootScopeBuilder()
              .reporter(new MicrometerClientStatsReporter(registry))
              .reportEvery(REPORTED_EVERY);
    }
    return temporal;
  }

  @Override
  public synchronized void close() {
    if (temporal != null) {
      try {
        temporal.close();
      } catch (ScopeCloseException lost) {
        LOG.warn("the last counts of Temporal's client are lost", lost);
      }
    }
    collections.close();
    registry.close();
  }
}
