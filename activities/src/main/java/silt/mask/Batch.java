package silt.mask;

import java.util.ArrayList;
import java.util.List;

/** Windows that enter the network in one call: their arrays, filled again and again. */
final class Batch {

  private final int side;
  private final int bandValues;
  private final short[] stored;
  private final float[] inputs;
  private final boolean[] valid;
  private final List<Windows.Square> squares = new ArrayList<>();
  private final int size;
  private int passed;

  Batch(int size, int side) {
    this.size = size;
    this.side = side;
    this.bandValues = MaskNetwork.INPUTS.size() * side * side;
    this.stored = new short[bandValues];
    this.inputs = new float[size * bandValues];
    this.valid = new boolean[size * side * side];
  }

  /**
   * Reads a window in, unless it holds no pixel with data in every band.
   *
   * @param wanted whether the network shall run on it
   */
  void add(
      Windows.Square square,
      TileBands bands,
      Scaling.Inputs scaling,
      Ranges ranges,
      boolean wanted) {
    passed++;
    if (!bands.read(square, stored, ranges) || !wanted) {
      return;
    }
    int slot = squares.size();
    int plane = side * side;
    scaling.fill(stored, plane, inputs, slot * bandValues);
    for (int i = 0; i < plane; i++) {
      valid[slot * plane + i] = TileBands.valid(stored, i, plane);
    }
    squares.add(square);
  }

  boolean isFull() {
    return squares.size() == size;
  }

  /** Windows that will run. */
  int windows() {
    return squares.size();
  }

  /** Windows dealt with, those without data included. */
  int passed() {
    return passed;
  }

  /**
   * Runs the network once, on a full batch's shape whatever is in it: slots left over hold what was
   * there before, and nobody looks at what comes of them.
   */
  void run(MaskNetwork network, Passes.Answer answer) {
    if (squares.isEmpty()) {
      return;
    }
    float[] outputs = network.logits(inputs, size, side, side);
    int plane = side * side;
    for (int slot = 0; slot < squares.size(); slot++) {
      answer.of(
          squares.get(slot),
          new Outputs(
              network.decision(),
              outputs,
              slot * MaskClass.values().length * plane,
              valid,
              slot * plane,
              side));
    }
  }

  void empty() {
    squares.clear();
    passed = 0;
  }

  /**
   * What the network said of one window.
   *
   * @param from where the window's first plane begins in {@code outputs}
   * @param validFrom where the window begins in {@code valid}
   */
  record Outputs(
      Decision decision, float[] outputs, int from, boolean[] valid, int validFrom, int side) {

    /** The flags of a run of pixels of one row, row and column counted within the window. */
    void decide(int row, int column, byte[] flags, int to, int count) {
      int at = row * side + column;
      decision.decide(outputs, from + at, side * side, flags, to, count);
      for (int i = 0; i < count; i++) {
        if (!valid[validFrom + at + i]) {
          flags[to + i] = (byte) MaskClass.NODATA;
        }
      }
    }
  }
}
