package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneRowsTest {

  private static final List<MeasuredZone> ROWS =
      List.of(
          new MeasuredZone(
              "reaches",
              1L << 60,
              "74270800123",
              9,
              8,
              7,
              0.3,
              5,
              new SscStatistics(3, 3.5, 1, 2, 4, 5, 0.1, 1.5, 6.5)),
          new MeasuredZone("cells", 0, "60/300000/-4100400", 4, 3, 0, 1, 2, null));

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadBack() throws Exception {
    ZoneRows.write(folder.resolve("rows.gz"), ROWS::forEach);

    assertThat(ZoneRows.read(folder.resolve("rows.gz"))).isEqualTo(ROWS);
  }

  @Test
  void theSameRowsAreTheSameBytes() throws Exception {
    ZoneRows.write(folder.resolve("one.gz"), ROWS::forEach);
    ZoneRows.write(folder.resolve("other.gz"), ROWS::forEach);

    assertThat(folder.resolve("one.gz")).hasSameBinaryContentAs(folder.resolve("other.gz"));
  }

  @Test
  void theRowsOfOneSetAreReadAlone() throws Exception {
    ZoneRows.write(folder.resolve("rows.gz"), ROWS::forEach);

    try (Stream<MeasuredZone> cells = ZoneRows.stream(folder.resolve("rows.gz"), "cells")) {
      assertThat(cells).containsExactly(ROWS.get(1));
    }
    try (Stream<MeasuredZone> others = ZoneRows.stream(folder.resolve("rows.gz"), "reach")) {
      assertThat(others).isEmpty();
    }
  }

  @Test
  void aFileThatBreaksOffIsAnErrorAndNotFewerRows() throws Exception {
    Path file = folder.resolve("rows.gz");
    ZoneRows.write(file, each -> Collections.nCopies(5000, ROWS.get(0)).forEach(each));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> ZoneRows.read(file)).isInstanceOf(IOException.class);
  }

  @Test
  void noRowsAreAFileToo() throws Exception {
    ZoneRows.write(folder.resolve("rows.gz"), each -> {});

    assertThat(ZoneRows.read(folder.resolve("rows.gz"))).isEmpty();
  }

  @Test
  void countsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> new MeasuredZone("s", 1, "r1", 5, 6, 0, 1, 0, null))
        .hasMessageContaining("r1")
        .hasMessageContaining("6");
  }
}
