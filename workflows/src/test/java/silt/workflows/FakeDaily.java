package silt.workflows;

import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.steps.CampaignOrder;
import silt.steps.DailyFound;
import silt.steps.DailyLedgerActivity;
import silt.steps.DailyOrder;
import silt.steps.DailyStart;
import silt.steps.DailyStart.CampaignBegin;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.IngestActivity;
import silt.steps.SceneOrder;

/**
 * An archive with a calendar and the table of a daily ingestion, by the rules of the real ones:
 * told is what was revised since the mark less the overlap, stored what no earlier run holds.
 */
final class FakeDaily implements IngestActivity, DailyLedgerActivity {

  /**
   * @param visible when the archive's search knows of it: later than it says it was revised
   */
  record Revision(String granule, int revision, Instant revised, Instant visible) {

    String key() {
      return granule + "/r" + revision;
    }
  }

  final List<Revision> archive = Collections.synchronizedList(new ArrayList<>());
  final Map<Instant, Instant> outages = new ConcurrentHashMap<>();
  final Set<String> held = Collections.synchronizedSet(new LinkedHashSet<>());
  final List<String> ended = Collections.synchronizedList(new ArrayList<>());
  final List<Instant> begins = Collections.synchronizedList(new ArrayList<>());
  final List<String> begun = Collections.synchronizedList(new ArrayList<>());
  final List<String> waits = Collections.synchronizedList(new ArrayList<>());
  final List<CampaignBegin> unbegun = Collections.synchronizedList(new ArrayList<>());

  /** What the next searches throw, in order; when empty the outages decide. */
  final List<ApplicationFailure> failures = Collections.synchronizedList(new ArrayList<>());

  /** What a person must mend before anything can be searched for. */
  volatile Person missing;

  Instant since = Instant.EPOCH;
  boolean disabled;
  int searches;
  final FakeSteps steps;
  private Instant mark;
  private long runs;

  FakeDaily(FakeSteps steps) {
    this.steps = steps;
  }

  private Instant now() {
    return Instant.ofEpochMilli(steps.clock.getAsLong());
  }

  @Override
  public DailyStart begin(DailyOrder order, Instant at) {
    begins.add(at);
    CampaignOrder campaign =
        new CampaignOrder(
            order.name() + "." + at.getEpochSecond(),
            FakeSteps.PRODUCT,
            List.of("reaches"),
            8,
            CampaignOrder.FORWARD);
    List<CampaignBegin> left = List.copyOf(unbegun);
    unbegun.clear();
    return new DailyStart(++runs, disabled ? null : campaign, left);
  }

  @Override
  public synchronized DailyFound ingest(DailyOrder order, DailyStart run) {
    searches++;
    if (!failures.isEmpty()) {
      throw failures.remove(0);
    }
    if (missing != null) {
      throw Failures.person(missing, "not there yet", null);
    }
    Instant now = now();
    outages.forEach(
        (from, to) -> {
          if (!now.isBefore(from) && now.isBefore(to)) {
            throw Failures.retry("CMR answered 503", null);
          }
        });
    Instant from = mark == null ? since : mark.minus(order.overlap());
    Map<String, Revision> told = new LinkedHashMap<>();
    for (Revision revision : archive) {
      if (!revision.visible().isAfter(now) && !revision.revised().isBefore(from)) {
        told.merge(revision.granule(), revision, (a, b) -> a.revision() > b.revision() ? a : b);
      }
    }
    List<SceneOrder> fresh = new ArrayList<>();
    for (Revision revision : told.values()) {
      mark = mark == null || revision.revised().isAfter(mark) ? revision.revised() : mark;
      if (held.add(revision.key())) {
        fresh.add(
            new SceneOrder(
                new Scene(new GranuleId(revision.granule()), revision.revision()),
                FakeSteps.PRODUCT,
                URI.create("https://archive.example/"),
                List.of("reaches"),
                run.campaign().name()));
      }
    }
    List<SceneOrder> all = new ArrayList<>(steps.ledger.scenes);
    all.addAll(fresh);
    steps.ledger.scenes = all;
    return new DailyFound(told.size(), fresh.size(), 0);
  }

  @Override
  public void begun(String campaign) {
    begun.add(campaign);
  }

  @Override
  public void ended(DailyStart run, String outcome, String reason, Instant at) {
    ended.add(reason == null ? outcome : outcome + ": " + reason);
  }

  @Override
  public void waits(DailyOrder order, String message) {
    waits.add(String.valueOf(message));
  }

  /** A granule of the day, known to the search some time after it was revised. */
  void publish(Instant day, int second, int revision, Instant revised, Duration lag) {
    String granule =
        "HLS.S30.T60GVA.%sT2225%02d.v2.0"
            .formatted(
                java.time.format.DateTimeFormatter.ofPattern("yyyyDDD")
                    .withZone(java.time.ZoneOffset.UTC)
                    .format(day),
                second);
    archive.add(new Revision(granule, revision, revised, revised.plus(lag)));
  }
}
