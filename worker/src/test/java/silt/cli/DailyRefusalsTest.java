package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line with the thing, the value and the way out, exit code 2, and nothing half-done. */
class DailyRefusalsTest {

  @TempDir private Path home;
  private Path region;

  @BeforeEach
  void drawARegion() throws IOException {
    region = home.resolve("region.geojson");
    Files.writeString(
        region,
        "{\"type\":\"Polygon\",\"coordinates\":[[[174,-38],[175,-38],[175,-37],[174,-38]]]}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enable north REGION --at 06:00 | --at 06:00 has no zone | 06:00Z
          enable north REGION --at six | --at six is no time of day | 06:00Z
          enable north REGION --at 25:00Z | --at 25:00Z is no time of day | 06:00Z
          enable north REGION --starting 2024-02-01T06:00Z | --starting 2024-02-01T06:00Z lies in the past | leave it out
          enable north REGION --starting 2030-02-01T06:00 | is no time with a zone | 2024-03-01T06:00Z
          enable north REGION --since 2030-02-01 | --since 2030-02-01 lies in the future | --starting
          enable north REGION --since 2012-02-01 | --since 2012-02-01 lies before | 2013-04-01
          enable north REGION --overlap long | --overlap long is no length of time | 24h
          enable north REGION --overlap 200d | --overlap 200d is more than | 24h
          enable north REGION --window 0 | 0 | --window 1 to 500
          enable north REGION --max-cloud 101 | 101 | 0 to 100
          enable north REGION --sensors S31 | S31 | S30, L30
          enable north REGION --archive esa | "esa" | sample or nasa
          enable no/rth REGION | no/rth | Choose another name
          enable a-name-that-leaves-no-room-for-the-stamp-of-a-run REGION | at most 38 | Choose another name
          enable north | --region | --help
          backfill north --from 2024-02-02 --to 2024-02-01 | lies before --from | Swap
          backfill north --from 2024-02-02 --to 2024-03-09 | --to 2024-03-09 lies in the future | 2024-03-01
          backfill north --from 2012-02-02 --to 2024-02-09 | --from 2012-02-02 lies before | 2013-04-01
          """)
  void isRefusedInOneLine(String line, String thing, String wayOut) {
    refused(
        CommandLineOf.run(
            home, ("daily " + line.strip().replace("REGION", "--region " + region)).split(" +")),
        thing,
        wayOut);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status nobody",
        "pause nobody",
        "resume nobody",
        "disable nobody",
        "run-now nobody",
        "backfill nobody --from 2024-02-01 --to 2024-02-02"
      })
  void oneThatThereIsNotIsNamed(String command) throws IOException {
    AnInstallation installation = new AnInstallation(home).withFirstProduct();
    refused(installation.silt("daily " + command), "none called nobody", "deploy/silt daily list");
  }

  @Test
  void withoutTemporalNothingIsLeftBehind() throws IOException {
    AnInstallation installation = new AnInstallation(home).withFirstProduct();
    refused(
        installation.silt("daily enable north --cells --region " + region),
        "127.0.0.1:1",
        "TEMPORAL_ADDRESS");
    assertThat(installation.json("daily list --json")).isEmpty();
  }

  @Test
  void withoutAPromotedProductItIsNotEnabled() throws IOException {
    AnInstallation installation = new AnInstallation(home);
    assertThat(installation.silt("setup").status()).isZero();
    refused(
        installation.silt("daily enable north --cells --region " + region),
        "no product version is promoted",
        "product promote");
  }

  private static void refused(CommandLineOf refusal, String thing, String wayOut) {
    assertThat(refusal.err().strip()).startsWith("silt: ").contains(thing.strip()).hasLineCount(1);
    assertThat(refusal.err().substring(refusal.err().indexOf("; "))).contains(wayOut.strip());
    assertThat(refusal.out()).isEmpty();
    assertThat(refusal.status()).isEqualTo(2);
  }
}
