package silt.mask;

import java.util.Arrays;
import java.util.stream.Collectors;
import silt.scene.BadInput;

/** Where a scene's windows lie. */
public enum Layout {
  /** Overlapping windows over the whole tile, of which the cores are kept. */
  TILED("tiled"),
  /** A window around each node, of which the middle is kept, as the published pipeline does. */
  NODE_CENTRED("node-centred");

  private final String word;

  Layout(String word) {
    this.word = word;
  }

  /** The name in commands, reports and file tags. */
  public String word() {
    return word;
  }

  /**
   * The layout of a word.
   *
   * @throws BadInput where there is none
   */
  public static Layout of(String word) {
    return Arrays.stream(values())
        .filter(layout -> layout.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "layout " + word + ": is unknown",
                    "Choose "
                        + Arrays.stream(values())
                            .map(Layout::word)
                            .collect(Collectors.joining(" or "))
                        + "."));
  }
}
