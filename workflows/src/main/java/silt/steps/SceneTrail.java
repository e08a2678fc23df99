package silt.steps;

/**
 * How far a scene came: each step's result, or {@code null} from the step on that was not reached.
 * Provenance keeps what there is, whatever the outcome.
 */
public record SceneTrail(StagedScene staged, MaskedScene masked, MeasuredScene measured) {

  public static final SceneTrail NOTHING = new SceneTrail(null, null, null);

  public SceneTrail {
    if (masked != null && staged == null || measured != null && masked == null) {
      throw new IllegalArgumentException("a later step cannot be done before an earlier one");
    }
  }
}
