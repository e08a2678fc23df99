package silt.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import silt.scene.BadInput;

/** Whatever befalls a file, it is read rightly or refused. */
class DamagedCheckpointTest {

  private static final Path FIXTURES = Path.of("src/test/resources/silt/model/checkpoint");
  private static final int TRIALS = 150;

  @TempDir private Path folder;

  /** What reading came to: the weights that were read, or {@code null} where it was refused. */
  private float[] read(byte[] bytes, String how) throws IOException {
    Path file = Files.write(folder.resolve("damaged.pth.tar"), bytes);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      float[] weight = null;
      for (String name : checkpoint.shapes().keySet()) {
        float[] floats = checkpoint.floats(name);
        weight = name.equals("conv.weight") ? floats : weight;
      }
      return weight;
    } catch (BadInput refusal) {
      assertThat(refusal.getMessage()).contains("damaged.pth.tar").hasLineCount(1);
      return null;
    } catch (RuntimeException | Error other) {
      return fail(how, other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.pth.tar", "published.pth.tar", "protocol5.pth.tar"})
  void aTruncatedFileIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve(name));
    for (int length = 0; length < whole.length; length += 1 + whole.length / TRIALS) {
      assertThat(read(Arrays.copyOf(whole, length), "cut to " + length)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.pth.tar", "published.pth.tar", "views.pth.tar"})
  void aChangedByteIsNeverMoreThanRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve(name));
    float[] weight = read(whole, "whole");
    Random chance = new Random(4);
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] changed = whole.clone();
      int at = chance.nextInt(changed.length);
      changed[at] ^= (byte) (1 + chance.nextInt(255));
      float[] found = read(changed, "byte " + at + " changed to " + changed[at]);
      if (found != null && weight != null) {
        assertThat(found).containsExactly(weight);
      }
    }
  }

  /**
   * The checksums of a zip would catch most of it: the pickle alone is changed, and summed anew.
   */
  @Test
  void aPickleOfChanceIsReadOrRefusedInNoTime() throws IOException {
    byte[] pickle;
    try (Archive archive = Archive.open(FIXTURES.resolve("published.pth.tar"))) {
      pickle = archive.pickle(1 << 20);
    }
    Random chance = new Random(5);
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () -> {
          for (int trial = 0; trial < 4_000; trial++) {
            byte[] changed = pickle.clone();
            for (int i = chance.nextInt(4); i >= 0; i--) {
              changed[chance.nextInt(changed.length)] = (byte) chance.nextInt(256);
            }
            parse(changed, trial);
          }
        });
  }

  private static void parse(byte[] pickle, int trial) {
    try {
      new PickleReader(pickle, reference -> new Storage("data/0", ElementType.FLOAT, 54)).read();
    } catch (Unreadable refusal) {
      assertThat(refusal.getMessage()).hasLineCount(1);
    } catch (RuntimeException | Error other) {
      fail("trial " + trial, other);
    }
  }
}
