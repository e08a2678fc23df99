package silt.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How far two ways to mask a scene agree around its nodes: intersection over union of each class.
 *
 * @param nodes compared
 * @param masks each class, and clear water, over each part of the neighbourhoods
 */
public record Agreement(int nodes, List<Overlap> masks) {

  /** The part of a neighbourhood that is compared. */
  public enum Over {
    /** 20 x 20 pixels. */
    SQUARE("20 x 20 px"),
    /** The 316 pixels within 10 of the node: what the published features are taken from. */
    DISC("316 px disc");

    private final String words;

    Over(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * One mask over one part.
   *
   * @param both pixels that both ways give to it, counted for each node anew
   * @param either pixels that at least one does
   * @param iou both over either; {@code null} where neither has any
   */
  public record Overlap(String mask, Over over, long both, long either, Double iou) {}

  /** Compares node-centred neighbourhoods with the whole tile's masks. */
  public static Agreement of(NodeCentred.Neighbourhoods centred, WholeTile.Flags tiled) {
    List<Overlap> masks = new ArrayList<>();
    for (Over over : Over.values()) {
      for (MaskClass c : MaskClass.values()) {
        masks.add(overlap(c.word(), over, centred, tiled, flags -> (flags & c.flag()) != 0));
      }
      masks.add(overlap("clearWater", over, centred, tiled, MaskClass::clearWater));
    }
    return new Agreement(centred.nodes().size(), List.copyOf(masks));
  }

  private static Overlap overlap(
      String mask,
      Over over,
      NodeCentred.Neighbourhoods centred,
      WholeTile.Flags tiled,
      IntPredicate is) {
    int across = 2 * NodeCentred.REACH;
    int width = tiled.grid().width();
    long both = 0;
    long either = 0;
    for (int n = 0; n < centred.nodes().size(); n++) {
      Node node = centred.nodes().get(n);
      byte[] part = centred.flags().get(n);
      for (int i = 0; i < part.length; i++) {
        int here = part[i] & 0xff;
        if (here == MaskClass.NODATA || over == Over.DISC && !NodeCentred.inDisc(i)) {
          continue;
        }
        int column = node.column() - NodeCentred.REACH + i % across;
        int row = node.row() - NodeCentred.REACH + i / across;
        boolean one = is.test(here);
        boolean other = is.test(tiled.flags()[row * width + column] & 0xff);
        both += one && other ? 1 : 0;
        either += one || other ? 1 : 0;
      }
    }
    return new Overlap(mask, over, both, either, either == 0 ? null : (double) both / either);
  }
}
