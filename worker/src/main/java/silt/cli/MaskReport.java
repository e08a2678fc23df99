package silt.cli;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;
import silt.mask.Agreement;
import silt.mask.MaskCounts;
import silt.mask.SceneMasks;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.picture.Caption;
import silt.scene.GranuleId;
import silt.scene.Sensor;

/**
 * What {@code silt mask} tells of a scene, and {@code masks.json} holds.
 *
 * @param windows of the layout; those without data did not run
 * @param seconds that the layout's windows took
 * @param agreement of the two layouts; {@code null} where the layout is tiled
 */
record MaskReport(
    String scene,
    String layout,
    int windowPixels,
    int overlapPixels,
    Model model,
    MaskCounts pixels,
    int windows,
    int windowsRun,
    double seconds,
    Agreement agreement) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /**
   * The bundle that masked.
   *
   * @param form its arithmetic
   */
  record Model(String name, String sha256, String architecture, String form) {}

  static MaskReport of(GranuleId scene, ModelBundle bundle, NumericForm form, SceneMasks masks) {
    return new MaskReport(
        scene.text(),
        masks.layout().word(),
        bundle.card().window(),
        bundle.card().convention().path("overlap").asInt(),
        new Model(bundle.card().name(), bundle.sha256(), bundle.card().architecture(), form.word()),
        masks.flags().counts(),
        masks.flags().windows(),
        masks.flags().windowsRun(),
        masks.seconds(),
        masks.agreement().orElse(null));
  }

  /** The words above the picture. */
  Caption caption(GranuleId granule) {
    String satellite = granule.sensor() == Sensor.S30 ? "Sentinel-2" : "Landsat";
    return new Caption(
        granule.text(),
        DAY.format(granule.acquiredAt())
            + " UTC  ·  "
            + satellite
            + ", 30 m  ·  masks of "
            + model.name()
            + String.format(
                Locale.ROOT,
                "  ·  %,d pixels with data, %,d of clear water, %.0f %% cloud",
                pixels.valid(),
                pixels.clearWater(),
                100.0 * pixels.cloud() / Math.max(1, pixels.valid())));
  }

  /** Prints the tables. */
  void tell(Terminal terminal) {
    Table counts = new Table("MASK", "PIXELS", "OF VALID");
    row(counts, "valid", pixels.valid());
    row(counts, "water", pixels.water());
    row(counts, "cloud shadow", pixels.cloudShadow());
    row(counts, "cloud", pixels.cloud());
    row(counts, "snow or ice", pixels.snowIce());
    row(counts, "terrain shade", pixels.terrainShade());
    row(counts, "clear water", pixels.clearWater());
    counts.print(terminal, "no pixel");
    if (agreement != null) {
      Table table = new Table("AGREEMENT WITH TILED", "OVER", "BOTH", "EITHER", "IOU");
      for (Agreement.Overlap overlap : agreement.masks()) {
        table.row(
            overlap.mask(),
            overlap.over().words(),
            overlap.both(),
            overlap.either(),
            overlap.iou() == null ? null : String.format(Locale.ROOT, "%.4f", overlap.iou()));
      }
      table.print(terminal, "no node");
    }
    terminal.say(
        String.format(
            Locale.ROOT,
            "%s, %d of %d windows held data, %.1f s",
            layout,
            windowsRun,
            windows,
            seconds));
  }

  private void row(Table table, String mask, long count) {
    // crops whose middles hold no data leave nothing to take shares of
    String share =
        pixels.valid() == 0
            ? null
            : String.format(Locale.ROOT, "%.2f%%", 100.0 * count / pixels.valid());
    table.row(mask, count, share);
  }
}
