package silt.workflows;

import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.WindowCheck;

/**
 * The scenes of a campaign that have been begun and have not ended.
 *
 * <p>Of those that this run of the workflow began, Temporal tells the end, whatever it is. Those
 * that an earlier run began, and those that another campaign or a person has in hand, are watched:
 * the database is asked ({@link Lookout}). Scenes outlive the run that began them.
 */
final class InFlight {

  private final CampaignOrder order;
  private final Standstill standstill;
  private final BiConsumer<String, Outcome> onEnd;
  private final Unstored unstored;

  private final Set<String> children = new LinkedHashSet<>();
  private final Set<String> inherited = new LinkedHashSet<>();
  private final Set<String> elsewhere = new LinkedHashSet<>();
  private final Map<String, SceneOrder> abandoned = new LinkedHashMap<>();

  /** Those of {@link #abandoned} that are about to be begun anew. */
  private final Set<String> free = new LinkedHashSet<>();

  /** Those of {@link #children} that were in flight when scenes were marked to be retried. */
  private final Set<String> doubted = new LinkedHashSet<>();

  private Conclusion stopped;
  private boolean closing;
  private int begun;
  private int unanswered;

  /**
   * @param onEnd told of every scene that ended, with what it came to
   */
  InFlight(
      CampaignOrder order,
      Handover from,
      Standstill standstill,
      BiConsumer<String, Outcome> onEnd) {
    this.order = order;
    this.standstill = standstill;
    this.onEnd = onEnd;
    unstored = new Unstored(order, standstill, this::end);
    inherited.addAll(from.own());
    elsewhere.addAll(from.elsewhere());
    // one that a run before began, and that told this campaign what it waits for, is its own
    elsewhere.removeAll(inherited);
  }

  /**
   * A scene in hand elsewhere takes no slot, but there is an end to how many are watched; nor does
   * one that waits for a person alone.
   */
  boolean hasRoom(int window) {
    return children.size() + inherited.size() - standstill.alone().size() < window
        && elsewhere.size() < CampaignOrder.WIDEST;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  int size() {
    return children.size() + inherited.size() + elsewhere.size() + abandoned.size();
  }

  int elsewhere() {
    return elsewhere.size();
  }

  boolean holds(String scene) {
    return children.contains(scene)
        || inherited.contains(scene)
        || elsewhere.contains(scene)
        || abandoned.containsKey(scene);
  }

  /** Scenes that this run has begun. */
  int begun() {
    return begun;
  }

  /** Whether Temporal has answered for all that were to be begun. */
  boolean isSettled() {
    return unanswered == 0;
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** Keys of the scenes that this campaign has begun, to be handed to the next run. */
  List<String> own() {
    List<String> own = new ArrayList<>(children);
    own.addAll(inherited);
    own.addAll(abandoned.keySet());
    return own;
  }

  List<String> inHandElsewhere() {
    return List.copyOf(elsewhere);
  }

  /** Keys of the scenes of whose end nobody tells. */
  List<String> watched() {
    List<String> watched = new ArrayList<>(inherited);
    watched.addAll(elsewhere);
    return watched;
  }

  /** Whether an earlier run of the campaign has begun some of those in flight. */
  boolean hasInherited() {
    return !inherited.isEmpty();
  }

  boolean hasWatched() {
    return !inherited.isEmpty() || !elsewhere.isEmpty();
  }

  boolean hasAbandoned() {
    return !abandoned.isEmpty();
  }

  /** A scene without result that nobody works on any longer, to be begun anew. */
  SceneOrder takeAbandoned() {
    String first = abandoned.keySet().iterator().next();
    free.add(first);
    return abandoned.remove(first);
  }

  /**
   * Begins a scene. Since its page was read, another campaign may have brought it to its end: one
   * whose workflow Temporal remembers is watched, as if in hand elsewhere, until the database says
   * that it is free to be done anew.
   */
  void start(SceneOrder scene) {
    String key = scene.scene().key();
    SceneWorkflow child = SceneChild.of(order, scene, free.remove(key));
    children.add(key);
    begun++;
    unanswered++;
    Promise<SceneReport> report = Async.function(child::process, scene, null);
    Workflow.getWorkflowExecution(child)
        .handle(
            (execution, failure) -> {
              unanswered--;
              return null;
            });
    report.handle(
        (done, failure) -> {
          settle(scene, done, failure);
          return null;
        });
  }

  private void settle(SceneOrder scene, SceneReport done, RuntimeException failure) {
    String key = scene.scene().key();
    boolean doubt = doubted.remove(key);
    if (failure == null && doubt && !done.outcome().isResult() && children.remove(key)) {
      inherited.add(key);
    } else if (failure == null) {
      end(key, done.outcome());
    } else if (isElsewhere(failure)) {
      if (children.remove(key)) {
        elsewhere.add(key);
      }
    } else if (failure.getCause() instanceof CanceledFailure) {
      end(key, Outcome.CANCELLED);
    } else {
      unstored.ended(scene, failure);
    }
  }

  private void end(String key, Outcome outcome) {
    if (children.remove(key) || inherited.remove(key) || elsewhere.remove(key)) {
      standstill.forget(key);
      onEnd.accept(key, outcome);
    }
  }

  private static boolean isElsewhere(RuntimeException failure) {
    return failure instanceof ChildWorkflowFailure
        && failure.getCause() instanceof WorkflowExecutionAlreadyStarted;
  }

  /**
   * What the database knows of watched scenes.
   *
   * @return whether that was news
   */
  boolean learn(WindowCheck check) {
    for (String key : watched()) {
      if (check.ended().containsKey(key)) {
        end(key, check.ended().get(key));
      }
    }
    for (SceneOrder free : check.free()) {
      String key = free.scene().key();
      if (!inherited.remove(key) && !elsewhere.remove(key)) {
        continue;
      }
      standstill.forget(key);
      if (stopped != null) {
        children.add(key);
        unstored.store(free, stopped);
      } else if (!closing) {
        abandoned.put(key, free);
      }
    }
    return !check.ended().isEmpty() || !check.free().isEmpty();
  }

  /** These are no longer this campaign's to wait for. */
  int leave(Collection<String> scenes) {
    int left = 0;
    for (String key : List.copyOf(scenes)) {
      if (children.remove(key) || inherited.remove(key) || elsewhere.remove(key)) {
        standstill.forget(key);
        left++;
      }
    }
    return left;
  }

  /**
   * Scenes have been marked to be retried. One of these may be among them, which has stored its
   * outcome and not ended yet: of such the database is asked once they have.
   */
  void doubt() {
    doubted.addAll(children);
  }

  /** Begins none anew from now on; what ends without having stored why gets this for an outcome. */
  void stop(Conclusion as) {
    stopped = as;
    abandoned.clear();
  }

  /** Begins none anew from now on; what ends without result is left as a scene without result. */
  void close() {
    closing = true;
    abandoned.clear();
  }

  boolean isStopped() {
    return stopped != null;
  }
}
