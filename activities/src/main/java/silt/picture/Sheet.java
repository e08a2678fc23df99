package silt.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Lays panels side by side under one title, each over what explains it. */
final class Sheet {

  static final int WIDTH = 1600;

  private static final int MARGIN = 28;
  private static final int GAP = 18;
  private static final int PANELS_TOP = 118;
  private static final int LEGEND_GAP = 12;
  private static final int LEGEND_HEIGHT = 48;

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 24);
  private static final Font FACTS = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 16);

  /** Draws what lies below a panel. */
  interface Legend {
    void draw(Graphics2D on, int left, int top, int width);
  }

  private record Panel(String heading, BufferedImage image, Legend legend) {}

  private final List<Panel> panels = new ArrayList<>();

  /** The width of each of so many panels, pixels. */
  static int panelWidth(int panels) {
    return (WIDTH - 2 * MARGIN - (panels - 1) * GAP) / panels;
  }

  Sheet panel(String heading, BufferedImage image, Legend legend) {
    panels.add(new Panel(heading, image, legend));
    return this;
  }

  /**
   * @param metresPerPixel of every panel
   */
  BufferedImage draw(Caption caption, double metresPerPixel) {
    int tallest = panels.stream().mapToInt(panel -> panel.image().getHeight()).max().orElse(0);
    int legendTop = PANELS_TOP + tallest + LEGEND_GAP;
    BufferedImage sheet =
        new BufferedImage(
            WIDTH, legendTop + LEGEND_HEIGHT + MARGIN / 2, BufferedImage.TYPE_INT_RGB);
    Graphics2D on = sheet.createGraphics();
    try {
      on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      on.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      on.setColor(Color.WHITE);
      on.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      write(on, TITLE, caption.title(), MARGIN, 42);
      write(on, FACTS, caption.facts(), MARGIN, 70);
      int left = MARGIN;
      for (Panel panel : panels) {
        write(on, HEADING, panel.heading(), left, PANELS_TOP - 10);
        on.drawImage(panel.image(), left, PANELS_TOP, null);
        panel.legend().draw(on, left, legendTop, panel.image().getWidth());
        left += panel.image().getWidth() + GAP;
      }
      int width = panels.get(0).image().getWidth();
      int bottom = PANELS_TOP + panels.get(0).image().getHeight();
      Legends.scaleBar(on, metresPerPixel, MARGIN, bottom, width);
    } finally {
      on.dispose();
    }
    return sheet;
  }

  private static void write(Graphics2D on, Font font, String words, int left, int baseline) {
    on.setFont(font);
    on.setColor(Legends.INK);
    on.drawString(words, left, baseline);
  }
}
