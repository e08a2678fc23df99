package silt.workflows;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import silt.scene.Outcome;
import silt.steps.CampaignMove;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.FillOrder;
import silt.steps.FillPage;
import silt.steps.LedgerActivity;
import silt.steps.ReconcileActivity;
import silt.steps.SceneOrder;
import silt.steps.ScenePage;
import silt.steps.WindowCheck;

/**
 * The operators' side of the database, by the rules of the real one: a scene is to do where it has
 * no result, or failed under another campaign, or is marked to be retried.
 */
final class FakeLedger implements LedgerActivity, ReconcileActivity {

  /** What a scene came to, and for which campaign. */
  record Run(Outcome outcome, String campaign) {}

  final List<CampaignMove> moves = Collections.synchronizedList(new ArrayList<>());
  final List<String> events = Collections.synchronizedList(new ArrayList<>());
  final List<List<String>> checks = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Run> runs = new ConcurrentHashMap<>();
  final Map<String, Integer> concluded = new ConcurrentHashMap<>();
  final Set<String> retries = ConcurrentHashMap.newKeySet();

  /** Scenes that some other campaign waits for. */
  final Set<String> wantedByOthers = ConcurrentHashMap.newKeySet();

  /** What the next calls throw, in order; when empty they succeed. */
  final List<ApplicationFailure> failures = Collections.synchronizedList(new ArrayList<>());

  /** What every page throws. */
  volatile ApplicationFailure pageFailure;

  /** What the next states throw that are to be stored, in order. */
  final List<ApplicationFailure> moveFailures = Collections.synchronizedList(new ArrayList<>());

  /** What happens while a state is being stored. */
  volatile Consumer<CampaignMove> whileMoving = move -> {};

  List<SceneOrder> scenes = List.of();
  List<FillOrder> lacking = List.of();

  /** Those of {@link #lacking} that have been filled. */
  List<Long> filled = List.of();

  int pageSize = 100;
  WorkflowClient temporal;

  private void fail() {
    if (!failures.isEmpty()) {
      throw failures.remove(0);
    }
  }

  /** The states that were told, each with its reason where it has one. */
  List<String> told() {
    synchronized (moves) {
      return moves.stream()
          .map(move -> move.state() + (move.reason() == null ? "" : ": " + move.reason()))
          .toList();
    }
  }

  void record(SceneOrder order, Conclusion conclusion) {
    runs.put(order.scene().key(), new Run(conclusion.outcome(), order.campaign()));
    concluded.merge(order.scene().key(), 1, Integer::sum);
    retries.remove(order.scene().key());
  }

  private boolean isToDo(CampaignOrder campaign, String key) {
    Run run = runs.get(key);
    return run == null
        || !run.outcome().isResult()
            && (!campaign.name().equals(run.campaign()) || retries.contains(key));
  }

  @Override
  public ScenePage page(CampaignOrder campaign, long afterCursor, int limit) {
    fail();
    if (pageFailure != null) {
      throw pageFailure;
    }
    List<SceneOrder> page = new ArrayList<>();
    int position = (int) afterCursor;
    while (position < scenes.size() && page.size() < Math.min(limit, pageSize)) {
      SceneOrder scene = scenes.get(position++);
      if (isToDo(campaign, scene.scene().key())) {
        page.add(of(campaign, scene));
      }
    }
    return new ScenePage(page, position, position == scenes.size());
  }

  private static SceneOrder of(CampaignOrder campaign, SceneOrder scene) {
    return new SceneOrder(
        scene.scene(), scene.product(), scene.assetBase(), scene.zoneSets(), campaign.name());
  }

  @Override
  public WindowCheck check(CampaignOrder campaign, List<String> keys) {
    fail();
    checks.add(keys);
    Map<String, Outcome> ended = new TreeMap<>();
    List<String> running = new ArrayList<>();
    List<SceneOrder> free = new ArrayList<>();
    for (String key : keys) {
      boolean runs = isRunning(SceneOrder.workflowId(key, campaign.product()));
      if (!isToDo(campaign, key)) {
        ended.put(key, this.runs.get(key).outcome());
      } else if (runs) {
        running.add(key);
      } else {
        free.add(
            scenes.stream()
                .filter(scene -> scene.scene().key().equals(key))
                .map(scene -> of(campaign, scene))
                .findFirst()
                .orElseThrow());
      }
    }
    return new WindowCheck(ended, running, free);
  }

  private boolean isRunning(String workflowId) {
    try {
      return temporal.newUntypedWorkflowStub(workflowId).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException never) {
      return false;
    }
  }

  @Override
  public List<String> wantedByOthers(CampaignOrder campaign, List<String> keys) {
    fail();
    return keys.stream().filter(wantedByOthers::contains).toList();
  }

  @Override
  public FillPage fillPage(String zoneSet, String product, long after, int limit) {
    fail();
    return new FillPage(
        lacking.stream()
            .filter(order -> order.sceneRunId() > after && !filled.contains(order.sceneRunId()))
            .limit(limit)
            .toList());
  }

  @Override
  public void campaignState(String campaign, String state, String reason) {
    throw new AssertionError("asked by campaigns of earlier builds alone");
  }

  @Override
  public void moved(CampaignMove move) {
    fail();
    if (!moveFailures.isEmpty()) {
      throw moveFailures.remove(0);
    }
    whileMoving.accept(move);
    moves.add(move);
  }

  @Override
  public void event(String campaign, String scene, String kind, String message) {
    fail();
    events.add(kind + " " + message);
  }
}
