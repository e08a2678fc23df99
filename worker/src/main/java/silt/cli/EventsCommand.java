package silt.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Dailies;
import silt.db.DailyRow;
import silt.db.EventRow;
import silt.db.Events;
import silt.scene.BadInput;

/** What happened to a campaign or a daily ingestion, out of the event log. */
@Command(
    name = "events",
    description = "What happened to a campaign or a daily ingestion, in order.")
@Examples({
  "deploy/silt events demo",
  "the last fifty",
  "deploy/silt events demo --follow",
  "and what happens from now on, until the campaign ends",
  "deploy/silt events demo --since 7d --json",
  "a week's, as data",
  "deploy/silt events north",
  "of daily ingestion north: each of its runs, those that found nothing included"
})
final class EventsCommand implements Callable<Integer> {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private static final long LOOK_MILLIS = 1000;
  private static final int PAGE = 1000;

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign or daily ingestion")
  String name;

  @Option(names = "--follow", description = "go on telling until it ends")
  boolean follow;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "all since then: 7d, 12h, 30m, a day or a time (default: the last ones)")
  String since;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "without --since, so many at most (default: ${DEFAULT-VALUE})")
  int limit;

  @Option(names = "--json", description = "print JSON; with --follow one line for each event")
  boolean json;

  EventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw new BadInput("--limit " + limit + " is less than one", "Give 1 or more.");
    }
    Instant from = Since.of(since, session.clock());
    Campaigns campaigns = new Campaigns(session.database());
    // a name that there is not must not look like one without events
    Optional<DailyRow> daily = new Dailies(session.database()).find(name);
    if (daily.isEmpty()) {
      Steered.require(campaigns, name);
    }
    Events events = new Events(session.database());
    List<EventRow> past = from == null ? last(events) : all(events, from);
    if (json && !follow) {
      Json.print(session.terminal(), past);
      return 0;
    }
    past.forEach(this::tell);
    if (past.isEmpty() && !json) {
      session.terminal().note("no event" + (since == null ? "" : " since " + since));
    }
    if (follow) {
      follow(campaigns, events, past.isEmpty() ? 0 : past.get(past.size() - 1).id(), from);
    }
    return 0;
  }

  private List<EventRow> last(Events events) {
    List<EventRow> newest = new ArrayList<>(events.ofCampaign(name, limit));
    Collections.reverse(newest);
    return newest;
  }

  private List<EventRow> all(Events events, Instant from) {
    List<EventRow> all = new ArrayList<>();
    List<EventRow> page;
    do {
      page = events.after(name, all.isEmpty() ? 0 : all.get(all.size() - 1).id(), from, PAGE);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private boolean isDisabled() {
    return new Dailies(session.database())
        .find(name)
        .map(daily -> daily.state().equals(DailyRow.DISABLED))
        .orElse(true);
  }

  private void follow(Campaigns campaigns, Events events, long lastId, Instant from)
      throws InterruptedException {
    long told = lastId;
    while (true) {
      // read before the events, so that those of its end are still told
      boolean ended = campaigns.find(name).map(CampaignRow::ended).orElseGet(this::isDisabled);
      List<EventRow> page = events.after(name, told, from, PAGE);
      page.forEach(this::tell);
      if (!page.isEmpty()) {
        told = page.get(page.size() - 1).id();
      } else if (ended) {
        return;
      } else {
        Thread.sleep(LOOK_MILLIS);
      }
    }
  }

  private void tell(EventRow event) {
    Terminal terminal = session.terminal();
    if (json) {
      terminal.say(Json.line(event));
      return;
    }
    terminal.say(
        SECOND.format(event.at())
            + "  "
            + String.format("%-9s", event.kind())
            + "  "
            + (event.granuleId() == null
                ? ""
                : event.granuleId() + (event.revision() == 1 ? "" : " r" + event.revision()) + ": ")
            + event.message());
  }
}
