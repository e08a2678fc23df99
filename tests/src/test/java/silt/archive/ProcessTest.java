package silt.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {

  @TempDir Path root;

  @Test
  void theArchiveIsAProcessOfItsOwnThatSaysWhereItAnswersAndNeedsNoTestLibrary() throws Exception {
    Process process = start("--root", root.toString());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      JsonNode urls = new ObjectMapper().readTree(out.readLine());
      assertThat(urls.get("stacRoot").asText()).matches("http://127\\.0\\.0\\.1:\\d+/stac/LPCLOUD");
      assertThat(Http.get(urls.get("stacRoot").asText() + "/collections").statusCode())
          .isEqualTo(200);
      assertThat(Http.get(urls.get("s3Endpoint").asText()).statusCode()).isEqualTo(403);
      // by its handle: destroying the process would close its output for us
      process.toHandle().destroy();
      assertThat(out.readLine()).as("a second line on standard output").isNull();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anOptionThatItDoesNotKnowEndsItWithOneLineAndStatus2() throws Exception {
    Process process = start("--rot", root.toString());
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(errors.readLine()).contains("unknown option --rot");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPortInUseEndsItWithOneLineAndStatus2() throws Exception {
    try (SampleArchive there = SampleArchive.start(root, ArchivePorts.free())) {
      String port = there.dataRoot().replaceFirst(".*:", "");
      Process process = start("--root", root.toString(), "--port", port);
      try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
        assertThat(errors.readLine()).contains("port " + port);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static Process start(String... options) throws IOException {
    String testLibraries = ".*(junit|assertj|archunit|opentest4j|test-classes|temporal-test).*";
    String classpath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(testLibraries))
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-Xmx256m", "-cp", classpath, "silt.archive.SampleArchive");
    builder.command().addAll(Arrays.asList(options));
    return builder.start();
  }
}
