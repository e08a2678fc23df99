package silt.bench;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import silt.model.Sha256;

/** Holds what a month of daily ingestion came to against what the archive published. */
final class DailyJudgement {

  private static final Set<String> SEEN =
      Set.of("OBSERVED", "NO_CLEAR_WATER", "TOO_CLOUDY", "NO_DATA");

  private final DailyMonth month;
  private final DailyArchive archive;
  private final List<String> differences = new ArrayList<>();
  private final Map<String, String> outcomes = new HashMap<>();

  DailyJudgement(DailyMonth month) {
    this.month = month;
    this.archive = new DailyArchive(month.installation().archive().root());
    for (String line :
        month.sql(
            """
            select granule_id || '/r' || revision || ' ' || outcome
            from silt.scene_run join silt.scene using (scene_id)
            """)) {
      outcomes.put(line.split(" ")[0], line.split(" ")[1]);
    }
  }

  /** One line for each thing that is not as it must be; none where all is. */
  List<String> differences() {
    nothingIsMissed();
    nothingIsDoubled();
    everyRevisionIsRight();
    return List.copyOf(differences);
  }

  private void nothingIsMissed() {
    month
        .plan()
        .last()
        .forEach(
            (granule, last) -> {
              String outcome = outcomes.get(granule + "/r" + last.revision());
              boolean right =
                  switch (last.kept()) {
                    case ALL -> outcome != null && SEEN.contains(outcome);
                    case ALL_BUT_RED -> "INPUT_GONE".equals(outcome);
                    case NONE -> outcome == null;
                  };
              if (!right) {
                differences.add(
                    granule + "/r" + last.revision() + " (" + last.kept() + ") came to " + outcome);
              }
            });
    none(
        "a scene without outcome",
        "select granule_id from silt.scene s where not exists (select from silt.scene_run r where r.scene_id = s.scene_id)");
    none(
        "a scene that failed",
        "select granule_id || ': ' || coalesce(reason, '') from silt.scene_run join silt.scene using (scene_id) where outcome in ('FAILED', 'CANCELLED', 'INPUT_CORRUPT')");
    none(
        "a run of the daily that failed",
        "select coalesce(reason, workflow_id) from silt.daily_run where outcome = 'FAILED' or (outcome is null and began_at < now() - interval '2 minutes')");
    none(
        "a campaign that is not done",
        "select name || ' ' || state from silt.campaign where state <> 'DONE'");
    Set<String> planned = new HashSet<>();
    month
        .plan()
        .publications()
        .forEach(each -> planned.add(each.granule() + "/r" + each.revision()));
    outcomes.keySet().stream()
        .filter(key -> !planned.contains(key) && !key.contains(".202400"))
        .forEach(key -> differences.add("a scene that nobody published: " + key));
  }

  private void nothingIsDoubled() {
    none(
        "a scene of two runs of the daily",
        """
        select s.granule_id || '/r' || s.revision from silt.campaign_scene cs
        join silt.campaign c using (campaign_id) join silt.scene s using (scene_id)
        where c.kind = 'daily' group by 1 having count(*) > 1
        """);
    none(
        "an observation that is there twice",
        """
        select zone_id || ' ' || scene_id from silt.observation
        group by zone_id, scene_id, product_version_id having count(*) > 1
        """);
    none(
        "a zone that one pass gives two current values",
        """
        select zone_id || ' ' || sensor || ' ' || acquired_at from silt.current_observation
        group by zone_id, sensor, acquired_at having count(*) > 1
        """);
    Map<String, Integer> executions = new HashMap<>();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(month.installation().temporal().address())
                .build());
    try (Stream<WorkflowExecutionMetadata> all =
        WorkflowClient.newInstance(stubs)
            .listExecutions(
                "WorkflowType = 'SceneWorkflow' and ExecutionStatus != 'ContinuedAsNew'")) {
      all.forEach(each -> executions.merge(each.getExecution().getWorkflowId(), 1, Integer::sum));
    } finally {
      stubs.shutdownNow();
    }
    executions.forEach(
        (id, count) -> {
          // what did not come to its end under one campaign is tried again by the next, by design
          String scene = id.substring("scene/".length(), id.lastIndexOf('/'));
          if (count > 1 && SEEN.contains(outcomes.get(scene))) {
            differences.add(id + " was executed " + count + " times");
          }
        });
    if (executions.size() != outcomes.size()) {
      differences.add(
          executions.size()
              + " scene workflows for "
              + outcomes.size()
              + " scenes with an outcome");
    }
  }

  /** The result of the last revision is made of its files, and is the current one. */
  private void everyRevisionIsRight() {
    Map<String, String> hashes = new HashMap<>();
    for (String line :
        month.sql(
            """
            select granule_id || '/r' || revision || ' ' || band || ' ' || sha256
            from silt.scene_input join silt.scene using (scene_id)
            """)) {
      int space = line.lastIndexOf(' ');
      hashes.put(line.substring(0, space), line.substring(space + 1));
    }
    month
        .plan()
        .last()
        .forEach(
            (granule, last) -> {
              if (last.kept() != DailyPlan.Kept.ALL) {
                return;
              }
              for (String layer : List.of("B04", "Fmask")) {
                String stored = hashes.get(granule + "/r" + last.revision() + " " + layer);
                if (!Sha256.of(archive.source(last, layer)).equals(stored)) {
                  differences.add(
                      granule + "/r" + last.revision() + ": " + layer + " is not the archive's");
                }
              }
            });
    none(
        "an outdated revision that is current",
        """
        select distinct c.granule_id || '/r' || c.revision from silt.current_observation c
        join silt.scene later on later.granule_id = c.granule_id and later.revision > c.revision
        join silt.scene_run r on r.scene_id = later.scene_id
        where r.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
        """);
    none(
        "an observed scene without observations",
        """
        select granule_id from silt.scene_run r join silt.scene using (scene_id)
        where r.outcome = 'OBSERVED' and not exists (
          select from silt.observation o where o.scene_id = r.scene_id)
        """);
  }

  private void none(String what, String query) {
    month.sql(query).forEach(found -> differences.add(what + ": " + found));
  }

  /** What happened, in one line. */
  String summary() {
    return month
        .sql(
            """
            select format('%s runs (%s found, %s nothing), %s daily campaigns and %s backfills, %s scenes:  %s; %s of revision 2 or later, %s granules unfit when told',
              (select count(*) from silt.daily_run),
              (select count(*) from silt.daily_run where outcome = 'FOUND'),
              (select count(*) from silt.daily_run where outcome = 'NOTHING'),
              (select count(*) from silt.campaign where kind = 'daily'),
              (select count(*) from silt.campaign where kind = 'backfill'),
              (select count(*) from silt.scene_run),
              (select string_agg(n || ' ' || outcome, ', ') from
                (select outcome, count(*) as n from silt.scene_run group by 1 order by 1) counted),
              (select count(*) from silt.scene_run join silt.scene using (scene_id) where revision > 1),
              (select count(distinct message) from silt.event where kind = 'unfit'))
            """)
        .get(0);
  }
}
