package silt.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/** What explains the colours and the size of a panel: swatches, a colour bar, a scale bar. */
final class Legends {

  static final Color INK = new Color(0x262626);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private static final int SWATCH = 14;
  private static final int LINE = 24;
  private static final int PER_LINE = 4;

  private Legends() {}

  /** Two lines that name the mask's colours. */
  static void masks(Graphics2D on, int left, int top, int width) {
    on.setFont(SMALL);
    MaskColour[] colours = MaskColour.values();
    for (int i = 0; i < colours.length; i++) {
      int x = left + i % PER_LINE * (width / PER_LINE);
      int y = top + i / PER_LINE * LINE;
      on.setColor(new Color(colours[i].rgb()));
      on.fillRect(x, y, SWATCH, SWATCH);
      on.setColor(Color.GRAY);
      on.drawRect(x, y, SWATCH, SWATCH);
      on.setColor(INK);
      on.drawString(colours[i].words(), x + SWATCH + 6, y + SWATCH - 2);
    }
  }

  /** The scale from left to right, with its ticks in mg/L. */
  static void sediment(Graphics2D on, SscScale scale, int left, int top, int width) {
    for (int x = 0; x < width; x++) {
      on.setColor(new Color(SscScale.rgbAt((double) x / (width - 1))));
      on.fillRect(left + x, top, 1, SWATCH + 2);
    }
    on.setFont(SMALL);
    on.setColor(INK);
    FontMetrics metrics = on.getFontMetrics();
    List<Double> ticks = scale.ticks();
    for (double tick : ticks) {
      boolean last = tick == ticks.get(ticks.size() - 1);
      int x = left + (int) Math.round(scale.position(tick) * (width - 1));
      String words = tick >= 1 ? String.valueOf(Math.round(tick)) : String.valueOf((float) tick);
      int half = metrics.stringWidth(words) / 2;
      on.drawLine(x, top + SWATCH + 2, x, top + SWATCH + 6);
      on.drawString(
          words,
          last ? left + width - 2 * half : Math.max(left, x - half),
          top + LINE + metrics.getAscent() - 1);
    }
  }

  /**
   * A bar of a round number of kilometres in the lower left corner.
   *
   * @param metresPerPixel of the picture
   */
  static void scaleBar(Graphics2D on, double metresPerPixel, int left, int bottom, int width) {
    double metres = roundBelow(0.3 * width * metresPerPixel);
    int length = (int) Math.round(metres / metresPerPixel);
    String words = metres < 1000 ? Math.round(metres) + " m" : Math.round(metres / 1000) + " km";
    on.setFont(SMALL);
    int box = Math.max(length, on.getFontMetrics().stringWidth(words)) + 20;
    on.setColor(new Color(255, 255, 255, 215));
    on.fillRect(left + 10, bottom - 46, box, 36);
    on.setColor(INK);
    on.drawString(words, left + 20, bottom - 27);
    on.fillRect(left + 20, bottom - 20, length, 4);
  }

  /** The greatest of 1, 2, 5, 10, 20 ... that is not above a length. */
  private static double roundBelow(double metres) {
    double decade = Math.pow(10, Math.floor(Math.log10(metres)));
    return (metres >= 5 * decade ? 5 : metres >= 2 * decade ? 2 : 1) * decade;
  }
}
