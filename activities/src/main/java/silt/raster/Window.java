package silt.raster;

/**
 * A rectangle of pixels.
 *
 * @param column of its left pixel, from 0; @param row of its top pixel, from 0
 */
public record Window(int column, int row, int width, int height) {

  public Window {
    if (column < 0 || row < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a window needs a corner >= 0 and a size >= 1, not "
              + column
              + ","
              + row
              + " "
              + width
              + "x"
              + height);
    }
  }

  public int pixels() {
    return Math.multiplyExact(width, height);
  }

  public int endColumn() {
    return column + width;
  }

  public int endRow() {
    return row + height;
  }
}
