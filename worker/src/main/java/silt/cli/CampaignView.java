package silt.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import silt.db.CampaignProgress;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.db.PastRuns;
import silt.db.SceneName;
import silt.db.ScenePlace;
import silt.scene.BadInput;
import silt.workflows.CampaignStatus;

/**
 * Where a campaign is: its workflow tells what it does, the database what is done. Where one of the
 * two does not answer, the other tells what it knows, and {@code remarks} say so.
 *
 * @param state as the workflow has it, else as stored
 * @param reason why it is in that state; {@code null} where the state says all
 * @param scenes found; -1 before discovery ended
 * @param finished with an outcome, those among them that others brought to it
 * @param inFlight begun, and no end of it stored, so that none is counted as finished, too; {@code
 *     null} where the workflow was not heard, as are blocked and elsewhere
 * @param blocked of those wait for a person
 * @param elsewhere of those were begun by another campaign or a person
 * @param waiting which of those wait for a person and for what, the first of them; {@code null}
 *     where the workflow was not heard
 * @param scenesPerMinute of the last minutes; {@code null} where it is not at work, or none ended
 * @param secondsLeft at that rate; {@code null} with it
 * @param whatToDo {@code null} where nothing is to be done
 * @param abandoned whether it has not ended and no workflow works on it
 * @param toldBy {@code workflow}, {@code database}
 * @param remarks what is wrong around it
 */
