package silt.cli;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.db.ProductRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.ZoneSets;
import silt.discover.FoundScene;
import silt.load.Ledger;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.steps.Queues;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.workflows.Labels;
import silt.workflows.SceneWorkflow;

/** Looks a scene up at the archive, starts its workflow, and follows it. */
@Command(name = "run", description = "Run one scene, start to finish.")
@Examples({
  "deploy/silt scene run HLS.S30.T60GVA.2024037T222549.v2.0",
  "over every zone set there is",
  "deploy/silt scene run HLS.S30.T60GVA.2024037T222549.v2.0 --again",
  "although it has a result"
})
final class SceneRun implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "GRANULE", description = "HLS.<S30|L30>.T<tile>.<year><day>T<time>.v2.0")
  String granule;

  @Mixin ZoneChoice zones;

  @Mixin ProductChoice product;

  @Option(names = "--again", description = "run it although it has a result")
  boolean again;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  SceneRun(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    GranuleId id = new GranuleId(granule);
    ProductRow recipe = product.of(session);
    Optional<SceneRunRow> before =
        new SceneRuns(session.database()).find(id.text(), null, recipe.name());
    if (before.isPresent() && before.get().concluded() && !again) {
      session
          .terminal()
          .note(id + " has a result under " + recipe.name() + " already; --again runs it anew");
      return tell(id, recipe, before.get().outcome(), before.get().reason());
    }
    List<String> sets = zones.sets(session);
    FoundScene found = session.atArchive(id);
    WorkflowClient temporal = session.temporal();
    Steering.requireAttributes(session);
    zones.tell(sets, session.terminal());
    if (sets.contains(SceneOrder.CELLS)) {
      new ZoneSets(session.database()).ensureCellSet(SceneOrder.CELLS);
    }
    new Scenes(session.database()).upsert(List.of(Found.row(found)));
    SceneOrder order =
        new SceneOrder(found.scene(), Ledger.recipe(recipe), found.assetBase(), sets, null);
    SceneReport report = new SceneWatch(session).follow(start(temporal, order), order);
    return tell(id, recipe, report.outcome().name(), report.reason());
  }

  private static SceneWorkflow start(WorkflowClient temporal, SceneOrder order) {
    SceneWorkflow workflow =
        temporal.newWorkflowStub(
            SceneWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.CAMPAIGN)
                .setWorkflowId(order.workflowId())
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary(Labels.summary(order))
                .setMemo(Labels.memo(order))
                .setTypedSearchAttributes(Labels.attributes(order))
                .setPriority(Labels.askedAlone())
                .build());
    WorkflowClient.start(workflow::process, order, null);
    return workflow;
  }

  private int tell(GranuleId id, ProductRow recipe, String outcome, String reason) {
    SceneRows rows = SceneRows.of(session.database(), id.text(), recipe.name());
    if (json) {
      Json.print(
          session.terminal(), new Result(id.text(), recipe.name(), outcome, reason, rows.rows()));
    } else {
      boolean failed = failed(outcome);
      session
          .terminal()
          .say(session.terminal().judged(outcome, !failed) + (reason == null ? "" : ": " + reason));
      rows.print(session.terminal());
    }
    return failed(outcome) ? Refusals.FAILED : 0;
  }

  private static boolean failed(String outcome) {
    return SceneRunRow.UNFINISHED.contains(Outcome.valueOf(outcome).name());
  }

  private record Result(
      String granule, String product, String outcome, String reason, List<SceneRows.Row> rows) {}
}
