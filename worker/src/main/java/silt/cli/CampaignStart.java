package silt.cli;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.config.ArchiveSettings;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Dailies;
import silt.db.DatabaseProblem;
import silt.scene.BadInput;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;
import silt.workflows.CampaignProgress;

/** Checks what a campaign is asked to do, writes it down, and starts its workflow. */
@Command(name = "start", description = "Find every scene of a region and a time, and run each.")
@Examples({
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "over every zone set there is; plan with the same words tells before what it would do",
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29 --cells --wait",
  "over 300 m cells, too; follow it to its end",
  "deploy/silt campaign start s2 --region r.geojson --from 2024-02-01 --to 2024-02-29 --sensors S30 --max-cloud 60",
  "one sensor, less cloud",
  "deploy/silt campaign start all --region r.geojson --from 2013-04-01 --to 2024-02-29 --window 200 --priority 5",
  "many scenes at a time, after everything else"
})
final class CampaignStart implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "what to call it: letters, digits, '.', '_', '-'")
  String name;

  @Mixin CampaignOptions options;

  @Option(names = "--wait", description = "follow it to its end")
  boolean wait;

  @Option(names = "--if-absent", description = "where the name is taken, follow that one")
  boolean ifAbsent;

  CampaignStart(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Wanted wanted = options.wanted(session);
    requireToken(wanted);
    Campaigns campaigns = new Campaigns(session.database());
    CampaignOrder order = Asked.value(() -> wanted.order(name), "Choose another name.");
    CampaignRow row = Asked.value(() -> row(wanted, order), "Choose another name.");
    Optional<CampaignRow> there = campaigns.find(name);
    if (there.isPresent()) {
      return taken(there.get());
    }
    DailyEnable.requireNone(new Dailies(session.database()), name);
    // reached before anything is written, so that a refusal leaves nothing behind
    Steering steering = new Steering(session, name);
    Steering.requireAttributes(session);
    requireWorth(wanted);
    options.choice.zones.tell(wanted.sets(), session.terminal());
    try {
      campaigns.create(row);
    } catch (DatabaseProblem problem) {
      if (problem.kind() == DatabaseProblem.Kind.NAME_TAKEN) {
        return taken(campaigns.find(name).orElseThrow(() -> problem));
      }
      throw problem;
    }
    begin(campaigns, steering, order);
    session.terminal().say("campaign " + name + " started: " + String.join(", ", wanted.sets()));
    return wait ? new CampaignWatch(session, name).follow() : later();
  }

  private CampaignRow row(Wanted wanted, CampaignOrder order) {
    return CampaignRow.of(
            name,
            wanted.region(),
            wanted.period().start(),
            wanted.period().end(),
            wanted.sensors().stream().map(Sensor::name).toList(),
            wanted.maxCloud(),
            wanted.sets(),
            wanted.recipe().name(),
            wanted.archive())
        .ordered(
            "campaign", wanted.window(), wanted.priority(), session.operator(), order.workflowId());
  }

  /** Without a token every scene would wait for one; the sample archive draws its own. */
  private void requireToken(Wanted wanted) {
    if (wanted.archive().equals(ArchiveSettings.NASA)) {
      var tokens = ArchiveSettings.tokens(session.settings(), wanted.archive());
      if (tokens.token().isEmpty()) {
        throw new BadInput(
            "archive nasa opens to a token alone, and there is none",
            "Make one at urs.earthdata.nasa.gov (Generate Token), then " + tokens.remedy() + ".");
      }
    }
  }

  /**
   * Whether there is anything to find, and room for it. An archive that does not answer now is left
   * to discovery, which waits for it.
   */
  private void requireWorth(Wanted wanted) {
    Estimate estimate = new Estimate(session, wanted);
    DiskNeed staging = estimate.staging();
    if (staging.isShort()) {
      long fit = staging.freeBytes() / Math.max(1, estimate.stagedBytes());
      throw new BadInput(
          "the disk is short for staging: %d scenes in flight take about %s, and there are %s"
              .formatted(wanted.window(), Words.bytes(staging.neededBytes()), staging.left()),
          fit > 0
              ? "Free some space, or take --window " + fit + " at most."
              : "Free some space, or move the setting staging to another disk.");
    }
    long about;
    try {
      AtArchive archive = new AtArchive(session);
      about = archive.count(wanted);
      if (about == 0) {
        archive.onOtherDays(wanted, options.choice.region);
        session
            .terminal()
            .note(
                "the archive has no scene of it from %s to %s now; the campaign looks itself"
                    .formatted(wanted.period().from(), wanted.period().to()));
      }
    } catch (ApplicationFailure silent) {
      session
          .terminal()
          .note(
              "not looked ahead: "
                  + silent.getOriginalMessage()
                  + "; the campaign searches until the archive answers");
      return;
    }
    DiskNeed products = estimate.products(about);
    if (products.beside(staging).isShort()) {
      session
          .terminal()
          .note(
              "disk short: about %,d scenes keep about %s, and there are %s; the campaign pauses once it is full"
                  .formatted(about, Words.bytes(products.neededBytes()), products.left()));
    }
  }

  /** Both the row and its workflow, or neither. */
  private void begin(Campaigns campaigns, Steering steering, CampaignOrder order) {
    steering.both(
        () -> steering.begin(order, CampaignProgress.START), () -> campaigns.remove(name));
  }

  private int taken(CampaignRow row) throws InterruptedException {
    if (!ifAbsent) {
      throw CampaignTaken.refusal(row);
    }
    return wait ? new CampaignWatch(session, name).follow() : later();
  }

  private int later() {
    session.terminal().say("follow it: deploy/silt campaign watch " + name);
    return 0;
  }
}
