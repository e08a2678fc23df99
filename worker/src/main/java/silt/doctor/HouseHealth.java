package silt.doctor;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import silt.config.DatabaseSettings;
import silt.config.Key;
import silt.config.Settings;
import silt.config.StoreSettings;
import silt.config.TemporalAddress;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Dailies;
import silt.db.DailyRow;
import silt.db.Database;
import silt.db.DatabaseProblem;
import silt.db.Rasters;
import silt.housekeeping.OpenWorkflows;
import silt.housekeeping.ProductBooks;
import silt.housekeeping.SceneFolder;
import silt.housekeeping.StagingSweep;
import silt.scene.BadInput;
import silt.staging.StagingMark;
import silt.staging.Stores;
import silt.steps.CampaignOrder;
import silt.steps.DailyOrder;

/**
 * What was left behind: files that no scene owns, rows whose files are gone, campaigns whose
 * workflow is. What can be mended without harm is, where that is wanted; the rest is told.
 */
final class HouseHealth {

  private static final String UP = "Run deploy/silt up.";

  /** A campaign's row stands a moment before its workflow does. */
  private static final Duration BEGINNING = Duration.ofMinutes(5);

  private static final int SHOWN = 3;

  private final Settings settings;
  private final boolean mend;

  HouseHealth(Settings settings, boolean mend) {
    this.settings = settings;
    this.mend = mend;
  }

  List<Finding> examine() {
    try {
      TemporalAddress address = TemporalAddress.of(settings);
      WorkflowClient temporal = address.connect();
      try (Database database = Database.open(DatabaseSettings.writer(settings), 1)) {
        OpenWorkflows owners = new OpenWorkflows(temporal);
        Stores stores = StoreSettings.stores(settings);
        List<Finding> findings = new ArrayList<>();
        findings.add(
            Doctor.guarded(
                "staging",
                UP,
                () -> staging(stores, StoreSettings.mark(stores, temporal, address), owners)));
        findings.add(Doctor.guarded("campaigns", UP, () -> campaigns(database, owners)));
        findings.add(Doctor.guarded("schedules", UP, () -> schedules(database, temporal)));
        findings.add(Doctor.guarded("products", UP, () -> products(stores, database, owners)));
        return findings;
      } finally {
        temporal.getWorkflowServiceStubs().shutdownNow();
      }
    } catch (BadInput | DatabaseProblem unreachable) {
      // told by the checks of Temporal and of PostgreSQL
      return List.of();
    }
  }

  private Duration grace() {
    return Duration.ofSeconds(Math.round(settings.positive(Key.HOUSEKEEPING_GRACE) * 3600));
  }

  private Finding staging(Stores stores, StagingMark mark, OpenWorkflows owners) {
    StagingSweep sweep =
        new StagingSweep(stores.staging(), mark, owners, grace(), Clock.systemUTC());
    StagingSweep.Found found = mend ? sweep.sweep() : sweep.look();
    String held = "%d scenes, %.1f GB".formatted(found.folders(), found.bytes() / 1e9);
    if (found.abandoned().isEmpty()) {
      return Finding.good("staging", held);
    }
    String left =
        "%d scenes, %.1f GB, that nobody works on"
            .formatted(found.abandoned().size(), found.abandonedBytes() / 1e9);
    return mend
        ? Finding.good("staging", left + ": removed")
        : Finding.note(
            "staging",
            left,
            "A worker removes them within the hour; deploy/silt doctor --fix now.");
  }

  private Finding campaigns(Database database, OpenWorkflows owners) {
    Campaigns campaigns = new Campaigns(database);
    List<String> lost =
        campaigns.list().stream()
            .filter(campaign -> !campaign.ended() && isSettled(campaign))
            .map(CampaignRow::name)
            .filter(name -> !owners.isOpen(CampaignOrder.workflowId(name)))
            .toList();
    if (lost.isEmpty()) {
      return Finding.good("campaigns", "each that is not ended has its workflow");
    }
    String what = some(lost) + " not ended, and without a workflow";
    if (!mend) {
      return Finding.wrong(
          "campaigns",
          what,
          "deploy/silt doctor --fix calls them failed, so that deploy/silt campaign resume takes"
              + " them up again.");
    }
    lost.forEach(
        name ->
            campaigns.setState(
                name,
                "FAILED",
                "its workflow was gone when silt doctor looked; resume takes it up"));
    return Finding.note(
        "campaigns",
        what + ": called failed now",
        "Take up again those that are still wanted: deploy/silt campaign resume NAME.");
  }

  /** Neither begun nor taken up again in this moment. */
  private static boolean isSettled(CampaignRow campaign) {
    Instant before = Clock.systemUTC().instant().minus(BEGINNING);
    return campaign.createdAt().isBefore(before) && campaign.stateChangedAt().isBefore(before);
  }

  /** Told alone: a schedule without a row may be another installation's. */
  private static Finding schedules(Database database, WorkflowClient temporal) {
    Set<String> wanted = new TreeSet<>();
    new Dailies(database)
        .list().stream()
            .filter(daily -> !daily.state().equals(DailyRow.DISABLED))
            .forEach(daily -> wanted.add(DailyOrder.scheduleId(daily.name())));
    Set<String> there = new TreeSet<>();
    ScheduleClient.newInstance(
            temporal.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(temporal.getOptions().getNamespace())
                .build())
        .listSchedules()
        .map(schedule -> schedule.getScheduleId())
        .filter(id -> id.startsWith(DailyOrder.scheduleId("")))
        .forEach(there::add);
    List<String> missing = wanted.stream().filter(id -> !there.contains(id)).toList();
    List<String> strange = there.stream().filter(id -> !wanted.contains(id)).toList();
    if (!missing.isEmpty()) {
      return Finding.wrong(
          "schedules",
          "Temporal has no schedule " + some(missing),
          "deploy/silt daily resume NAME makes it again.");
    }
    return strange.isEmpty()
        ? Finding.good("schedules", wanted.size() + ", one for each daily ingestion")
        : Finding.note(
            "schedules",
            "Temporal has " + some(strange) + ", of no daily ingestion that is enabled here",
            "Where no other installation's: temporal schedule delete --schedule-id ID.");
  }

  private Finding products(Stores stores, Database database, OpenWorkflows owners) {
    ProductBooks.Found found =
        new ProductBooks(
                stores.products(), new Rasters(database), owners, grace(), Clock.systemUTC())
            .compare();
    if (!found.gone().isEmpty()) {
      return Finding.wrong(
          "products",
          "rasters of " + some(found.gone()) + " are gone, and their rows name them",
          "Restore them from a backup, or make them again under another product version:"
              + " deploy/silt campaign reprocess.");
    }
    if (!found.unnamed().isEmpty()) {
      return Finding.note(
          "products",
          "%d scenes have rasters that no row names (%.1f GB): %s"
              .formatted(
                  found.unnamed().size(),
                  found.unnamedBytes() / 1e9,
                  some(found.unnamed().stream().map(SceneFolder::key).toList())),
          "Nothing removes them, for a scene that is run again finds its work there; where the"
              + " database was restored from a backup, run its scenes again.");
    }
    return Finding.good("products", found.rasters() + " rasters, each with its row");
  }

  private static String some(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
