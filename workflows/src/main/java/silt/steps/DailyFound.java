package silt.steps;

/**
 * What a run of a daily ingestion found.
 *
 * @param told granules revised since the mark less the overlap, cloudy and unfit ones among them
 * @param scenes those that no earlier run holds: they stand in the run's campaign, which is not
 *     stored where there are none
 * @param unfit granules that no scene can be made of; the event log names them
 */
public record DailyFound(long told, long scenes, long unfit) {

  public DailyFound {
    if (told < 0 || scenes < 0 || unfit < 0) {
      throw new IllegalArgumentException(
          "counts are not negative: told %d, scenes %d, unfit %d".formatted(told, scenes, unfit));
    }
  }
}
