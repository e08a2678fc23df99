package silt.cli;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Progress;
import silt.config.NearestName;
import silt.db.ProductRow;
import silt.db.SceneRuns;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.scene.BadInput;
import silt.steps.Queues;
import silt.workflows.ZoneFillWorkflow;

/** Starts the workflow that summarises kept rasters over a zone set. */
@Command(name = "fill", description = "Summarise the past for a zone set that came later.")
@Examples({"deploy/silt zones fill sword-v17c", "from kept rasters; nothing is masked again"})
final class ZonesFill implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "SET", description = "the zone set")
  String set;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--no-wait", description = "start it and come back")
  boolean noWait;

  ZonesFill(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    ProductRow recipe = session.product(product);
    List<String> sets =
        new ZoneSets(session.database()).list().stream().map(ZoneSetRow::name).toList();
    if (!sets.contains(set)) {
      throw new BadInput("there is no zone set " + set, NearestName.hint(set, sets));
    }
    int left = new SceneRuns(session.database()).withoutZoneSet(set, recipe.name()).size();
    if (left == 0) {
      session.terminal().say("zone set " + set + ": no scene lacks it under " + recipe.name());
      return 0;
    }
    WorkflowStub workflow = start(recipe.name());
    if (noWait) {
      session.terminal().say("filling " + set + ": " + left + " scenes to summarise");
      return 0;
    }
    session.terminal().say("zone set " + set + ": " + follow(workflow, left) + " scenes filled");
    return 0;
  }

  private WorkflowStub start(String recipe) {
    ZoneFillWorkflow workflow =
        session
            .temporal()
            .newWorkflowStub(
                ZoneFillWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Queues.CAMPAIGN)
                    .setWorkflowId(ZoneFillWorkflow.workflowId(set, recipe))
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .build());
    WorkflowClient.start(workflow::fill, set, recipe, 0L, 0L);
    return WorkflowStub.fromTyped(workflow);
  }

  private long follow(WorkflowStub workflow, int total)
      throws InterruptedException, ExecutionException {
    CompletableFuture<Long> end = workflow.getResultAsync(Long.class);
    SceneRuns runs = new SceneRuns(session.database());
    try (Progress line = new Progress(session.terminal(), "zones " + set, "scenes", 0)) {
      while (true) {
        try {
          long filled = end.get(1, TimeUnit.SECONDS);
          line.at(total, total, "");
          return filled;
        } catch (TimeoutException stillRunning) {
          int left = runs.withoutZoneSet(set, session.product(product).name()).size();
          line.at(Math.max(0, total - left), total, "");
        }
      }
    }
  }
}
