package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One installation for all: what is refused changes nothing. */
class SamplesRefusalsTest {

  @TempDir private static Path home;
  private static AnInstallation installation;
  private static Path csv;

  @BeforeAll
  static void install() throws IOException {
    installation = new AnInstallation(home).withFirstProduct();
    csv =
        Files.writeString(
            home.resolve("my.csv"), "time,lon,lat,ssc_mg_l\n2024-02-06T22:25Z,174.9,-37.1,12.5\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "samples load nowhere.csv | there is no such file",
        "samples load HOME | is a folder",
        "samples remove nobody | there is no sample set nobody",
        "samples load FILE --set a/b | is no name of a set",
        "samples load FILE --quantity NTU | there is no such quantity",
        "samples load FILE --at 200,10 | is no longitude and latitude",
        "samples load FILE --at 10 | is no longitude and latitude",
        "samples load FILE --depth -1 | a depth is 0 to 12000 m",
        "samples load FILE --crs wgs84 | is no EPSG code",
        "samples load FILE --zone Mars/Olympus | there is no such time zone",
        "samples load FILE --decimal dot | Choose comma or point",
        "samples load FILE --dates first | Choose day-first or month-first",
        "samples load FILE --column colour=red | no column holds such a thing",
        "samples load FILE --column value=nowhere | has no such column",
        "discharge load FILE | no column is its value",
        "discharge load FILE --gauge g --column value=ssc_mg_l --uncertainty 100 | below 100 %",
        "discharge load FILE --gauge g --column value=ssc_mg_l | none of 1 rows can be loaded",
        "discharge remove nobody | there is no gauge nobody",
        "flux --set nowhere | nowhere",
        "flux --set nowhere --from 2024-02-02 --to 2024-02-01 | lies before --from",
        "flux --set nowhere --tolerance -1 | Give 0 to 8784 hours",
        "flux --set nowhere --out /nowhere/flux.csv | is no folder that can be written",
        "matchups --hours -1 --out m.csv | Give 0 to 744",
        "matchups --hours 24 --out HOME | is a folder",
        "matchups --hours 24 --pixels 4 --out HOME/m.csv | odd, not 4",
        "matchups --hours 24 --set nobody --out HOME/m.csv | there is no sample set nobody",
        "matchups --hours 24 --out HOME/m.csv | there are no samples yet"
      })
  void whatIsUnknownOrUnfitIsRefused(String command, String refused) throws IOException {
    CommandLineOf refusal =
        installation.silt(command.replace("FILE", csv.toString()).replace("HOME", home.toString()));

    assertThat(refusal.status()).as(refusal.err()).isEqualTo(2);
    assertThat(refusal.err().lines().reduce((one, other) -> other).orElseThrow())
        .startsWith("silt: ")
        .contains("; ", refused);
    assertThat(installation.json("samples list --json")).isEmpty();
    assertThat(installation.json("discharge list --json")).isEmpty();
  }
}
