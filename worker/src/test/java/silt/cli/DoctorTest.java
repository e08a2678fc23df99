package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void whereNothingRunsEachFindingComesWithItsFix() throws IOException {
    environment.put("SILT_TEMPORAL_PORT", "1");
    environment.put("SILT_ARCHIVE_PORT", "1");
    CommandLineOf doctor = CommandLineOf.run(home, environment, "doctor", "--json");
    assertThat(doctor.status()).isEqualTo(1);
    JsonNode findings = new ObjectMapper().readTree(doctor.out());
    assertThat(findings).isNotEmpty();
    for (JsonNode finding : findings) {
      boolean good = finding.path("verdict").asText().equals("GOOD");
      assertThat(finding.path("fix").isNull()).as(finding.toString()).isEqualTo(good);
    }
    assertThat(wrong(findings))
        .contains("PostgreSQL", "Temporal", "archive search", "archive token");
  }

  @Test
  void aTokenFileThatOthersMayReadIsFound() throws IOException {
    Path token = Files.writeString(home.resolve("token"), "hush");
    environment.put("EARTHDATA_TOKEN_FILE", token.toString());
    environment.put("SILT_TEMPORAL_PORT", "1");
    environment.put("SILT_ARCHIVE_STAC", "http://127.0.0.1:1/");
    environment.put("SILT_ARCHIVE_CMR", "http://127.0.0.1:1/");
    CommandLineOf doctor = CommandLineOf.run(home, environment, "doctor", "--archive", "nasa");
    assertThat(doctor.out()).contains("chmod 600 " + token).doesNotContain("hush");
  }

  private static List<String> wrong(JsonNode findings) {
    List<String> checks = new ArrayList<>();
    findings.forEach(
        finding -> {
          if (finding.path("verdict").asText().equals("WRONG")) {
            checks.add(finding.path("check").asText());
          }
        });
    return checks;
  }
}
