package silt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.BadInput;

class TemporalAddressTest {

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void withNothingSetItIsTheLocalServer() {
    assertThat(address()).isEqualTo("127.0.0.1:7833 default");
  }

  @Test
  void theLocalServersPortIsThatOfTheServices() {
    environment.put("SILT_TEMPORAL_PORT", "9001");
    assertThat(address()).isEqualTo("127.0.0.1:9001 default");
  }

  @Test
  void temporalsOwnVariablesLeadElsewhere() {
    environment.put("TEMPORAL_ADDRESS", "cluster.example:7233");
    environment.put("TEMPORAL_NAMESPACE", "silt");
    assertThat(address()).isEqualTo("cluster.example:7233 silt");
  }

  @Test
  void aNamedProfileIsReadFromTemporalsOwnFile() throws IOException {
    Path file = home.resolve("temporal.toml");
    Files.writeString(
        file, "[profile.prod]\naddress = \"prod.example:7233\"\nnamespace = \"rivers\"\n");
    environment.put("TEMPORAL_CONFIG_FILE", file.toString());
    environment.put("TEMPORAL_PROFILE", "prod");
    assertThat(address()).isEqualTo("prod.example:7233 rivers");
  }

  @Test
  void aProfileThatIsNotThereIsRefused() throws IOException {
    Path file = home.resolve("temporal.toml");
    Files.writeString(file, "[profile.prod]\naddress = \"prod.example:7233\"\n");
    environment.put("TEMPORAL_CONFIG_FILE", file.toString());
    environment.put("TEMPORAL_PROFILE", "prdo");
    assertThatThrownBy(this::address).isInstanceOf(BadInput.class).hasMessageContaining("Temporal");
  }

  @Test
  void aServerThatIsNotThereIsRefusedWithItsAddress() {
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    assertThatThrownBy(() -> TemporalAddress.of(settings()).connect())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("127.0.0.1:1");
  }

  private String address() {
    TemporalAddress address = TemporalAddress.of(settings());
    return address.address() + " " + address.namespace();
  }

  private Settings settings() {
    environment.put("SILT_HOME", home.toString());
    return Settings.load(Map.of(), environment, null);
  }
}
