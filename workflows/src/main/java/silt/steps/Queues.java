package silt.steps;

/** Task queues: one for workflows, one for each step, so that each scales on what bounds it. */
public final class Queues {

  /** All workflow code. */
  public static final String CAMPAIGN = "campaign";

  /** Archive searches; rate-limited for the whole cluster. */
  public static final String DISCOVER = "discover";

  /** Downloads; bound by the network. */
  public static final String FETCH = "fetch";

  /** The mask network in float32, which every host computes; one at a time for each device. */
  public static final String MASK = "mask";

  /** The mask network in bfloat16: asked only by hosts that compute it themselves. */
  public static final String MASK_BF16 = "mask-bf16";

  /** SSC and zone statistics; bound by the processor. */
  public static final String SEDIMENT = "sediment";

  /** PostGIS; as many at a time as the pool has connections. */
  public static final String LOAD = "load";

  /** Training; hours of all processors, so only workers that were told so serve it. */
  public static final String TRAINING = "training";

  private Queues() {}

  /**
   * Where a scene is masked. The numeric form belongs to its product version, so that this never
   * changes for a scene under way.
   *
   * @param numericForm {@code f32} or {@code bf16}
   */
  public static String mask(String numericForm) {
    return numericForm.equals("f32") ? MASK : MASK + "-" + numericForm;
  }
}
