package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each gets one line with the thing, the value and the way out, exit code 2. */
class BadInputTest {

  private static final String CAMPAIGN = "campaign start demo --region region.geojson ";
  private static final String GOOD = "--from 2024-02-01 --to 2024-02-29";

  @TempDir private Path home;

  @BeforeEach
  void drawARegion() throws IOException {
    region("[[174,-38],[175,-38],[175,-37],[174,-37],[174,-38]]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scene run HLS.X30.T60GVA.2024037T222549.v2.0 | "HLS.X30.T60GVA.2024037T222549.v2.0" is not the name | HLS.<S30|L30>
          scene run HLS.S30.T60GVA.2024399T222549.v2.0 | 2024399T222549 | HLS.<S30|L30>
          scene list --outcome FINE | FINE | OBSERVED
          scene list --limit 0 | not 0 | --limit
          scene rnu X | "rnu" | Did you mean run?
          scene run X --agian | "--agian" | Did you mean --again?
          zones load no.gpkg --set a --kind reach | no.gpkg: there is no such file | vector file
          zones load no.gpkg --set a --kind raech | --kind raech | reach
          model verify no-such-bundle/ | no-such-bundle | a folder or a zip
          model add no.zip | no.zip: there is no such file | a folder or a zip
          worker --queues maks | maks | mask
          config --setting db.prot=1 | db.prot | db.port
          config --setting colour=1 | colour | deploy/silt config lists all
          config --config no.toml | no.toml | TOML
          campaign resize demo 0 | not 0 | resize demo 40
          campaign resize 501 demo | not 501 | resize demo 40
          campaign resize demo many | "many" is no number | resize demo 40
          export --set a --from 2024-02-01 --to 2024-02-29 --format xlsx --out a.x | --format xlsx | csv, geojson
          export --set a --from 2024-02-01 --to 2024-02-29 --format netcfd --out a.nc | --format netcfd | netcdf
          export --set a --from 2024-02-29 --to 2024-02-01 --format csv --out a.csv | --to 2024-02-01 lies before | Swap
          export --set a --from 2024-02-01 --to 2024-02-29 --format csv --out no/a.csv | no is no folder | --out
          export --set a --from 2024-02-01 --format csv --out a.csv | '--to=DATE' | --help
          catalog write --out no/such/stac | no folder that can be written | --out
          provenance HLS.S30.T60GVA.2024037T222549.v2.0 --format provo | --format provo | prov
          scene list --since 7d | --since goes with | --without-result
          scene list --without-result --tile 60GVA | --campaign, --since and --limit alone | --tile
          """)
  void isRefusedInOneLine(String line, String thing, String wayOut) {
    refused(CommandLineOf.run(home, line.strip().split(" ")), thing, wayOut);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --from 2024-02-29 --to 2024-02-01 | --to 2024-02-01 lies before --from 2024-02-29 | Swap
          --from 2024-02-01 --to 2024-03-02 | --to 2024-03-02 lies in the future | 2024-03-01
          --from 2030-02-01 --to 2030-03-02 | --from 2030-02-01 lies in the future | 2024-03-01
          --from 2012-02-01 --to 2024-01-01 | --from 2012-02-01 lies before | 2013-04-01
          --from 2024-02-30 --to 2024-03-01 | "2024-02-30" is not a day | --help
          --from 2024-02-01 --to 2024-02-29 --sensors S31 | S31 | S30, L30
          --from 2024-02-01 --to 2024-02-29 --max-cloud 101 | 101 | 0 to 100
          --from 2024-02-01 --to 2024-02-29 --archive esa | "esa" | sample or nasa
          --from 2024-02-01 --to 2024-02-29 --window 0 | not 0 | 1 to 500
          --from 2024-02-01 --to 2024-02-29 --window 501 | not 501 | 1 to 500
          --from 2024-02-01 --to 2024-02-29 --priority 6 | --priority 6 | 1, served first
          --from 2014-02-01 --to 2024-02-29 --sensors S30 | before there were S30 scenes | 2015-11-01
          """)
  void aCampaignIsRefusedInOneLineAndSoIsItsPlan(String options, String thing, String wayOut) {
    refused(campaign("start", options), thing, wayOut);
    refused(campaign("plan", options), thing, wayOut);
  }

  @Test
  void aRegionThatIsMissing() throws IOException {
    Files.delete(home.resolve("region.geojson"));
    refused(campaign(GOOD), "region.geojson: there is no such file", "GeoJSON");
  }

  @Test
  void aRegionThatIsEmpty() throws IOException {
    Files.writeString(home.resolve("region.geojson"), "");
    refused(campaign(GOOD), "region.geojson is empty", "GeoJSON");
  }

  @Test
  void aRegionThatIsNotGeoJson() throws IOException {
    Files.writeString(home.resolve("region.geojson"), "<kml/>");
    refused(campaign(GOOD), "region.geojson is not GeoJSON", "ogr2ogr");
  }

  @Test
  void aRegionThatIsNotInLongitudeAndLatitude() throws IOException {
    region("[[400000,5800000],[500000,5800000],[500000,5900000],[400000,5800000]]");
    refused(campaign(GOOD), "region.geojson", "EPSG:4326");
  }

  @Test
  void aRegionThatCrossesItself() throws IOException {
    region("[[174,-38],[175,-37],[175,-38],[174,-37],[174,-38]]");
    refused(campaign(GOOD), "crosses itself", "--repair");
  }

  @Test
  void aDatabaseThatIsDown() {
    CommandLineOf down =
        CommandLineOf.run(
            home,
            Map.of("SILT_DB_PORT", "1", "SILT_DB_WRITER_PASSWORD", "hush"),
            "product",
            "list");
    refused(down, "127.0.0.1:1", "PostgreSQL");
    assertThat(down.err()).doesNotContain("hush");
  }

  @Test
  void aBundleWithAWrongChecksum() throws IOException {
    Path bundle = ABundle.mask(home.resolve("bundle"));
    Files.writeString(bundle.resolve("weights.params"), "damaged");
    refused(
        CommandLineOf.run(home, "model", "verify", "--kind", "mask", bundle.toString()),
        "weights.params has sha256",
        "Fetch the bundle again");
  }

  @Test
  void aBundleOfTheOtherKind() throws IOException {
    Path bundle = ABundle.mask(home.resolve("bundle"));
    refused(
        CommandLineOf.run(home, "model", "verify", "--kind", "ssc", bundle.toString()),
        "is of kind mask",
        "ssc");
  }

  @Test
  void aLauncherCommandNamesItsLauncher() {
    refused(CommandLineOf.run(home, "up"), "up is a command of the launcher", "deploy/silt up");
  }

  private CommandLineOf campaign(String options) {
    return campaign("start", options);
  }

  private CommandLineOf campaign(String command, String options) {
    String line =
        CAMPAIGN
            .replace("start", command)
            .replace("region.geojson", home.resolve("region.geojson").toString());
    return CommandLineOf.run(home, (line + options.strip()).split(" "));
  }

  private void region(String ring) throws IOException {
    Files.writeString(
        home.resolve("region.geojson"), "{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}");
  }

  private static void refused(CommandLineOf refusal, String thing, String wayOut) {
    assertThat(refusal.err().strip()).startsWith("silt: ").contains(thing.strip()).hasLineCount(1);
    assertThat(refusal.err().substring(refusal.err().indexOf("; "))).contains(wayOut.strip());
    assertThat(refusal.out()).isEmpty();
    assertThat(refusal.status()).isEqualTo(2);
  }
}
