package silt.samples;

/** A cell that cannot be read as what its column holds; the row goes on to be checked. */
final class Unfit extends Exception {

  private final String remedy;

  /**
   * @param why completes "line 7, column ssc (-3): ..."
   * @param remedy an option that may help the whole file, one sentence; null where only the row can
   *     be mended
   */
  Unfit(String why, String remedy) {
    super(why);
    this.remedy = remedy;
  }

  Unfit(String why) {
    this(why, null);
  }

  String remedy() {
    return remedy;
  }
}
