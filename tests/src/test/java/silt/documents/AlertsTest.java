package silt.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import silt.installation.Programs;

/** Whom an alert wakes finds what it means and what to do; ObservedTest sees that it can fire. */
class AlertsTest {

  private static final Path DEPLOY = Programs.repository().resolve("deploy");

  static Stream<Alerts.Rule> rules() throws IOException {
    return Alerts.read().rules().stream();
  }

  /** The runbook's sections by their headings. */
  private static Map<String, String> runbook() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    String heading = "";
    for (String line : Files.readAllLines(DEPLOY.resolve("RUNBOOK.md"))) {
      if (line.startsWith("## ")) {
        heading = line.substring(3).strip();
      }
      sections.merge(heading, line + "\n", String::concat);
    }
    return sections;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anAlertSaysWhatIsAndWhereToReadOn(Alerts.Rule rule) throws IOException {
    assertThat(rule.summary()).isNotBlank();
    assertThat(rule.severity()).isIn("warning", "critical");
    assertThat(rule.runbook())
        .isEqualTo("deploy/RUNBOOK.md#" + rule.name().toLowerCase(Locale.ROOT));
    assertThat(rule.metrics().isEmpty()).isEqualTo(rule.name().equals("SiltWorkerDown"));

    String section = runbook().get(rule.name());
    assertThat(section)
        .as("the section ## %s", rule.name())
        .contains("**Means**", "**Look**", "**Do**", "```");
  }

  @Test
  void theRunbookSpeaksOfNoAlertThatThereIsNot() throws IOException {
    List<String> names = rules().map(Alerts.Rule::name).toList();

    assertThat(runbook().keySet()).filteredOn(name -> name.startsWith("Silt")).isEqualTo(names);
  }

  @Test
  void prometheusReadsTheRulesAndFiresThemAsMeant() throws Exception {
    promtool("check", "rules", "alerts.yml");
    promtool("test", "rules", "alerts.test.yml");
  }

  private static void promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("deploy/native/promtool"));
    command.addAll(List.of(arguments));
    command.set(0, DEPLOY.resolve("native/promtool").toString());
    Process check =
        new ProcessBuilder(command).directory(DEPLOY.toFile()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor(3, TimeUnit.MINUTES)).isTrue();
    Assumptions.assumeTrue(check.exitValue() != 77, said);
    assertThat(check.exitValue()).as(said).isZero();
  }
}
