package silt.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Dailies;
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
  "deploy/silt events north --follow",
  "of a daily ingestion and its runs, until Ctrl-C"
})
final class EventsCommand implements Callable<Integer> {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private static final long LOOK_MILLIS = 1000;
  private static final int PAGE = 1000;

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign, or the daily ingestion")
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

  private boolean daily;

  EventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw new BadInput("--limit " + limit + " is less than one", "Give 1 or more.");
    }
    Instant from = Since.of(since, session.clock());
    daily = new Dailies(session.database()).find(name).isPresent();
    Campaigns campaigns = new Campaigns(session.database());
    if (!daily) {
      // a name that there is not must not look like one without events
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
    List<EventRow> newest =
        new ArrayList<>(daily ? events.ofDaily(name, limit) : events.ofCampaign(name, limit));
    Collections.reverse(newest);
    return newest;
  }

  private List<EventRow> all(Events events, Instant from) {
    List<EventRow> all = new ArrayList<>();
    List<EventRow> page;
    do {
      page = after(events, all.isEmpty() ? 0 : all.get(all.size() - 1).id(), from);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private List<EventRow> after(Events events, long id, Instant from) {
    return daily ? events.afterOfDaily(name, id, from, PAGE) : events.after(name, id, from, PAGE);
  }

  private void follow(Campaigns campaigns, Events events, long lastId, Instant from)
      throws InterruptedException {
    long told = lastId;
    while (true) {
      // read before the events, so that those of its end are still told
      boolean ended = !daily && campaigns.find(name).map(CampaignRow::ended).orElse(true);
      List<EventRow> page = after(events, told, from);
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
            + (daily && event.campaign() != null ? event.campaign() + ": " : "")
            + (event.granuleId() == null
                ? ""
                : event.granuleId() + (event.revision() == 1 ? "" : " r" + event.revision()) + ": ")
            + event.message());
  }
}
