package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.scene.Band;

/** A mask step that was cut goes on at its window, and its mask is what it would have been. */
class HalfDoneTest {

  private static final class Cut extends RuntimeException {}

  private static final class Killed extends Error {}

  @TempDir Path folder;
  private MaskNetwork network;
  private Map<Band, Path> bands;
  private WholeTile tile;
  private WholeTile.Flags whole;
  private Path file;

  @BeforeEach
  void aTileOfManyWindows() throws IOException {
    ModelBundle bundle = Bundles.untrained(folder.resolve("bundle"));
    network = MaskNetwork.load(bundle, NumericForm.F32, Device.CPU);
    bands = new PaintedTile(700).write(Files.createDirectories(folder.resolve("bands")));
    tile = new WholeTile(network, 1);
    whole = tile.run(bands, done -> {});
    assertThat(whole.windowsRun()).as("windows of the tile").isGreaterThan(3);
    file = folder.resolve("half").resolve("key");
  }

  @AfterEach
  void close() {
    network.close();
  }

  private HalfDone kept(String key, Duration between) {
    return new HalfDone(file, key, between);
  }

  private void cutAfter(int windows, Duration between) {
    assertThatThrownBy(
            () ->
                tile.run(
                    bands,
                    Optional.of(kept("key", between)),
                    done -> {
                      if (done >= windows) {
                        throw new Cut();
                      }
                    }))
        .isInstanceOf(Cut.class);
  }

  /** Windows that the network runs on to finish the mask, which is compared with the whole. */
  private int windowsToFinish(String key) {
    HalfDone half = kept(key, Duration.ofHours(1));
    int before =
        half.takeUp(whole.grid(), whole.windows(), new byte[whole.flags().length]).cardinality();
    WholeTile.Flags finished = tile.run(bands, Optional.of(half), done -> {});
    assertThat(finished.flags()).isEqualTo(whole.flags());
    assertThat(finished.counts()).isEqualTo(whole.counts());
    assertThat(finished.windowsRun()).isEqualTo(whole.windowsRun());
    return whole.windowsRun() - before;
  }

  @Test
  void aStoppedMaskGoesOnAtItsWindow() {
    cutAfter(2, Duration.ofHours(1));

    assertThat(windowsToFinish("key")).isLessThanOrEqualTo(whole.windowsRun() - 2);
  }

  @Test
  void aKilledMaskGoesOnAtWhatItSavedLast() {
    HalfDone atOnce = kept("key", Duration.ZERO);
    assertThatThrownBy(
            () ->
                tile.run(
                    bands,
                    Optional.of(atOnce),
                    done -> {
                      if (done >= 3) {
                        throw new Killed();
                      }
                    }))
        // no catch clause of the step's sees it: nothing is saved on the way out
        .isInstanceOf(Killed.class);

    assertThat(windowsToFinish("key")).isLessThan(whole.windowsRun());
  }

  @Test
  void aFileThatIsDamagedWithinItsLengthsIsNotTakenUp() throws IOException {
    for (int bits : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      Files.createDirectories(file.getParent());
      try (DataOutputStream out =
          new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
        out.writeUTF("key");
        out.writeInt(whole.grid().width());
        out.writeInt(whole.grid().height());
        out.writeInt(whole.windows());
        out.writeInt(bits);
        out.write(new byte[100]);
      }

      assertThat(
              kept("key", Duration.ZERO)
                  .takeUp(whole.grid(), whole.windows(), new byte[whole.flags().length])
                  .isEmpty())
          .isTrue();
    }
  }

  @Test
  void whatAnotherModelOrOtherBandsLeftIsNotTakenUp() {
    cutAfter(2, Duration.ofHours(1));

    assertThat(windowsToFinish("another key")).isEqualTo(whole.windowsRun());
  }

  @Test
  void aFileThatIsDamagedIsNotTakenUp() throws IOException {
    cutAfter(2, Duration.ofHours(1));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(file, bytes);
    assertThat(windowsToFinish("key")).isEqualTo(whole.windowsRun());

    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(windowsToFinish("key")).isEqualTo(whole.windowsRun());
  }

  @Test
  void aMaskThatIsDoneInTimeIsNeverHalfWritten() {
    tile.run(bands, Optional.of(kept("key", Duration.ofHours(1))), done -> {});

    assertThat(file).doesNotExist();
  }
}
