package silt.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * Draws a scene beside its masks and its sediment. Needs no screen; reads every pixel of the window
 * and averages, rather than trusting overviews that skip narrow rivers.
 */
public final class ScenePicture {

  /** A window is at most this many times longer than it is wide, or wider than long. */
  private static final int MOST_STRETCHED = 3;

  private ScenePicture() {}

  /**
   * @param crop the part to draw, pixels of the scene; empty for all of it
   * @throws BadInput where the window leaves the scene, or the bands lie on other pixels
   */
  public static BufferedImage draw(Rasters rasters, Optional<Window> crop, Caption caption) {
    System.setProperty("java.awt.headless", "true");
    try (GeoTiff mask = GeoTiff.open(rasters.mask())) {
      Window window = checked(crop.orElse(mask.grid().whole()), mask.grid());
      int panels = 1 + (rasters.haveTrueColour() ? 1 : 0) + (rasters.ssc().isPresent() ? 1 : 0);
      View view = View.of(window, Math.min(Sheet.panelWidth(panels), Sheet.panelWidth(2)));
      Sheet sheet = new Sheet();
      BufferedImage trueColour = null;
      if (rasters.haveTrueColour()) {
        trueColour = trueColour(rasters, mask.grid(), view);
        sheet.panel(
            "True colour", trueColour, (on, left, top, width) -> where(on, view, left, top));
      }
      BufferedImage masks = MaskPanel.draw(mask, view);
      sheet.panel("Masks", masks, Legends::masks);
      if (rasters.ssc().isPresent()) {
        float[] means = means(rasters.ssc().get(), mask.grid(), view);
        SscScale scale = SscScale.covering(valued(means));
        sheet.panel(
            "Suspended sediment of clear water, mg/L",
            SscPanel.draw(means, scale, view, trueColour, masks),
            (on, left, top, width) -> Legends.sediment(on, scale, left, top, width));
      }
      return sheet.draw(caption, view.sceneScale() * mask.grid().pixelSize());
    }
  }

  /** Writes a PNG, which appears under its name only when it is whole. */
  public static void save(BufferedImage picture, Path out) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    Path half = folder.resolve("." + UUID.randomUUID() + ".png");
    try {
      writeSmall(picture, half);
      Files.move(half, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static void writeSmall(BufferedImage picture, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    try (ImageOutputStream to = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(to);
      writer.write(null, new IIOImage(picture, null, null), smallest);
    } finally {
      writer.dispose();
    }
  }

  private static Window checked(Window window, RasterGrid grid) {
    String asked =
        "window %d,%d,%d,%d"
            .formatted(window.column(), window.row(), window.width(), window.height());
    if (window.endColumn() > grid.width() || window.endRow() > grid.height()) {
      throw new BadInput(
          asked + " leaves the scene of " + grid.width() + " x " + grid.height() + " pixels",
          "Give column,row,width,height inside it.");
    }
    if (Math.max(window.width(), window.height())
        > MOST_STRETCHED * Math.min(window.width(), window.height())) {
      throw new BadInput(
          asked + " is more than " + MOST_STRETCHED + " times as long as wide",
          "Give a window nearer to a square.");
    }
    return window;
  }

  private static BufferedImage trueColour(Rasters rasters, RasterGrid grid, View view) {
    try (GeoTiff red = onGrid(rasters.bands().get(Band.RED), grid);
        GeoTiff green = onGrid(rasters.bands().get(Band.GREEN), grid);
        GeoTiff blue = onGrid(rasters.bands().get(Band.BLUE), grid)) {
      return new TrueColour(red, green, blue).draw(view);
    }
  }

  private static float[] means(Path ssc, RasterGrid grid, View view) {
    try (GeoTiff file = onGrid(ssc, grid)) {
      return SscPanel.means(file, view);
    }
  }

  private static GeoTiff onGrid(Path path, RasterGrid grid) {
    GeoTiff file = GeoTiff.open(path);
    if (!file.grid().samePixelsAs(grid)) {
      file.close();
      throw new BadInput(
          path + " does not lie on the pixels of the mask", "Give the bands of the same granule.");
    }
    return file;
  }

  private static float[] valued(float[] means) {
    float[] values = new float[means.length];
    int count = 0;
    for (float mean : means) {
      if (!Float.isNaN(mean)) {
        values[count++] = mean;
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static void where(Graphics2D on, View view, int left, int top) {
    Window window = view.window();
    on.setFont(Legends.SMALL);
    on.setColor(Legends.INK);
    on.drawString(
        "tile columns %d to %d, rows %d to %d"
            .formatted(window.column(), window.endColumn() - 1, window.row(), window.endRow() - 1),
        left,
        top + 14);
  }
}
