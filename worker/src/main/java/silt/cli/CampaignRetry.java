package silt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.config.NearestName;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.RetryFilter;
import silt.db.SceneRunRow;
import silt.scene.BadInput;
import silt.steps.Decision;
import silt.workflows.CampaignStatus;

/** Tries scenes again that were not brought to an end. */
@Command(name = "retry", description = "Try again what failed, was cancelled, or had no input.")
@Examples({
  "deploy/silt campaign retry demo",
  "all that was not brought to an end",
  "deploy/silt campaign retry demo --outcome FAILED --reason disk",
  "what failed for want of space",
  "deploy/silt campaign retry demo --outcome INPUT_GONE --tile T60GVA",
  "one tile's, whose files the archive has again"
})
final class CampaignRetry implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign")
  String name;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "FAILED, INPUT_GONE, INPUT_CORRUPT or CANCELLED (default: all four)")
  String outcome;

  @Option(
      names = "--reason",
      paramLabel = "REGEX",
      description = "only where the reason holds this regular expression, in any case")
  String reason;

  @Option(
      names = "--tile",
      paramLabel = "TILE",
      description = "only of this MGRS tile, e.g. T60GVA")
  String tile;

  CampaignRetry(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Campaigns campaigns = new Campaigns(session.database());
    CampaignRow row = Steered.require(campaigns, name);
    RetryFilter which = new RetryFilter(outcome(), reason, tile());
    Steering steering = new Steering(session, name);
    boolean open = steering.open();
    if (open) {
      requireRetrying(steering.ask());
    }
    int marked = campaigns.retry(name, which, session.operator());
    // marks of an earlier call that could not take the campaign up are as good
    int scenes = marked > 0 ? marked : campaigns.retryDue(name, which);
    if (scenes == 0 && !open && unfiltered() && campaigns.progress(name).waiting() > 0) {
      return takeUpTheRest(row, campaigns.progress(name).waiting());
    }
    if (scenes == 0) {
      throw noMatch(row);
    }
    Optional<CampaignStatus> told =
        open
            ? steering.tell(
                "retry",
                new Decision(session.operator(), Words.scenes(scenes) + " to be tried again"))
            : Optional.empty();
    if (told.isEmpty()) {
      Steered.takeUp(session, row);
    }
    session
        .terminal()
        .say(
            "campaign %s: %s to be tried again%s%s"
                .formatted(
                    name,
                    Words.scenes(scenes),
                    marked > 0 ? "" : ", as was asked for before",
                    standing(told, row)));
    return 0;
  }

  private boolean unfiltered() {
    return outcome == null && reason == null && tile == null;
  }

  /** Nothing failed, and yet it ended before all were run. */
  private int takeUpTheRest(CampaignRow row, long waiting) {
    Steered.takeUp(session, row);
    session
        .terminal()
        .say(
            "campaign %s: it was %s and is taken up again, for %s without an outcome"
                .formatted(name, row.state(), Words.scenes(waiting)));
    return 0;
  }

  private static String standing(Optional<CampaignStatus> told, CampaignRow row) {
    if (told.isEmpty()) {
      return "; it was " + row.state() + " and is taken up again";
    }
    return told.get().state().equals("PAUSED")
        ? " once it goes on; it is paused: " + told.get().reason()
        : "";
  }

  /** Asked before anything is marked, so that a refusal leaves nothing half-done. */
  private void requireRetrying(CampaignStatus status) {
    if (status.state().equals("CANCELLING")) {
      throw new BadInput(
          "campaign " + name + " is being cancelled",
          "Once it is CANCELLED: deploy/silt campaign resume " + name + ".");
    }
    if (status.state().equals("DISCOVERING")) {
      throw new BadInput(
          "campaign " + name + " is still searching for its scenes, and none has failed",
          "Wait until it is RUNNING.");
    }
  }

  private BadInput noMatch(CampaignRow row) {
    List<String> asked = new ArrayList<>();
    if (outcome != null) {
      asked.add("outcome " + outcome());
    }
    if (reason != null) {
      asked.add("a reason that holds \"" + reason + "\"");
    }
    if (tile != null) {
      asked.add("tile " + tile());
    }
    return new BadInput(
        "campaign %s has no scene to try again%s"
            .formatted(row.name(), asked.isEmpty() ? "" : " with " + String.join(" and ", asked)),
        "deploy/silt scene list --without-result --campaign "
            + row.name()
            + " shows those that it has.");
  }

  private String outcome() {
    if (outcome == null) {
      return null;
    }
    String asked = outcome.toUpperCase(Locale.ROOT);
    if (SceneRunRow.CONCLUDED.contains(asked)) {
      throw new BadInput(
          "scenes that came to " + asked + " were seen to their end, and are not tried again",
          "deploy/silt campaign reprocess makes them anew under another product version.");
    }
    if (!SceneRunRow.UNFINISHED.contains(asked)) {
      throw new BadInput(
          "there is no outcome " + outcome,
          NearestName.hint(asked, new TreeSet<>(SceneRunRow.UNFINISHED)));
    }
    return asked;
  }

  private String tile() {
    if (tile == null) {
      return null;
    }
    String asked = tile.toUpperCase(Locale.ROOT).replaceFirst("^T(?=\\d)", "");
    if (!asked.matches("\\d{2}[A-Z]{3}")) {
      throw new BadInput("\"" + tile + "\" is no MGRS tile", "Give one such as T60GVA.");
    }
    return asked;
  }
}
