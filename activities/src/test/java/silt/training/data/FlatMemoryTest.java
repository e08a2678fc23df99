package silt.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.LogScaling;

/** Data many times larger than the heap that draws from it. */
class FlatMemoryTest {

  private static final int CHIPS = 150;
  private static final int SIDE = 512;
  private static final int HEAP_MEGABYTES = 40;

  @TempDir private Path home;

  @Test
  void sixHundredMegabytesAreDrawnThroughAHeapOfForty() throws Exception {
    Dataset one = PaintedChips.dataset(home.resolve("one"), PaintedChips.halfCloud(SIDE));
    Path folder = manyOf(one);
    assertThat((long) CHIPS * SIDE * SIDE * (6 * 2 + 5)).isGreaterThan(600_000_000L);

    Process drawing =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FlatMemoryTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("said").toFile())
            .start();

    assertThat(drawing.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(home.resolve("said"))).endsWith("drew 40\n");
  }

  private Path manyOf(Dataset one) throws IOException {
    Path folder = home.resolve("many");
    Files.createDirectories(folder.resolve("chips"));
    Files.copy(one.folder().resolve("dataset.json"), folder.resolve("dataset.json"));
    List<String> lines = Files.readAllLines(one.folder().resolve("index.csv"));
    StringBuilder index = new StringBuilder(lines.get(0) + "\n");
    for (int i = 0; i < CHIPS; i++) {
      String id = "m" + i;
      index.append(lines.get(1).replace("c0", id).replace(",s0,,", ",s0,train,")).append('\n');
      for (String kind : List.of(".tif", ".truth.tif")) {
        Files.createLink(
            folder.resolve("chips/" + id + kind), one.folder().resolve("chips/c0" + kind));
      }
    }
    Files.writeString(folder.resolve("index.csv"), index);
    return folder;
  }

  /** The other process: draws forty batches of whole chips. */
  public static void main(String[] arguments) {
    Dataset dataset = Dataset.open(Path.of(arguments[0]));
    Batches.Plan plan = new Batches.Plan(1, 256, 1, 0.5, 2);
    int drawn = 0;
    try (Batches batches =
        Batches.of(
            plan,
            List.of(new Batches.Source(dataset, Fold.NONE, Part.TRAIN, 1)),
            Augmentation.STANDARD,
            LogScaling.STANDARD.inputs())) {
      for (int step = 0; step < 40; step++) {
        drawn += batches.draw(step).count();
      }
    }
    System.out.println("drew " + drawn);
  }
}
