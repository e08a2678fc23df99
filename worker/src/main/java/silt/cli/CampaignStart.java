package silt.cli;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.config.ArchiveSettings;
import silt.config.Key;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.ProductRow;
import silt.db.ZoneSets;
import silt.discover.Regions;
import silt.load.Ledger;
import silt.scene.BadInput;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;
import silt.steps.Queues;
import silt.workflows.CampaignProgress;
import silt.workflows.CampaignWorkflow;

/** Checks what a campaign is asked to do, writes it down, and starts its workflow. */
@Command(name = "start", description = "Find every scene of a region and a time, and run each.")
@Examples({
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "over every zone set there is",
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29 --cells --wait",
  "over 300 m cells, too; follow it to its end",
  "deploy/silt campaign start s2 --region r.geojson --from 2024-02-01 --to 2024-02-29 --sensors S30 --max-cloud 60",
  "one sensor, less cloud"
})
final class CampaignStart implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "what to call it: letters, digits, '.', '_', '-'")
  String name;

  @Option(
      names = "--region",
      required = true,
      paramLabel = "FILE",
      description = "GeoJSON polygons, longitude and latitude")
  Path region;

  @Option(names = "--repair", description = "mend rings that are open or cross themselves")
  boolean repair;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day, UTC")
  LocalDate from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DATE",
      description = "last day, UTC, included")
  LocalDate to;

  @Option(names = "--sensors", split = ",", paramLabel = "S30|L30", description = "default: both")
  List<String> sensors = List.of();

  @Option(
      names = "--max-cloud",
      defaultValue = "100",
      paramLabel = "PERCENT",
      description = "leave out scenes that the archive calls cloudier (default: ${DEFAULT-VALUE})")
  int maxCloud;

  @Option(
      names = "--zones",
      split = ",",
      paramLabel = "SET",
      description = "zone sets to summarise over (default: all but cells)")
  List<String> zones;

  @Option(names = "--cells", description = "summarise over 300 m cells, too; needs no zones")
  boolean cells;

  @Option(
      names = "--window",
      defaultValue = "8",
      paramLabel = "N",
      description = "scenes in flight, 1 to 500 (default: ${DEFAULT-VALUE})")
  int window;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--wait", description = "follow it to its end")
  boolean wait;

  @Option(names = "--if-absent", description = "where the name is taken, follow that one")
  boolean ifAbsent;

  CampaignStart(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Period period = new Period(from, to);
    period.check(session.clock());
    List<String> wantedSensors = sensors();
    if (maxCloud < 0 || maxCloud > 100) {
      throw new BadInput("--max-cloud " + maxCloud + " is no percentage", "Give 0 to 100.");
    }
    Geometry area = Regions.read(region, repair);
    ArchiveSettings.address(session.settings());
    ProductRow recipe = session.product(product);
    Campaigns campaigns = new Campaigns(session.database());
    Optional<CampaignRow> there = campaigns.find(name);
    if (there.isPresent() && there.get().workflowId() != null) {
      return ifAbsent ? follow() : taken();
    }
    List<String> sets = ZoneChoice.of(zones, cells, new ZoneSets(session.database()).list());
    CampaignOrder order =
        Asked.value(
            () -> new CampaignOrder(name, Ledger.recipe(recipe), sets, window), "Mend --window.");
    CampaignRow row =
        Asked.value(
            () ->
                CampaignRow.of(
                    name,
                    area,
                    period.start(),
                    period.end(),
                    wantedSensors,
                    maxCloud,
                    sets,
                    recipe.name(),
                    session.settings().text(Key.ARCHIVE)),
            "Choose another name.");
    // reached before anything is written, so that a refusal leaves nothing behind
    WorkflowClient temporal = session.temporal();
    ZoneChoice.tell(zones, cells, sets, session.terminal());
    if (there.isEmpty()) {
      campaigns.create(row);
    }
    start(temporal, order);
    campaigns.setWorkflow(name, order.workflowId());
    session.terminal().say("campaign " + name + " started: " + String.join(", ", sets));
    return wait ? follow() : later();
  }

  private int taken() {
    throw new BadInput(
        "there is a campaign " + name + " already",
        "Choose another name, or follow that one: deploy/silt campaign status "
            + name
            + " --watch.");
  }

  private List<String> sensors() {
    List<String> known = Arrays.stream(Sensor.values()).map(Sensor::name).toList();
    for (String sensor : sensors) {
      if (!known.contains(sensor.toUpperCase(Locale.ROOT))) {
        throw new BadInput("--sensors: there is no sensor " + sensor, "Choose S30, L30 or both.");
      }
    }
    return sensors.isEmpty()
        ? known
        : sensors.stream().map(sensor -> sensor.toUpperCase(Locale.ROOT)).distinct().toList();
  }

  private static void start(WorkflowClient temporal, CampaignOrder order) {
    CampaignWorkflow workflow =
        temporal.newWorkflowStub(
            CampaignWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.CAMPAIGN)
                .setWorkflowId(order.workflowId())
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStaticSummary("campaign " + order.name())
                .build());
    WorkflowClient.start(workflow::run, order, CampaignProgress.START);
  }

  private int follow() throws InterruptedException {
    return wait ? new CampaignWatch(session, name).follow() : later();
  }

  private int later() {
    session.terminal().say("follow it: deploy/silt campaign status " + name + " --watch");
    return 0;
  }
}
