package silt.db;

/**
 * What recording a scene run changed.
 *
 * @param kept whether a conclusion that was there stood against a failure that came after it; then
 *     nothing changed
 * @param written observations that are new or were changed
 * @param unchanged observations that were there as given
 * @param removed observations that were there and are no longer
 */
public record Recorded(long sceneRunId, boolean kept, long written, long unchanged, long removed) {

  Recorded plus(Recorded other) {
    return new Recorded(
        sceneRunId,
        kept,
        written + other.written,
        unchanged + other.unchanged,
        removed + other.removed);
  }
}
