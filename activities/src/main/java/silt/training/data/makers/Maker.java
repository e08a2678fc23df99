package silt.training.data.makers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import silt.training.data.Dataset;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;

/** What {@code silt dataset make} can make, by its word. */
public enum Maker {
  HLS_CHIPS("hls-chips", (data, judge, out, told) -> new HlsChips(data).writeTo(out, told)),
  CLOUD_SHADOW(
      "cloud-shadow", (data, judge, out, told) -> new CloudShadow(data, judge).writeTo(out, told)),
  SHADOW_SERIES(
      "shadow-series",
      (data, judge, out, told) -> new ShadowSeries(data, judge).writeTo(out, told)),
  PIXEL_SERIES(
      "pixel-series", (data, judge, out, told) -> new PixelSeries(data).writeTo(out, told)),
  TERRAIN("terrain", (data, judge, out, told) -> new Terrain(data).writeTo(out, told)),
  LANDSAT_BQA("landsat-bqa", (data, judge, out, told) -> new LandsatBqa(data).writeTo(out, told));

  /** Writes every chip and says what they are. */
  private interface Work {
    DatasetCard write(Path data, String judge, DatasetWriter out, IntConsumer told);
  }

  private final String word;
  private final Work work;

  Maker(String word, Work work) {
    this.word = word;
    this.work = work;
  }

  public String word() {
    return word;
  }

  /** Whether one of its sensors or dates may judge while the others train. */
  public boolean setsAside() {
    return this == CLOUD_SHADOW || this == SHADOW_SERIES;
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Maker::word).toList();
  }

  /**
   * Makes a dataset.
   *
   * @param data the folder that holds the real data's own folders
   * @param judge the sensor or the date whose chips shall judge, where the kind {@link #setsAside
   *     offers} that; else {@code null}
   * @param out the folder to make
   * @param told is called with the number of chips written so far
   * @throws silt.scene.BadInput where the data is missing or the folder is there already
   */
  public Dataset make(Path data, String judge, Path out, IntConsumer told) {
    try (DatasetWriter writer = DatasetWriter.create(out)) {
      return writer.finish(work.write(data, judge, writer, told));
    }
  }
}
