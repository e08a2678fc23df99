package silt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.mask.MaskClass;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;

class DatasetTest {

  @TempDir private Path home;

  @Test
  void whatIsWrittenIsReadBack() {
    Chip chip = PaintedChips.halfCloud(48);
    float[] heights = new float[48 * 48];
    heights[7] = 1234.5f;
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("d"))) {
      writer.add(
          PaintedChips.named("a", "here").in(Part.JUDGE).estimating(Set.of(Band.SWIR1)).toa(0.5),
          chip,
          new Witness(48, 48, Map.of(Witness.ELEVATION, heights)));
      writer.finish(PaintedChips.card());
    }

    Dataset dataset = Dataset.open(home.resolve("d"));

    Dataset.Entry entry = dataset.entries().get(0);
    assertThat(entry.part()).isEqualTo(Part.JUDGE);
    assertThat(entry.level()).isEqualTo(Level.TOA);
    assertThat(entry.path()).isEqualTo(0.5);
    assertThat(entry.estimated()).containsExactly(Band.SWIR1);
    assertThat(entry.share(MaskClass.CLOUD)).isEqualTo(0.5);
    assertThat(entry.known().no(MaskClass.SNOW_ICE)).isZero();
    Chip read = dataset.read(entry);
    assertThat(read.bands()).isDeepEqualTo(chip.bands());
    assertThat(read.truth()).isDeepEqualTo(chip.truth());
    assertThat(dataset.witness(entry).orElseThrow().band(Witness.ELEVATION)).hasValue(heights);
    assertThat(dataset.soft(entry, new Window(0, 0, 48, 48))).isEmpty();
    assertThat(dataset.card()).isEqualTo(PaintedChips.card());
  }

  @Test
  void aWindowIsTheSameRectangleOfTheWhole() {
    Dataset dataset = PaintedChips.dataset(home.resolve("d"), PaintedChips.halfCloud(64));
    Dataset.Entry entry = dataset.entries().get(0);

    Chip window = dataset.read(entry, new Window(20, 5, 24, 9));

    Chip part = dataset.read(entry).part(20, 5, 24, 9);
    assertThat(window.bands()).isDeepEqualTo(part.bands());
    assertThat(window.truth()).isDeepEqualTo(part.truth());
    assertThat(window.truth(MaskClass.CLOUD, 11)).isZero();
    assertThat(window.truth(MaskClass.CLOUD, 12)).isEqualTo((byte) 1);
  }

  @Test
  void aHandMadeIndexNeedsNoCounts() throws IOException {
    PaintedChips.dataset(home.resolve("d"), PaintedChips.halfCloud(32));
    Files.writeString(
        home.resolve("d/index.csv"),
        "id,file,site,part,level,sensor,source,licence\n"
            + "x,chips/c0.tif,there,,surface,S30,mine,CC0-1.0\n");

    Dataset.Entry entry = Dataset.open(home.resolve("d")).entries().get(0);

    assertThat(entry.width()).isEqualTo(32);
    assertThat(entry.known().yes(MaskClass.CLOUD)).isEqualTo(512);
  }

  @Test
  void aDatasetThatWasNotFinishedLeavesNothing() throws IOException {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("d"))) {
      writer.add(PaintedChips.named("a", "here"), PaintedChips.clear(16, 900));
    }
    assertThat(Files.list(home)).isEmpty();
  }

  @Test
  void aFolderThatIsThereIsNotOverwritten() {
    assertThatThrownBy(() -> DatasetWriter.create(home))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is there already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id,file,site,part,level,sensor,source; x,chips/c0.tif,s,,surface,L30,a; column licence",
        "HEAD; x,chips/c0.tif,s,test,surface,L30,a,b; part is test, not one of train, choose, judge",
        "HEAD; x,chips/c0.tif,s,,raw,L30,a,b; level is raw",
        "HEAD; x,../c0.tif,s,,toa,L30,a,b; ../c0",
        "HEAD; x,chips/none.tif,s,,toa,L30,a,b; chips/none.truth.tif is missing",
        "HEAD; x,chips/c0.tif,,,toa,L30,a,b; site is empty",
        "HEAD; x,chips/c0.tif,s,,toa,L30,a,; licence is empty",
        "HEAD; x y,chips/c0.tif,s,,toa,L30,a,b; id must be",
        "HEAD; x,chips/c0.tif,s,,toa,L30,a,b|x,chips/c0.tif,s,,toa,L30,a,b; names chip x twice",
        "HEAD; x,chips/c0.tif,s,train,toa,L30,a,b|y,chips/c0.tif,s,judge,toa,L30,a,b; both trains",
        "HEAD; ''; names no chip",
      })
  void anIndexThatIsWrongIsRefused(String head, String rows, String said) throws IOException {
    PaintedChips.dataset(home.resolve("d"), PaintedChips.clear(16, 900));
    String columns = head.replace("HEAD", "id,file,site,part,level,sensor,source,licence");
    Files.writeString(home.resolve("d/index.csv"), columns + "\n" + rows.replace('|', '\n') + "\n");

    assertThatThrownBy(() -> Dataset.open(home.resolve("d")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(said);
  }

  @Test
  void aChipOfAnotherSizeThanItsLineIsRefused() throws IOException {
    PaintedChips.dataset(home.resolve("d"), PaintedChips.clear(16, 900));
    PaintedChips.dataset(home.resolve("e"), PaintedChips.clear(32, 900));
    Files.delete(home.resolve("d/chips/c0.tif"));
    Files.copy(home.resolve("e/chips/c0.tif"), home.resolve("d/chips/c0.tif"));
    Dataset dataset = Dataset.open(home.resolve("d"));

    assertThatThrownBy(() -> dataset.read(dataset.entries().get(0)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("c0.tif is 32x32, 6 bands, not 16x16, 6 bands");
  }

  @Test
  void reflectanceInFractionsIsRefused() {
    PaintedChips.dataset(home.resolve("d"), PaintedChips.clear(16, 900));
    RasterGrid grid = new RasterGrid("", 0, 0, 1, 16, 16);
    try (CogWriter writer = CogWriter.ofFloats(grid, 6)) {
      writer.write(grid.whole(), new float[256]).save(home.resolve("d/chips/c0.tif"));
    }
    Dataset dataset = Dataset.open(home.resolve("d"));

    assertThatThrownBy(() -> dataset.read(dataset.entries().get(0)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("holds Float32, not int16");
  }

  @Test
  void truthOfOtherValuesIsRefused() {
    Chip chip = PaintedChips.clear(16, 900);
    chip.truth()[2][9] = 7;
    Dataset dataset = PaintedChips.dataset(home.resolve("d"), chip);

    assertThatThrownBy(() -> dataset.read(dataset.entries().get(0)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("holds 7");
  }

  @Test
  void aCardOfOtherClassesIsRefused() throws IOException {
    PaintedChips.dataset(home.resolve("d"), PaintedChips.clear(16, 900));
    Path card = home.resolve("d/dataset.json");
    Files.writeString(card, Files.readString(card).replace("\"snowIce\"", "\"fog\""));

    assertThatThrownBy(() -> Dataset.open(home.resolve("d")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("classes must be")
        .hasMessageContaining("fog");
  }

  @Test
  void aFolderThatIsNoDatasetIsRefused() {
    assertThatThrownBy(() -> Dataset.open(home))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("dataset.json is missing");
  }
}
