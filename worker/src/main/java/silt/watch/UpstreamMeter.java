package silt.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import silt.fetch.CredentialStanding;

/**
 * How a worker stands with the archives: its credentials' age and end, the connections it holds,
 * and how long it waits for the limits that all workers share.
 */
public final class UpstreamMeter {

  private final Supplier<Map<String, List<CredentialStanding>>> credentials;
  private final MultiGauge obtained;
  private final MultiGauge expires;

  /**
   * @param credentials by archive; never the credentials themselves
   * @param connections to hosts of archives that this worker holds leases of now
   * @param waiting transfers that wait for a connection or for bytes now
   * @param waitedSeconds that transfers have waited, all together
   */
  public UpstreamMeter(
      Supplier<Map<String, List<CredentialStanding>>> credentials,
      IntSupplier connections,
      IntSupplier waiting,
      DoubleSupplier waitedSeconds,
      MeterRegistry meters) {
    this.credentials = credentials;
    this.obtained =
        MultiGauge.builder("silt.credential.obtained.timestamp")
            .description("When this worker read or was given a credential, Unix time")
            .baseUnit("seconds")
            .register(meters);
    this.expires =
        MultiGauge.builder("silt.credential.expiry.timestamp")
            .description("When a credential ends, Unix time; left out where it does not say")
            .baseUnit("seconds")
            .register(meters);
    Gauge.builder("silt.upstream.connections", connections::getAsInt)
        .description(
            "Connections to hosts of archives that this worker holds, where limits are set")
        .register(meters);
    Gauge.builder("silt.upstream.waiting", waiting::getAsInt)
        .description("Transfers of this worker that wait for the limits of archives' hosts")
        .register(meters);
    FunctionCounter.builder("silt.upstream.waited", waitedSeconds, DoubleSupplier::getAsDouble)
        .description("Time that transfers have waited for the limits, all together")
        .baseUnit("seconds")
        .register(meters);
  }

  /** Asks for the standing of the credentials anew. */
  public void read() {
    List<Row<?>> since = new ArrayList<>();
    List<Row<?>> until = new ArrayList<>();
    credentials
        .get()
        .forEach(
            (archive, held) ->
                held.forEach(
                    one -> {
                      Tags tags = Tags.of("archive", archive, "kind", one.kind());
                      since.add(Row.of(tags, one.obtainedAt().getEpochSecond()));
                      if (one.expiresAt() != null) {
                        until.add(Row.of(tags, one.expiresAt().getEpochSecond()));
                      }
                    }));
    obtained.register(since, true);
    expires.register(until, true);
  }
}
