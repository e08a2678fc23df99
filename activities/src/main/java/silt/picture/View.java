package silt.picture;

import static java.util.Objects.requireNonNull;

import silt.raster.Window;

/**
 * The part of a scene that is drawn, and how many picture pixels it gets. Each picture pixel stands
 * for a block of scene pixels: several where the scene is shrunk, one and the same for neighbours
 * where it is enlarged.
 */
record View(Window window, int width, int height) {

  View {
    requireNonNull(window, "window");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a view has pixels, not " + width + "x" + height);
    }
  }

  /** A view of a width; the window's own proportions give the height. */
  static View of(Window window, int width) {
    long height = Math.round((double) window.height() * width / window.width());
    return new View(window, width, (int) Math.max(1, height));
  }

  /** The first column of a picture column's block, counted from the window's left edge. */
  int left(int x) {
    return (int) ((long) x * window.width() / width);
  }

  /** The column after a picture column's block. */
  int right(int x) {
    return Math.max(left(x) + 1, left(x + 1));
  }

  /** The rows of the scene that a picture row stands for, over the window's whole width. */
  Window rows(int y) {
    int top = (int) ((long) y * window.height() / height);
    int bottom = Math.max(top + 1, (int) ((y + 1L) * window.height() / height));
    return new Window(window.column(), window.row() + top, window.width(), bottom - top);
  }

  /** What one picture pixel is wide, in pixels of the scene. */
  double sceneScale() {
    return (double) window.width() / width;
  }
}
