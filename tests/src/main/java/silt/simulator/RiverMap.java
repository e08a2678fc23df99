package silt.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * For each pixel of a frame: which river is nearest, where along it, and how far its bank is.
 *
 * <p>Exact within {@link #REACH_M} of a bank; beyond that only the coarse {@link #distance} (to the
 * nearest course, every 16 pixels) is kept, which shapes valleys.
 */
final class RiverMap {

  /** How far from a bank the fine map goes, metres. */
  static final float REACH_M = 700;

  private static final int COARSE = 16;

  final Frame frame;

  /** Metres outside the bank; negative in the river; {@link #REACH_M} where no river is near. */
  final float[] bank;

  /** Number of the nearest river and its vertex, as {@code river << 20 | vertex}; -1 for none. */
  final int[] where;

  private final int coarseColumns;
  private final float[] coarse;
  private final int coarseX0;
  private final int coarseY0;

  RiverMap(Frame frame, List<River> rivers, int pad) {
    this.frame = frame;
    bank = new float[frame.pixels()];
    where = new int[frame.pixels()];
    Arrays.fill(bank, REACH_M);
    Arrays.fill(where, -1);
    for (River river : rivers) {
      drawFine(river);
    }
    Frame wide = frame.padded(pad);
    coarseX0 = Math.floorDiv(wide.gx(), COARSE) - 1;
    coarseY0 = Math.floorDiv(wide.gy(), COARSE) - 1;
    coarseColumns = wide.width() / COARSE + 5;
    coarse = new float[coarseColumns * (wide.height() / COARSE + 5)];
    Arrays.fill(coarse, 30_000);
    for (River river : rivers) {
      drawCoarse(river);
    }
  }

  private void drawFine(River river) {
    for (int v = 1; v < river.vertices(); v++) {
      double ax = river.x()[v - 1];
      double ay = river.y()[v - 1];
      double dx = river.x()[v] - ax;
      double dy = river.y()[v] - ay;
      double half = river.halfWidth()[v];
      double reach = half + REACH_M;
      int c0 = (int) Math.max(0, Math.ceil(frame.column(Math.min(ax, ax + dx) - reach)));
      int c1 =
          (int)
              Math.min(frame.width() - 1, Math.floor(frame.column(Math.max(ax, ax + dx) + reach)));
      int r0 = (int) Math.max(0, Math.ceil(frame.row(Math.max(ay, ay + dy) + reach)));
      int r1 =
          (int) Math.min(frame.height() - 1, Math.floor(frame.row(Math.min(ay, ay + dy) - reach)));
      float squared = (float) (dx * dx + dy * dy);
      for (int r = r0; r <= r1; r++) {
        float py = (float) (frame.y(r) - ay);
        int at = r * frame.width();
        for (int c = c0; c <= c1; c++) {
          float px = (float) (frame.x(c) - ax);
          float t = (float) (px * dx + py * dy) / squared;
          t = Math.max(0, Math.min(1, t));
          float ex = px - t * (float) dx;
          float ey = py - t * (float) dy;
          float squaredDistance = ex * ex + ey * ey;
          float limit = bank[at + c] + (float) half;
          if (limit > 0 && squaredDistance < limit * limit) {
            bank[at + c] = (float) (Math.sqrt(squaredDistance) - half);
            where[at + c] = river.number() << 20 | v;
          }
        }
      }
    }
  }

  private void drawCoarse(River river) {
    int rows = coarse.length / coarseColumns;
    double step = COARSE * Frame.PIXEL_M;
    for (int v = 0; v < river.vertices(); v += 5) {
      double cx = river.x()[v] / step - coarseX0;
      double cy = -river.y()[v] / step - coarseY0;
      int reach = 13;
      for (int r = Math.max(0, (int) cy - reach); r <= Math.min(rows - 1, cy + reach); r++) {
        for (int c = Math.max(0, (int) cx - reach);
            c <= Math.min(coarseColumns - 1, cx + reach);
            c++) {
          float d = (float) (Math.hypot(c - cx, r - cy) * step);
          if (d < coarse[r * coarseColumns + c]) {
            coarse[r * coarseColumns + c] = d;
          }
        }
      }
    }
  }

  /** Rough distance to the nearest course, metres, for a row of world pixels; far is 6 km. */
  void distance(int gx, int gy, int width, float[] into) {
    float fy = gy / (float) COARSE - coarseY0;
    int r = (int) Math.floor(fy);
    float wy = fy - r;
    for (int x = 0; x < width; x++) {
      float fx = (gx + x) / (float) COARSE - coarseX0;
      int c = (int) fx;
      float wx = fx - c;
      int at = r * coarseColumns + c;
      float above = coarse[at] + (coarse[at + 1] - coarse[at]) * wx;
      float below =
          coarse[at + coarseColumns]
              + (coarse[at + coarseColumns + 1] - coarse[at + coarseColumns]) * wx;
      into[x] = Math.min(6_000, above + (below - above) * wy);
    }
  }
}
