package silt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that runs for a year fills no disk with what it says. */
class LogFileTest {

  private static final String LONG = "a scene was begun, and ended. ".repeat(30);

  @TempDir private Path home;
  private final LoggerContext context = new LoggerContext();

  private Logger logger(String format) throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("silt.log.file", home.resolve("worker.log").toString());
    context.putProperty("silt.log.format", format);
    context.putProperty("silt.log.level", "INFO");
    context.putProperty("silt.log.most", "20KB");
    JoranConfigurator installed = new JoranConfigurator();
    installed.setContext(context);
    installed.doConfigure(LogFileTest.class.getResource("/logback.xml"));
    return context.getLogger("silt.watch");
  }

  @AfterEach
  void close() {
    context.stop();
  }

  private int sayUntil(Logger log, Path there) throws InterruptedException {
    int said = 0;
    while (!Files.exists(there)) {
      assertThat(said).as("lines of a kilobyte, and the log not put away").isLessThan(100_000);
      for (int line = 0; line < 40; line++) {
        log.info("{} {}", said++, LONG);
      }
      // sizes are looked at once a second
      Thread.sleep(100);
    }
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"text-file", "json-file"})
  void theFileIsPutAwayAsItGrowsAndNothingIsLost(String format) throws Exception {
    Logger log = logger(format);
    int said = sayUntil(log, home.resolve("worker.log.1"));
    log.info("last {}", LONG);
    context.stop();

    List<String> lines = new ArrayList<>();
    for (String file : List.of("worker.log.3", "worker.log.2", "worker.log.1", "worker.log")) {
      if (Files.exists(home.resolve(file))) {
        lines.addAll(Files.readAllLines(home.resolve(file)));
      }
    }
    assertThat(lines).hasSize(said + 1);
    assertThat(lines.get(said)).contains("last a scene");
  }

  @Test
  void aPutAwayLineIsWhole() throws Exception {
    Logger log = logger("json-file");
    sayUntil(log, home.resolve("worker.log.1"));
    context.stop();

    for (String line : Files.readAllLines(home.resolve("worker.log.1"))) {
      assertThat(new ObjectMapper().readTree(line).path("message").asText()).endsWith(LONG);
    }
  }
}