record CampaignView(
    String campaign,
    String kind,
    String state,
    String reason,
    String product,
    int window,
    int priority,
    long scenes,
    long finished,
    Map<String, Long> outcomes,
    Integer inFlight,
    Integer blocked,
    Integer elsewhere,
    List<String> waiting,
    Double scenesPerMinute,
    Long secondsLeft,
    String whatToDo,
    String startedBy,
    Instant createdAt,
    Instant stateChangedAt,
    boolean abandoned,
    List<String> toldBy,
    List<String> remarks) {

  private static final Set<String> ENDED = Set.of("DONE", "CANCELLED", "FAILED");

  boolean ended() {
    return ENDED.contains(state);
  }

  /** Looks at one campaign, again and again. */
  static final class Look {

    private final Session session;
    private final String name;
    private final Steering steering;
    private boolean abandoned;
    private Optional<List<String>> keys = Optional.empty();

    Look(Session session, String name) {
      this.session = session;
      this.name = name;
      this.steering = new Steering(session, name);
    }

    /**
     * @throws DatabaseProblem UNKNOWN_NAME, or where neither workflow nor database answers
     */
    CampaignView now() {
      List<String> remarks = new ArrayList<>();
      abandoned = false;
      Stored stored = null;
      RuntimeException silent = null;
      try {
        stored = Stored.of(session, name);
      } catch (DatabaseProblem problem) {
        if (problem.kind() != DatabaseProblem.Kind.UNREACHABLE) {
          throw problem;
        }
        silent = problem;
      } catch (DatabaseFailure failure) {
        silent = failure;
      }
      boolean ended = stored != null && ENDED.contains(stored.row().state());
      keys = Optional.empty();
      CampaignStatus live = ended ? null : ask(remarks, stored);
      if (stored == null && live == null) {
        throw silent;
      }
      if (stored == null) {
        remarks.add("the database does not answer, and its counts are the workflow's own");
        return ofWorkflow(live, remarks);
      }
      if (live == null) {
        return of(stored, Optional.empty(), null, remarks);
      }
      try {
        return of(
            Stored.of(session, name), Optional.of(live), unended(live.inFlight(), keys), remarks);
      } catch (DatabaseProblem | DatabaseFailure away) {
        return of(stored, Optional.of(live), live.inFlight(), remarks);
      }
    }

    /**
     * Of the scenes in flight those whose end is not stored: a workflow hears of an end a moment
     * after the database holds it.
     */
    private int unended(int inFlight, Optional<List<String>> keys) {
      return keys.map(
              all ->
                  (int)
                      new Campaigns(session.database())
                          .places(name, all.stream().map(Look::scene).toList()).stream()
                              .filter(ScenePlace::toDo)
                              .count())
          .orElse(inFlight);
    }

    /** What {@link silt.scene.Scene#key()} wrote. */
    private static SceneName scene(String key) {
      int slash = key.lastIndexOf("/r");
      return new SceneName(key.substring(0, slash), Integer.parseInt(key.substring(slash + 2)));
    }

    private CampaignStatus ask(List<String> remarks, Stored stored) {
      try {
        Optional<String> known = steering.known();
        if (known.filter(status -> status.equals("RUNNING")).isPresent()) {
          remarks.addAll(steering.failing());
          CampaignStatus status = steering.ask();
          keys = steering.scenesInFlight();
          return status;
        }
        if (stored != null && !ENDED.contains(Stored.of(session, name).row().state())) {
          abandoned = true;
          remarks.add(
              "nobody works on it: "
                  + known
                      .map(status -> "its workflow ended as " + status)
                      .orElse("Temporal knows no workflow campaign/" + name));
        }
      } catch (WorkflowException silent) {
        remarks.add("told by the database alone: its workflow did not answer" + why(silent));
      } catch (BadInput | StatusRuntimeException silent) {
        remarks.add("told by the database alone: " + firstLine(silent));
      }
      return null;
    }

    /** The client's own message repeats ids; the server's says what it waited for. */
    private static String why(WorkflowException silent) {
      return silent.getCause() == null ? "" : ", " + firstLine(silent.getCause());
    }

    private static String firstLine(Throwable failure) {
      return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
    }

    private CampaignView ofWorkflow(CampaignStatus live, List<String> remarks) {
      Map<String, Long> outcomes = new LinkedHashMap<>();
      live.finished().forEach((outcome, scenes) -> outcomes.put(outcome.name(), scenes));
      return new CampaignView(
          name,
          null,
          live.state(),
          live.reason(),
          null,
          live.window(),
          live.priority(),
          live.discovered(),
          outcomes.values().stream().mapToLong(Long::longValue).sum(),
          outcomes,
          live.inFlight(),
          live.blocked(),
          live.elsewhere(),
          live.waiting(),
          null,
          null,
          whatToDo(live.state(), live.blocked()),
          null,
          null,
          null,
          false,
          List.of("workflow"),
          remarks);
    }

    private CampaignView of(
        Stored stored, Optional<CampaignStatus> live, Integer inFlight, List<String> remarks) {
      CampaignRow row = stored.row();
      CampaignProgress counts = stored.counts();
      String state = live.map(CampaignStatus::state).orElse(row.state());
      boolean atWork = state.equals("RUNNING");
      if (atWork && live.isPresent() && counts.scenes() > 0 && counts.waiting() == 0) {
        remarks.add(
            "every scene has an outcome already; "
                + Words.scenes(
                    live.get().finished().values().stream().mapToLong(Long::longValue).sum())
                + " run anew so far, for zone sets that they lacked");
      }
      Double rate = atWork ? stored.perMinute().orElse(null) : null;
      return new CampaignView(
          name,
          row.kind(),
          state,
          live.isPresent() ? live.get().reason() : row.stateReason(),
          row.product(),
          live.map(CampaignStatus::window).orElse(row.window()),
          row.priority(),
          state.equals("DISCOVERING") ? -1 : counts.scenes(),
          counts.finished(),
          counts.byOutcome(),
          inFlight,
          live.map(CampaignStatus::blocked).orElse(null),
          live.map(CampaignStatus::elsewhere).orElse(null),
          live.map(CampaignStatus::waiting).orElse(null),
          rate,
          rate == null ? null : Long.valueOf(Math.round(counts.waiting() / rate * 60)),
          whatToDo(state, live.map(CampaignStatus::blocked).orElse(0)),
          row.startedBy(),
          row.createdAt(),
          row.stateChangedAt(),
          abandoned,
          live.isPresent() ? List.of("workflow", "database") : List.of("database"),
          remarks);
    }

    private String whatToDo(String state, int blocked) {
      if (abandoned) {
        return "deploy/silt campaign resume " + name + " takes it up again";
      }
      if (state.equals("RUNNING") && blocked > 0) {
        return "the others go on, and it looks again every 15 minutes; at once:"
            + " deploy/silt campaign resume "
            + name;
      }
      if (!state.equals("PAUSED")) {
        return null;
      }
      return blocked > 0
          ? "it tries again by itself every 1 to 5 minutes; at once: deploy/silt campaign resume "
              + name
          : "deploy/silt campaign resume " + name;
    }
  }

  /** What the database holds of it. */
  private record Stored(CampaignRow row, CampaignProgress counts, Optional<Double> perMinute) {

    static Stored of(Session session, String name) {
      Campaigns campaigns = new Campaigns(session.database());
      CampaignProgress counts = campaigns.progress(name);
      return new Stored(
          campaigns.find(name).orElseThrow(),
          counts,
          new PastRuns(session.database()).recentPerMinute(name));
    }
  }
}
