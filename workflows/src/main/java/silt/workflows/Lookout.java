package silt.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import silt.steps.CampaignOrder;
import silt.steps.ReconcileActivity;
import silt.steps.WindowCheck;

/** Asks what became of scenes of whose end nobody tells the campaign, while there are any. */
final class Lookout {

  /** What an earlier run left in flight may have ended while this one began. */
  static final Duration AT_FIRST = Duration.ofSeconds(1);

  static final Duration OFTEN = Duration.ofSeconds(5);
  static final Duration SELDOM = Duration.ofMinutes(1);

  /** Scenes asked about at a time: an answer that calls all of them free is about 80 KB. */
  static final int AT_A_TIME = 100;

  private final ReconcileActivity database = Steps.reconcile();
  private final CampaignOrder order;
  private final InFlight scenes;
  private final Standstill standstill;

  Lookout(CampaignOrder order, InFlight scenes, Standstill standstill) {
    this.order = order;
    this.scenes = scenes;
    this.standstill = standstill;
  }

  /** Looks for as long as the workflow runs; often while there is news, else less and less. */
  void keep() {
    while (true) {
      Workflow.await(scenes::hasWatched);
      Duration rest = AT_FIRST;
      while (scenes.hasWatched()) {
        Workflow.await(HistoryBound.spaced(rest), () -> !scenes.hasWatched());
        rest = look() ? OFTEN : shorter(rest.multipliedBy(2), SELDOM);
      }
    }
  }

  private boolean look() {
    List<String> watched = scenes.watched();
    boolean news = false;
    for (int from = 0; from < watched.size(); from += AT_A_TIME) {
      List<String> some = watched.subList(from, Math.min(watched.size(), from + AT_A_TIME));
      WindowCheck check =
          standstill.mended("check", () -> database.check(order, List.copyOf(some)));
      news |= scenes.learn(check);
    }
    return news;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
