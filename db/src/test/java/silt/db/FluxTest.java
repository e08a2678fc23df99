package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static silt.db.World.NOON;
import static silt.db.World.seen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The river's first reach shows 20 mg/L, 12 to 34, at NOON. */
class FluxTest {

  private static final Duration DAY = Duration.ofHours(24);

  private World world;
  private long reach;

  @BeforeEach
  void aReachWasSeen() {
    world = new World();
    reach = world.reaches().get(0);
    world.record(world.stored("S30", "60GVA", NOON, 1), "first", seen(reach, 20, 50));
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  private void gauged(DischargeRow... rows) {
    new Gauges(world.database).load(List.of(rows), Map.of("g", List.of(reach)), "me", null);
  }

  private static DischargeRow discharge(Instant at, double m3s) {
    return new DischargeRow("g", at, m3s, null, null, null);
  }

  private Fluxes.Answer flux(Duration tolerance) {
    return new Fluxes(world.database).of("river", null, null, tolerance);
  }

  @Test
  void concentrationTimesDischargeIsFlux() {
    gauged(discharge(NOON, 350));

    FluxRow row = flux(DAY).rows().get(0);

    // 20 g/m3 x 350 m3/s = 7000 g/s
    assertThat(row.kgS()).isCloseTo(7.0, within(1e-9));
    assertThat(row.tDay()).isCloseTo(604.8, within(1e-9));
    assertThat(row.how()).isEqualTo("measured");
    assertThat(row.intervalOf()).isEqualTo("ssc");
    assertThat(row.lowKgS()).isCloseTo(12 * 350 / 1000.0, within(1e-5));
    assertThat(row.highKgS()).isCloseTo(34 * 350 / 1000.0, within(1e-5));
  }

  @Test
  void bothUncertaintiesAreCarriedAsThoseOfIndependentFactors() {
    gauged(new DischargeRow("g", NOON, 350, 280.0, 420.0, "good"));

    FluxRow row = flux(DAY).rows().get(0);

    assertThat(row.intervalOf()).isEqualTo("both");
    assertThat(row.dischargeQuality()).isEqualTo("good");
    double down = Math.hypot(Math.log(20 / 12.0), Math.log(350 / 280.0));
    double up = Math.hypot(Math.log(34 / 20.0), Math.log(420 / 350.0));
    assertThat(row.lowKgS()).isCloseTo(7 * Math.exp(-down), within(1e-5));
    assertThat(row.highKgS()).isCloseTo(7 * Math.exp(up), within(1e-5));
  }

  @Test
  void betweenTwoValuesDischargeIsInterpolated() {
    gauged(
        discharge(NOON.minus(Duration.ofHours(6)), 100),
        discharge(NOON.plus(Duration.ofHours(2)), 300),
        discharge(NOON.plus(Duration.ofHours(20)), 9000));

    FluxRow row = flux(DAY).rows().get(0);

    assertThat(row.how()).isEqualTo("interpolated");
    assertThat(row.dischargeM3s()).isCloseTo(250, within(1e-9));
    assertThat(row.hoursApart()).isCloseTo(2, within(1e-6));
  }

  @Test
  void oneValueWithinToleranceIsTakenAsItIs() {
    gauged(
        discharge(NOON.minus(Duration.ofHours(30)), 100),
        discharge(NOON.plus(Duration.ofHours(2)), 300));

    FluxRow row = flux(DAY).rows().get(0);

    assertThat(row.how()).isEqualTo("nearest");
    assertThat(row.dischargeM3s()).isEqualTo(300);
  }

  @Test
  void withoutDischargeInTimeThereIsNoFluxAndThatIsCounted() {
    world.record(
        world.stored("S30", "60GVA", NOON.plus(Duration.ofDays(5)), 1),
        "first",
        seen(reach, 20, 50),
        seen(world.reaches().get(1), 20, 50));
    gauged(discharge(NOON.plus(Duration.ofHours(2)), 300));

    assertThat(flux(Duration.ofHours(1))).isEqualTo(new Fluxes.Answer(List.of(), 1, 2));
    assertThat(flux(DAY).rows()).hasSize(1);
    assertThat(flux(DAY).withoutDischarge()).isEqualTo(1);
  }

  @Test
  void aDryRiverCarriesNothing() {
    gauged(new DischargeRow("g", NOON, 0, 0.0, 2.0, null));

    FluxRow row = flux(DAY).rows().get(0);

    assertThat(row.kgS()).isZero();
    assertThat(row.lowKgS()).isZero();
    assertThat(row.highKgS()).isCloseTo(34 * 2 / 1000.0, within(1e-5));
  }

  @Test
  void dischargeLoadedTwiceChangesNothingAndCorrectedChangesThat() {
    gauged(discharge(NOON, 350));
    Gauges gauges = new Gauges(world.database);

    assertThat(gauges.load(List.of(discharge(NOON, 350)), Map.of(), null, null))
        .isEqualTo(new Merged(0, 0, 1));
    assertThat(
            gauges.load(
                List.of(discharge(NOON, 360), discharge(NOON.plusSeconds(3600), 340)),
                Map.of(),
                null,
                null))
        .isEqualTo(new Merged(1, 1, 0));
    assertThat(gauges.list())
        .containsExactly(
            new GaugeRow(
                "g",
                "me",
                null,
                List.of("river/80000"),
                2,
                NOON,
                NOON.plusSeconds(3600),
                350.0,
                1.0));
    assertThat(gauges.remove("g")).isEqualTo(2);
    assertThat(gauges.remove("g")).isEqualTo(-1);
  }

  @Test
  void zonesAreFoundByTheIdsOfTheirSource() {
    assertThat(new Gauges(world.database).zones(List.of("80000", "nobody"), null))
        .containsExactly(new ZoneName(reach, "river", "80000"));
    assertThat(new Gauges(world.database).zones(List.of("80000"), "other")).isEmpty();
  }

  @Test
  void aSetThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> new Fluxes(world.database).of("nowhere", null, null, DAY))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("nowhere");
  }
}
