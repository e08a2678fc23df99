package silt.steps;

/** Task queues: one for workflows, one for each step, so that each scales on what bounds it. */
public final class Queues {

  /** All workflow code. */
  public static final String CAMPAIGN = "campaign";

  /** Archive searches; rate-limited for the whole cluster. */
  public static final String DISCOVER = "discover";

  /** Downloads; bound by the network. */
  public static final String FETCH = "fetch";

  /** The mask network; one at a time for each device. */
  public static final String MASK = "mask";

  /** SSC and zone statistics; bound by the processor. */
  public static final String SEDIMENT = "sediment";

  /** PostGIS; as many at a time as the pool has connections. */
  public static final String LOAD = "load";

  /** Training; hours of all processors, so only workers that were told so serve it. */
  public static final String TRAINING = "training";

  private Queues() {}
}
