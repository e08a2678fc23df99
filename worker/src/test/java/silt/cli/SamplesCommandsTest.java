package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.RasterLibrary;
import silt.raster.RasterLibraryMissing;

class SamplesCommandsTest {

  @TempDir private Path home;
  private AnInstallation installation;

  @BeforeEach
  void install() {
    installation = new AnInstallation(home);
  }

  private static void requireRasterLibrary() {
    try {
      RasterLibrary.version();
    } catch (RasterLibraryMissing missing) {
      Assumptions.abort(missing.getMessage());
    }
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(home.resolve("my samples.csv"), String.join("\n", lines) + "\n");
  }

  private CommandLineOf silt(String... arguments) {
    return installation.silt(arguments);
  }

  @Test
  void samplesAreLoadedOnceHoweverOftenTheyAreGiven() throws IOException {
    String file =
        file(
                "station,time,lon,lat,ssc_mg_l",
                "bridge,2024-02-06T22:25Z,174.9,-37.1,12.5",
                "bridge,2024-02-07T22:25Z,174.9,-37.1,20",
                "bridge,2024-02-08T22:25Z,174.9,-37.1,")
            .toString();

    CommandLineOf first = silt("samples", "load", file);
    CommandLineOf again = silt("samples", "load", file);

    assertThat(first.out())
        .isEqualTo("samples my-samples: 2 new, 0 changed, 0 there already; 1 rows hold no value\n");
    assertThat(first.err()).contains("station from station").contains("value from ssc_mg_l");
    assertThat(again.out()).contains("0 new, 0 changed, 2 there already");
    JsonNode set = installation.json("samples list --json").get(0);
    assertThat(set.path("set").asText()).isEqualTo("my-samples");
    assertThat(set.path("samples").asInt()).isEqualTo(2);
    assertThat(set.path("medianMgL").asDouble()).isEqualTo(16.25);
    assertThat(silt("samples", "remove", "my-samples").status()).isZero();
    assertThat(installation.json("samples list --json")).isEmpty();
  }

  @Test
  void oneBadRowKeepsAllOutUnlessItIsLeftOut() throws IOException {
    String file =
        file(
                "time,lon,lat,ssc_mg_l",
                "2024-02-06T22:25Z,174.9,-37.1,12.5",
                "2024-02-07 22:25,174.9,-37.1,20",
                "2024-02-08T22:25Z,174.9,-37.1,-3")
            .toString();

    CommandLineOf refused = silt("samples", "load", file, "--set", "mine");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("line 3, column time (2024-02-07 22:25): has no time zone")
        .contains("line 4, column ssc_mg_l (-3): is not over 0")
        .contains("2 of 3 rows cannot be loaded, so none was; Name it with --zone")
        .contains("--skip-bad");
    assertThat(installation.json("samples list --json")).isEmpty();
    CommandLineOf skipped = silt("samples", "load", file, "--set", "mine", "--skip-bad");
    assertThat(skipped.status()).isZero();
    assertThat(skipped.out())
        .isEqualTo("samples mine: 1 new, 0 changed, 0 there already; 2 bad rows left out\n");
  }

  @Test
  void dischargeOfAGaugeWithoutAZoneIsLoadedAndSaid() throws IOException {
    String file =
        file("time_utc,discharge_m3_s", "2024-02-06 22:00,35", "2024-02-06 23:00,37").toString();

    CommandLineOf loaded =
        silt("discharge", "load", file, "--gauge", "weir", "--uncertainty", "10");

    assertThat(loaded.status()).as(loaded.err()).isZero();
    assertThat(loaded.out()).contains("2 new");
    assertThat(loaded.err()).contains("of no zone, so without flux: weir; --reach ID names");
    JsonNode gauge = installation.json("discharge list --json").get(0);
    assertThat(gauge.path("name").asText()).isEqualTo("weir");
    assertThat(gauge.path("values").asInt()).isEqualTo(2);
    assertThat(gauge.path("longestGapHours").asDouble()).isEqualTo(1);
  }

  @Test
  void aGaugeThatHasItsZoneIsNotCalledOneWithoutWhenMoreOfItComes() throws IOException {
    requireRasterLibrary();
    Path zones =
        Files.writeString(
            home.resolve("zones.geojson"),
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                + "\"properties\":{\"id\":\"r1\"},\"geometry\":{\"type\":\"LineString\","
                + "\"coordinates\":[[174,-38],[174.1,-38.1]]}}]}");
    assertThat(silt("zones", "load", zones.toString(), "--set", "rivers", "--kind", "reach").err())
        .isEmpty();
    String first = file("time_utc,discharge_m3_s", "2024-02-06 22:00,35").toString();
    silt("discharge", "load", first, "--gauge", "weir", "--reach", "r1");
    String more = file("time_utc,discharge_m3_s", "2024-02-06 23:00,37").toString();

    CommandLineOf loaded = silt("discharge", "load", more, "--gauge", "weir");

    assertThat(loaded.out()).contains("1 new");
    assertThat(loaded.err()).doesNotContain("of no zone");
  }

  @Test
  void theGlacierRiversHoursAreSamplesAndDischarge() throws IOException {
    String data = System.getenv("SILT_TEST_DATA");
    Path file = Path.of(data == null ? "../../shared/data" : data);
    file = file.resolve("sediment-series/djankuat_2017_hourly.csv");
    Assumptions.assumeTrue(
        Files.exists(file), "real data is absent: " + file + " (set SILT_TEST_DATA)");

    CommandLineOf samples =
        silt("samples", "load", file.toString(), "--at", "42.76,43.20", "--station", "djankuat");
    CommandLineOf discharge =
        silt("discharge", "load", file.toString(), "--gauge", "djankuat", "--skip-bad");

    assertThat(samples.err()).contains("time from time_utc").contains("value from ssc_mg_l");
    assertThat(samples.out())
        .isEqualTo(
            "samples djankuat_2017_hourly: 852 new, 0 changed, 0 there already;"
                + " 2094 rows hold no value\n");
    // one hour has two values, of which the first is taken
    assertThat(discharge.err()).contains("line 2890, column discharge_m3_s (0.6093)");
    assertThat(discharge.out())
        .isEqualTo("discharge: 2945 new, 0 changed, 0 there already; 1 bad rows left out\n");
  }
}
