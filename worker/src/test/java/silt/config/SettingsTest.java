package silt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import silt.scene.BadInput;

class SettingsTest {

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();

  @BeforeEach
  void liveInTheTemporaryHome() {
    environment.put("SILT_HOME", home.toString());
  }

  @Test
  void anOptionStandsBeforeTheEnvironment() throws IOException {
    toml("[db]\nport = 3");
    environment.put("SILT_DB_PORT", "2");
    options.put("db.port", "1");
    assertThat(resolved(Key.DB_PORT)).isEqualTo("1 from option");
  }

  @Test
  void theEnvironmentStandsBeforeTheFile() throws IOException {
    toml("[db]\nport = 3");
    environment.put("SILT_DB_PORT", "2");
    assertThat(resolved(Key.DB_PORT)).isEqualTo("2 from environment");
  }

  @Test
  void theFileStandsBeforeTheRecordedPorts() throws IOException {
    toml("[db]\nport = 3");
    Files.writeString(home.resolve("ports.env"), "SILT_DB_PORT=4\n");
    assertThat(resolved(Key.DB_PORT)).isEqualTo("3 from silt.toml");
  }

  @Test
  void aVariableThatOnlyRepeatsTheRecordedPortGivesWayToTheFile() throws IOException {
    toml("[db]\nport = 3");
    Files.writeString(home.resolve("ports.env"), "SILT_DB_PORT=4\n");
    environment.put("SILT_DB_PORT", "4");
    assertThat(resolved(Key.DB_PORT)).isEqualTo("3 from silt.toml");
  }

  @Test
  void recordedPortsStandBeforeDefaults() throws IOException {
    Files.writeString(home.resolve("ports.env"), "SILT_DB_PORT=4\n");
    assertThat(resolved(Key.DB_PORT)).isEqualTo("4 from ports.env");
  }

  @Test
  void aDefaultIsTheLastResort() {
    assertThat(resolved(Key.DB_PORT)).isEqualTo("5633 from default");
  }

  @Test
  void defaultsFollowTheSettingsThatTheyName() {
    assertThat(load().text(Key.STAGING)).isEqualTo("file:" + home + "/staging/");
  }

  @Test
  void aListInTheFileIsAList() throws IOException {
    toml("worker.queues = [\"fetch\", \"mask\"]");
    assertThat(load().list(Key.WORKER_QUEUES)).containsExactly("fetch", "mask");
  }

  @ParameterizedTest
  @CsvSource({
    "'[db]\nprot = 3', 'there is no setting db.prot', 'Did you mean db.port?'",
    "'db.writer-password = \"x\"', 'is a secret', 'mode 600'",
    "'[db', 'is not TOML', 'key = '",
  })
  void aFileThatCannotBeMeantIsRefused(String content, String problem, String remedy)
      throws IOException {
    toml(content);
    assertThatThrownBy(this::load)
        .isInstanceOfSatisfying(
            BadInput.class,
            refusal -> {
              assertThat(refusal.getMessage()).contains("silt.toml").contains(problem);
              assertThat(refusal.remedy()).contains(remedy);
            });
  }

  @Test
  void aConfigFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Settings.load(options, environment, home.resolve("no.toml")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no.toml");
  }

  @Test
  void aNumberOutOfBoundsIsRefusedWithItsPlaceAndValue() {
    environment.put("SILT_DB_PORT", "70000");
    assertThatThrownBy(() -> load().port(Key.DB_PORT))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("environment SILT_DB_PORT")
        .hasMessageContaining("\"70000\"")
        .hasMessageContaining("1 to 65535");
  }

  @Test
  void noSecretIsAmongTheSettingsThatAreShown() throws IOException {
    environment.put("EARTHDATA_TOKEN", "hush-token");
    environment.put("SILT_DB_URL", "jdbc:postgresql://u:hush-user@db/silt?password=hush-url&a=b");
    secret("hush-file", "rw-------");
    assertThat(load().all().toString())
        .doesNotContain("hush")
        .contains("archive.token, value=***")
        .contains("db.writer-password, value=***");
  }

  @Test
  void aSecretIsReadFromItsFile() throws IOException {
    secret("quiet\n", "rw-------");
    assertThat(load().secrets().require(Secret.WRITER_PASSWORD)).isEqualTo("quiet");
  }

  @Test
  void aSecretThatOthersMayReadIsRefused() throws IOException {
    secret("loud", "rw-r--r--");
    assertThatThrownBy(() -> load().secrets().require(Secret.WRITER_PASSWORD))
        .isInstanceOfSatisfying(
            BadInput.class, refusal -> assertThat(refusal.remedy()).startsWith("chmod 600"))
        .hasMessageContaining("rw-r--r--")
        .hasMessageNotContaining("loud");
  }

  @Test
  void aSecretThatIsNowhereIsRefusedWithItsTwoPlaces() {
    assertThatThrownBy(() -> load().secrets().require(Secret.WRITER_PASSWORD))
        .isInstanceOfSatisfying(
            BadInput.class,
            refusal ->
                assertThat(refusal.remedy())
                    .contains("SILT_DB_WRITER_PASSWORD")
                    .contains("silt_writer.password"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'' | 0 | 0", "16 | 16 | 16", "nasa=32,sample=0 | 32 | 0", "sample = 7 | 0 | 7"})
  void aLimitIsOneForAllArchivesOrEachHasItsOwn(String value, long nasa, long sample) {
    options.put("fetch.bytes-per-second-per-host", value);
    assertThat(load().perArchive(Key.FETCH_BYTES, "nasa")).isEqualTo(nasa);
    assertThat(load().perArchive(Key.FETCH_BYTES, "sample")).isEqualTo(sample);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "many", "usgs=3", "nasa=", "16,17", "1.5"})
  void aLimitThatIsNoneIsRefusedByName(String value) {
    options.put("fetch.connections-per-host", value);
    assertThatThrownBy(() -> load().perArchive(Key.FETCH_CONNECTIONS, "nasa"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("fetch.connections-per-host")
        .hasMessageContaining("\"" + value + "\"");
  }

  private Settings load() {
    return Settings.load(options, environment, null);
  }

  private String resolved(Key key) {
    Settings settings = load();
    return settings.text(key) + " from " + settings.origin(key).words();
  }

  private void toml(String content) throws IOException {
    Files.writeString(home.resolve("silt.toml"), content);
  }

  private void secret(String content, String mode) throws IOException {
    Path file = Files.createDirectories(home.resolve("secrets")).resolve("silt_writer.password");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
