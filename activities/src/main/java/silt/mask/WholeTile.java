package silt.mask;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;

/**
 * Masks a whole tile in overlapping windows, of which only the cores are kept. What a pixel becomes
 * does not depend on the {@link Pace}.
 */
public final class WholeTile {

  /**
   * The flags of every pixel, row by row, and where they lie.
   *
   * @param windows that cover the grid; those without data did not run
   */
  public record Flags(
      RasterGrid grid, byte[] flags, MaskCounts counts, int windows, int windowsRun) {}

  private final MaskNetwork network;
  private final Pace pace;

  public WholeTile(MaskNetwork network, Pace pace) {
    this.network = network;
    this.pace = pace;
  }

  /** At {@link Pace#ofLanes}. */
  public WholeTile(MaskNetwork network, int lanes) {
    this(network, Pace.ofLanes(lanes));
  }

  /**
   * Masks a tile.
   *
   * @param bands paths of the network's input bands, int16 reflectance x 10000
   * @param progress told the windows done so far, on this thread; what it throws stops the work
   * @throws UnfitBands where bands are missing, differ in grid or have a wrong scale
   * @throws silt.raster.RasterProblem where a file cannot be decoded
   */
  public Flags run(Map<Band, Path> bands, IntConsumer progress) {
    return run(bands, Optional.empty(), progress);
  }

  /**
   * As above; goes on where an earlier attempt was cut, and keeps what it has done for a later one
   * until it is done itself.
   */
  public Flags run(Map<Band, Path> bands, Optional<HalfDone> kept, IntConsumer progress) {
    RasterGrid grid = grid(bands);
    List<Windows.Square> squares = windows(grid);
    byte[] flags = new byte[Math.multiplyExact(grid.width(), grid.height())];
    Arrays.fill(flags, (byte) MaskClass.NODATA);
    BitSet before =
        kept.map(half -> half.takeUp(grid, squares.size(), flags)).orElseGet(BitSet::new);
    Map<Windows.Square, Integer> places = new HashMap<>();
    for (int i = 0; i < squares.size(); i++) {
      places.put(squares.get(i), i);
    }
    BitSet done = (BitSet) before.clone();
    IntConsumer saving =
        passed -> {
          kept.ifPresent(half -> half.saveIfDue(grid, squares.size(), copyOf(done), flags));
          progress.accept(passed);
        };
    try {
      int run =
          Passes.over(
              network,
              pace,
              bands,
              squares,
              square -> before.get(places.get(square)),
              (square, outputs) -> {
                keepCore(square, outputs, flags, grid.width());
                synchronized (done) {
                  done.set(places.get(square));
                }
              },
              saving);
      MaskCounts counts = MaskCounts.of(flags);
      return new Flags(grid, flags, counts, squares.size(), before.cardinality() + run);
    } catch (UnfitBands unfit) {
      throw unfit;
    } catch (RuntimeException cut) {
      kept.filter(half -> !done.isEmpty())
          .ifPresent(half -> half.save(grid, squares.size(), copyOf(done), flags));
      throw cut;
    }
  }

  private static BitSet copyOf(BitSet done) {
    synchronized (done) {
      return (BitSet) done.clone();
    }
  }

  /** The windows that cover a grid. */
  public List<Windows.Square> windows(RasterGrid grid) {
    return Windows.covering(grid, network.window(), network.overlap(), network.step());
  }

  /**
   * The grid that all input bands of a scene share.
   *
   * @throws UnfitBands where one is missing, differs, or is no stored reflectance
   */
  public static RasterGrid grid(Map<Band, Path> bands) {
    try (TileBands opened = TileBands.open(bands)) {
      return opened.grid();
    }
  }

  private static void keepCore(
      Windows.Square square, Batch.Outputs outputs, byte[] flags, int width) {
    Window core = square.core();
    for (int row = core.row(); row < core.endRow(); row++) {
      outputs.decide(
          row - square.row(),
          core.column() - square.column(),
          flags,
          row * width + core.column(),
          core.width());
    }
  }
}
