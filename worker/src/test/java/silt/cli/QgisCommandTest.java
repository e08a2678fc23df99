package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.NodeList;
import silt.db.Bootstrap;
import silt.db.Database;
import silt.db.PrivatePostgres;

/** The project opens in QGIS, is coloured by SSC, slides through time and holds no password. */
@Tag("slow")
class QgisCommandTest {

  @TempDir private static Path home;
  private static AnInstallation installation;

  @BeforeAll
  static void aBasin() throws IOException, SQLException {
    installation = new AnInstallation(home);
    try (Database database = installation.database();
        Connection connection =
            database.address().as(Bootstrap.OWNER, PrivatePostgres.PASSWORDS.owner()).connect();
        Statement sql = connection.createStatement()) {
      sql.execute(Files.readString(Path.of("../db/cookbook/basin.sql")));
    }
  }

  private static String project(String name, String options) throws IOException {
    Path out = home.resolve(name);
    CommandLineOf written = installation.silt(("qgis --out " + out + " " + options).strip());
    assertThat(written.status()).as(written.err()).isZero();
    assertThat(written.out()).contains("it holds no password");
    return Files.readString(out);
  }

  @Test
  void eachLayerReadsTheDatabaseAsTheReaderWithoutAPassword() throws Exception {
    String project = project("plain.qgs", "");

    NodeList elements =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(project.replaceFirst("<!DOCTYPE[^>]*>", "").getBytes()))
            .getElementsByTagName("datasource");
    List<String> sources =
        IntStream.range(0, elements.getLength())
            .mapToObj(nr -> elements.item(nr).getTextContent())
            .filter(source -> !source.isEmpty()) // the relief's, which there is none of
            .toList();
    assertThat(sources)
        .hasSize(6)
        .allSatisfy(
            source ->
                assertThat(source)
                    .contains("host='127.0.0.1' port=", "user='silt_reader'")
                    .doesNotContain("password"));
    assertThat(project)
        .contains("2020-01-01T", "2025-01-01T")
        .doesNotContainPattern("@[A-Z]+@")
        .doesNotContain(PrivatePostgres.PASSWORDS.reader());
  }

  @Test
  void aServiceOrAConfigurationOfQgisStandsInPlaceOfTheAddress() throws IOException {
    assertThat(project("service.qgs", "--service silt"))
        .contains("service='silt' ")
        .doesNotContain("127.0.0.1", "user=");
    assertThat(project("authcfg.qgs", "--authcfg a1b2c3d"))
        .contains(" authcfg=a1b2c3d ")
        .doesNotContain("user=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--out a.xml | ends in .qgs",
        "--out nowhere/a.qgs | is no folder that can be written",
        "--out a.qgs --service a --authcfg a1b2c3d | Give one of them",
        "--out a.qgs --authcfg short | 7 letters and digits",
        "--out a.qgs --service a=b | letters, digits"
      })
  void whatCannotBeWrittenOrConnectedIsRefused(String options, String told) {
    CommandLineOf refused = installation.silt("qgis " + options);

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(told);
  }

  @Test
  void aProjectThatIsThereIsWrittenOverWhenAskedFor() throws IOException {
    project("twice.qgs", "");
    CommandLineOf again = installation.silt("qgis --out " + home.resolve("twice.qgs"));

    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("is there already", "--force");
    project("twice.qgs", "--force");
  }

  @Test
  void beforeThereIsAnyValueThereIsNothingToShow(@TempDir Path empty) {
    CommandLineOf refused =
        new AnInstallation(empty).silt("qgis --out " + empty.resolve("silt.qgs"));

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("nothing to show yet");
    assertThat(empty.resolve("silt.qgs")).doesNotExist();
  }

  @Test
  void qgisDrawsTheMonthThatTheSliderStandsAt() throws Exception {
    assumeTrue(
        ended(List.of("/usr/bin/python3", "-c", "import qgis.core")) == 0,
        "QGIS is not installed: apt-get install --no-install-recommends python3-qgis");
    project("drawn.qgs", "");

    BufferedImage winter = drawn("2021-01");
    BufferedImage flood = drawn("2023-06");

    assertThat(pixels(winter, 0xfdae61)).as("50 to 100 mg/L in winter").isZero();
    assertThat(pixels(winter, 0xa6d3ce)).as("10 to 20 mg/L in winter").isGreaterThan(100);
    assertThat(pixels(flood, 0xfdae61)).as("50 to 100 mg/L in the flood").isGreaterThan(100);
  }

  private static BufferedImage drawn(String month) throws IOException, InterruptedException {
    File picture = home.resolve(month + ".png").toFile();
    int status =
        ended(
            List.of(
                "../tests/qgis",
                home.resolve("drawn.qgs").toString(),
                picture.toString(),
                "--month",
                month));
    assertThat(status).isZero();
    return ImageIO.read(picture);
  }

  private static int ended(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("PGPASSWORD", PrivatePostgres.PASSWORDS.reader());
    process.redirectOutput(home.resolve("qgis.log").toFile());
    if (!new File(command.get(0)).canExecute()) {
      return 127;
    }
    return process.start().waitFor();
  }

  private static long pixels(BufferedImage image, int colour) {
    long found = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        found += (image.getRGB(x, y) & 0xffffff) == colour ? 1 : 0;
      }
    }
    return found;
  }
}
