package silt.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.discover.FoundScene;

/** Tells what a campaign would do: searches as it would, and writes nothing. */
@Command(name = "plan", description = "What a campaign would do: scenes, bytes, hours, disk.")
@Examples({
  "deploy/silt campaign plan demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "the same words that start takes; nothing is written",
  "deploy/silt campaign plan demo --region r.geojson --from 2024-02-01 --to 2024-02-29 --max-cloud 60 --sensors S30",
  "less cloud, one sensor",
  "deploy/silt campaign plan demo --region r.geojson --from 2024-02-01 --to 2024-02-29 --json",
  "as data"
})
final class CampaignPlan implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "what the campaign would be called")
  String name;

  @Mixin CampaignOptions options;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CampaignPlan(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Wanted wanted = options.wanted(session);
    Optional<CampaignRow> taken = new Campaigns(session.database()).find(name);
    // a name that none could have is refused here as start refuses it
    Asked.value(() -> wanted.order(name), "Choose another name.");
    AtArchive archive = new AtArchive(session);
    List<FoundScene> found;
    try (Progress line = Progress.withOwnRate(session.terminal(), "searching", "scenes")) {
      found = archive.find(wanted, scenes -> line.at(scenes, -1, ""));
    }
    if (found.isEmpty()) {
      return nothing(wanted, archive.onOtherDays(wanted, options.choice.region));
    }
    PlanView plan = PlanView.of(session, name, wanted, found);
    if (json) {
      Json.print(session.terminal(), plan);
    } else {
      new PlanReport(session.terminal()).tell(plan);
      taken.ifPresent(row -> session.terminal().say("the name is taken: " + CampaignTaken.by(row)));
    }
    return 0;
  }

  private int nothing(Wanted wanted, long otherDays) {
    if (json) {
      Json.print(session.terminal(), PlanView.of(session, name, wanted, List.of()));
    } else {
      session
          .terminal()
          .say(
              "no scene from %s to %s under these conditions; the archive holds about %,d of this region in all"
                  .formatted(wanted.period().from(), wanted.period().to(), otherDays));
    }
    return 0;
  }
}
