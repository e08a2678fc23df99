package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.cli.terminal.Progress;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;

class TerminalTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Terminal pipe = Terminal.plain(new PrintWriter(out), new PrintWriter(err));

  @Test
  void aTableAlignsWordsLeftAndNumbersRight() {
    new Table("NAME", "N").row("a", 1).row("long", 1000).row("none", null).print(pipe, "");
    assertThat(out.toString()).isEqualTo("NAME     N\na        1\nlong  1000\nnone     -\n");
  }

  @Test
  void anEmptyTableSaysSo() {
    new Table("NAME").print(pipe, "nothing yet");
    assertThat(out.toString()).isEqualTo("nothing yet\n");
  }

  @Test
  void progressInAPipeIsTheFirstAndTheLastOfAQuickRun() {
    try (Progress line = new Progress(pipe, "demo", "scenes", 0)) {
      for (int done = 0; done <= 100; done++) {
        line.at(done, 100, "");
      }
    }
    assertThat(err.toString().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("demo: 0/100 scenes");
    assertThat(err.toString()).contains("demo: 100/100 scenes, ").contains("/min");
  }

  @Test
  void noRateIsToldOfAnInstant() {
    try (Progress line = new Progress(pipe, "demo", "scenes", 0)) {
      line.at(1, 100, "");
    }
    assertThat(err.toString()).isEqualTo("demo: 1/100 scenes\n");
  }

  @Test
  void progressInAPipeMovesNoCursorAndHasNoColour() {
    try (Progress line = Progress.ofSteps(pipe, "scene")) {
      line.at(1, 4, "mask");
    }
    assertThat(err.toString()).isEqualTo("scene: 1/4 steps; mask\n");
  }

  @ParameterizedTest
  @CsvSource({"40,40 s left", "720,12 min left", "12000,3 h 20 min left"})
  void timeLeftIsInTheUnitThatAPersonWouldSay(long seconds, String words) {
    assertThat(Progress.left(Duration.ofSeconds(seconds))).isEqualTo(words);
  }
}
