package silt.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.db.DischargeRow;
import silt.scene.BadInput;
import silt.testdata.RealData;

class DischargeFileTest {

  private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");
  private static final DischargeDefaults PLAIN = new DischargeDefaults(null, null);

  @TempDir private Path folder;

  private Path file(String... lines) {
    try {
      return Files.writeString(folder.resolve("q.csv"), String.join("\n", lines) + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Reading<DischargeRow> read(Path file, DischargeDefaults defaults) {
    return DischargeFile.read(file, Conventions.none(NOW), defaults);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,reach_id,discharge_m3_s | 2024-02-06T22:25Z,g,35",
        "datetime_utc,station,Q (m³/s) | 2024-02-06 22:25,g,35.0",
        "time,gauge,flow,unit         | 2024-02-06T22:25Z,g,35000,L/s",
        "time,site_no,discharge_cfs   | 2024-02-06T22:25Z,g,1236.0133",
        "time,gauge,flow (ML/d)       | 2024-02-06T22:25Z,g,3024"
      })
  void dischargeIsReadInCubicMetresPerSecond(String header, String row) {
    DischargeRow read = read(file(header, row), PLAIN).rows().get(0);

    assertThat(read.gauge()).isEqualTo("g");
    assertThat(read.at()).isEqualTo(Instant.parse("2024-02-06T22:25:00Z"));
    assertThat(read.m3s()).isCloseTo(35, within(1e-4));
    assertThat(read.lowM3s()).isNull();
  }

  @Test
  void anIntervalIsTheRowsOwnElseTheUsersShare() {
    Path file =
        file(
            "time,gauge,discharge_m3_s,low_m3_s,high_m3_s,quality",
            "2024-02-06T22:00Z,g,100,90,130,good",
            "2024-02-06T23:00Z,g,100,,,");

    assertThat(read(file, new DischargeDefaults(null, 0.2)).rows())
        .containsExactly(
            new DischargeRow("g", Instant.parse("2024-02-06T22:00:00Z"), 100, 90.0, 130.0, "good"),
            new DischargeRow("g", Instant.parse("2024-02-06T23:00:00Z"), 100, 80.0, 120.0, null));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-06T22:25Z,g,-9999,,    | column discharge_m3_s (-9999): is below 0",
        "2024-02-06T22:25Z,g,2e7,,      | more than a river",
        "2024-02-06T22:25Z,,20,,        | column gauge: names no gauge",
        "2024-02-06 22:25,g,20,,        | has no time zone",
        "2024-02-06T22:25Z,g,20,18,     | lacks one end of the interval",
        "2024-02-06T22:25Z,g,20,21,25   | do not lie around the value",
        "2024-02-01T00:00Z,g,20,,       | is of the gauge and time of line 2, with another value",
        "2024-02-01T00:00Z,g,100,,      | is of the gauge and time of line 2, and the same"
      })
  void aBadRowIsNamedByLineAndColumn(String row, String fault) {
    Path file = file("time,gauge,discharge_m3_s,low,high", "2024-02-01T00:00Z,g,100,90,130", row);

    Reading<DischargeRow> reading = read(file, PLAIN);

    assertThat(reading.bad().rows()).isEqualTo(1);
    assertThat(reading.bad().told().get(0)).startsWith("line 3, ").contains(fault);
    assertThat(reading.rows()).hasSize(1);
  }

  @Test
  void whatStandsForNoValueIsTheUsersToSay() {
    Path file =
        file("time,gauge,discharge_m3_s", "2024-02-06T22:25Z,g,-9999", "2024-02-06T23:25Z,g,0");
    Conventions told = new Conventions(Map.of(), null, null, null, null, Set.of("-9999"), NOW);

    Reading<DischargeRow> reading = DischargeFile.read(file, told, PLAIN);

    assertThat(reading.rows()).extracting(DischargeRow::m3s).containsExactly(0.0);
    assertThat(reading.withoutValue()).isEqualTo(1);
  }

  @Test
  void aFileWithoutGaugesNeedsTheNameOfItsOne() {
    Path file = file("time,discharge_m3_s", "2024-02-06T22:25Z,20");

    assertThatThrownBy(() -> read(file, PLAIN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no column is its station");
    assertThat(read(file, new DischargeDefaults("weir", null)).rows().get(0).gauge())
        .isEqualTo("weir");
  }

  @Test
  void theGlacierRiversHoursAreDischargeOfOneGauge() {
    Path file = RealData.at("sediment-series/djankuat_2017_hourly.csv");

    Reading<DischargeRow> reading = read(file, new DischargeDefaults("djankuat", null));

    // one hour stands in the file twice, with two values
    assertThat(reading.bad().told())
        .singleElement()
        .asString()
        .startsWith("line 2890, column discharge_m3_s")
        .contains("is of the gauge and time of line 2889, with another value");
    assertThat(reading.rows()).hasSize(2945);
    assertThat(reading.rows().get(0))
        .isEqualTo(
            new DischargeRow(
                "djankuat", Instant.parse("2017-06-06T09:00:00Z"), 0.7783, null, null, null));
  }
}
