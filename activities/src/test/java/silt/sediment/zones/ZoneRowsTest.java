package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
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
    ZoneRows.write(folder.resolve("rows.gz"), ROWS);

    assertThat(ZoneRows.read(folder.resolve("rows.gz"))).isEqualTo(ROWS);
  }

  @Test
  void theSameRowsAreTheSameBytes() throws Exception {
    ZoneRows.write(folder.resolve("one.gz"), ROWS);
    ZoneRows.write(folder.resolve("other.gz"), ROWS);

    assertThat(folder.resolve("one.gz")).hasSameBinaryContentAs(folder.resolve("other.gz"));
  }

  @Test
  void noRowsAreAFileToo() throws Exception {
    ZoneRows.write(folder.resolve("rows.gz"), List.of());

    assertThat(ZoneRows.read(folder.resolve("rows.gz"))).isEmpty();
  }

  @Test
  void countsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> new MeasuredZone("s", 1, "r1", 5, 6, 0, 1, 0, null))
        .hasMessageContaining("r1")
        .hasMessageContaining("6");
  }
}
