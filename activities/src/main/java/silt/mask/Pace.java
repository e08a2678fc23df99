package silt.mask;

/**
 * How the work on a tile is spread over a machine. It changes how long that takes, never what a
 * pixel becomes.
 *
 * @param lanes calls of the network at once; the number of cores where libtorch has one thread
 *     each, 1 where a call uses the whole device
 * @param batch windows in each call; the last call is filled up, so that all have one shape
 * @param readers threads that read and scale windows while the network runs
 */
public record Pace(int lanes, int batch, int readers) {

  public Pace {
    if (lanes < 1 || batch < 1 || readers < 1) {
      throw new IllegalArgumentException(
          "lanes, batch and readers are at least 1, not " + lanes + ", " + batch + ", " + readers);
    }
  }

  /** One window a call on each lane, and one thread that reads: what a processor likes. */
  public static Pace ofLanes(int lanes) {
    return new Pace(lanes, 1, 1);
  }

  /**
   * A pace for one scene: on a processor {@link #ofLanes}, which a single scene does not pay to
   * find better; on CUDA the fastest that a short trial finds.
   */
  public static Pace forOneScene(MaskNetwork network, Share share) {
    return share.device().isCuda() ? Probe.pace(network, share) : ofLanes(share.cores());
  }
}
