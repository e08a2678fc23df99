package silt.db;

import java.time.Instant;

/**
 * A scene that was asked for and has no result.
 *
 * @param product name of the product version that it lacks a result of
 * @param outcome one of {@link SceneRunRow#UNFINISHED}; null where it has not been run
 * @param reason why; of a scene that has not been run, why its campaign stands still; may be null
 * @param whatToDo one sentence
 * @param since when it ended so; of a scene that has not been run, since when its campaign has held
 *     it
 * @param attempts of the step that needed most; null where it has not been run
 * @param campaign that asked for it; null for a scene run alone
 * @param campaignState null with it
 */
public record SceneWithoutResult(
    String granuleId,
    int revision,
    String sensor,
    String tile,
    Instant acquiredAt,
    String product,
    String outcome,
    String reason,
    String whatToDo,
    Instant since,
    Integer attempts,
    String campaign,
    String campaignState) {}
