package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.function.BiConsumer;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

/**
 * Scenes that ended without storing what they came to: their campaign stores it for them, by a
 * coroutine of its own, which no cancellation reaches.
 */
final class Unstored {

  private final LoadActivity results = Steps.load();
  private final LedgerActivity ledger = Steps.ledger();
  private final CampaignOrder order;
  private final Standstill standstill;
  private final BiConsumer<String, Outcome> onEnd;

  /**
   * @param onEnd told of every scene whose outcome is stored, or refused for good
   */
  Unstored(CampaignOrder order, Standstill standstill, BiConsumer<String, Outcome> onEnd) {
    this.order = order;
    this.standstill = standstill;
    this.onEnd = onEnd;
  }

  /** One that was terminated, or failed before it could store its outcome. */
  void ended(SceneOrder scene, RuntimeException failure) {
    store(
        scene,
        new Conclusion(
            Outcome.FAILED, "the scene's workflow ended early: " + Failures.message(failure)));
  }

  void store(SceneOrder scene, Conclusion lost) {
    Async.procedure(() -> Workflow.newDetachedCancellationScope(() -> storeNow(scene, lost)).run());
  }

  private void storeNow(SceneOrder scene, Conclusion lost) {
    String key = scene.scene().key();
    try {
      SceneReport stored =
          standstill.mended("conclude", () -> results.conclude(scene, SceneTrail.NOTHING, lost));
      onEnd.accept(key, stored.outcome());
    } catch (ActivityFailure refused) {
      // what cannot be stored is told; it stays listed as a scene without result
      try {
        standstill.mended(
            "event",
            () -> {
              ledger.event(
                  order.name(),
                  key,
                  "unrecorded",
                  lost.reason() + "; " + Failures.message(refused));
              return null;
            });
      } finally {
        onEnd.accept(key, lost.outcome());
      }
    }
  }
}
