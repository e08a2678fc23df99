package silt.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import silt.scene.BadInput;

class MaskDeviceTest {

  private static final String OLD = "cpu, no bf16";

  private final Logger log = (Logger) LoggerFactory.getLogger("a worker");
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.setLevel(ch.qos.logback.classic.Level.INFO);
    said.start();
    log.addAppender(said);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(said);
  }

  @Test
  void aHostWithoutBfloat16SaysSoAndLeavesThatWorkToOthers() {
    assertThat(MaskDevice.servable(List.of("mask", "mask-bf16", "load"), false, OLD, log))
        .containsExactly("mask", "load");

    assertThat(said.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("bf16", "left to other hosts", OLD);
  }

  @Test
  void aHostWithItServesAllItWasAskedTo() {
    assertThat(MaskDevice.servable(List.of("mask", "mask-bf16"), true, "cpu, bf16", log))
        .containsExactly("mask", "mask-bf16");
    assertThat(said.list).isEmpty();
  }

  @Test
  void aHostAskedForNothingElseIsRefused() {
    assertThatThrownBy(() -> MaskDevice.servable(List.of("mask-bf16"), false, OLD, log))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("mask-bf16", OLD);
  }
}
