package silt.cli;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import silt.cli.terminal.Progress;
import silt.cli.terminal.Terminal;
import silt.db.Products;
import silt.doctor.TaskQueues;
import silt.scene.BadInput;

/** Tells a person where a campaign is, once or until it ends. */
final class CampaignWatch {

  private static final long LOOK_MILLIS = 1000;
  private static final int LOOKS_BETWEEN_ASKING_FOR_WORKERS = 15;

  private final Session session;
  private final String name;
  private final CampaignView.Look look;
  private String numericForm;
  private String idle;

  CampaignWatch(Session session, String name) {
    this.session = session;
    this.name = name;
    this.look = new CampaignView.Look(session, name);
  }

  CampaignView look() {
    return look.now();
  }

  /** Prints where it is now. */
  void tell(CampaignView view) {
    Terminal terminal = session.terminal();
    terminal.say(
        terminal.bold(name)
            + ": "
            + view.state()
            + ", "
            + scenes(view)
            + (view.scenesPerMinute() == null ? "" : ", " + pace(view)));
    if (view.reason() != null) {
      terminal.say("  " + view.reason());
    }
    if (view.whatToDo() != null) {
      terminal.say("  -> " + view.whatToDo());
    }
    view.outcomes().forEach((outcome, scenes) -> terminal.say("  " + scenes + " " + outcome));
    if (!view.ended()) {
      terminal.say("  window " + view.window() + inFlight(view));
      if (view.waiting() != null) {
        view.waiting().forEach(scene -> terminal.say("    " + scene));
      }
      unserved(view).ifPresent(said -> terminal.say("  " + said));
    }
    if (view.product() != null) {
      terminal.say(
          "  product "
              + view.product()
              + ", priority "
              + view.priority()
              + ", asked for"
              + (view.startedBy() == null ? "" : " by " + view.startedBy())
              + " at "
              + Words.minute(view.createdAt())
              + " UTC");
    }
    view.remarks().forEach(remark -> terminal.say("  " + remark));
  }

  private static String scenes(CampaignView view) {
    return view.scenes() < 0
        ? "searching for its scenes"
        : view.finished() + "/" + view.scenes() + " scenes";
  }

  /** {@code 6.1/min, 45 min left}. */
  private static String pace(CampaignView view) {
    String rate = String.format(Locale.ROOT, "%.1f/min", view.scenesPerMinute());
    return view.secondsLeft() > 0
        ? rate + ", " + Progress.left(Duration.ofSeconds(view.secondsLeft()))
        : rate;
  }

  private static String inFlight(CampaignView view) {
    if (view.inFlight() == null) {
      return "";
    }
    List<String> of = new ArrayList<>();
    if (view.blocked() > 0) {
      of.add(view.blocked() + " of them waiting for a person");
    }
    if (view.elsewhere() > 0) {
      of.add(view.elsewhere() + " of them begun elsewhere");
    }
    return ", "
        + view.inFlight()
        + " in flight"
        + (of.isEmpty() ? "" : ", " + String.join(", ", of));
  }

  /** What waits in silence because no worker asks for it. */
  private Optional<String> unserved(CampaignView view) {
    if (view.state().equals("PAUSED")) {
      return Optional.empty();
    }
    List<String> queues =
        view.state().equals("DISCOVERING")
            ? TaskQueues.ofCampaign(numericForm(view))
            : TaskQueues.ofScene(numericForm(view));
    List<String> unserved;
    try {
      unserved = new TaskQueues(session.temporal()).unserved(queues);
    } catch (BadInput | StatusRuntimeException silent) {
      // the view says already that Temporal does not answer
      return Optional.empty();
    }
    return unserved.isEmpty() ? Optional.empty() : Optional.of(TaskQueues.said(unserved));
  }

  private String numericForm(CampaignView view) {
    if (numericForm == null) {
      numericForm =
          view.product() == null
              ? "f32"
              : new Products(session.database()).show(view.product()).numericForm();
    }
    return numericForm;
  }

  /**
   * Follows it to its end.
   *
   * @return the exit code: 0 where it is done
   * @throws BadInput where nobody works on it any more
   */
  int follow() throws InterruptedException {
    CampaignView view = look();
    try (Progress line = Progress.withOwnRate(session.terminal(), "campaign " + name, "scenes")) {
      String said = null;
      for (int looks = 0; !view.ended(); looks++) {
        requireSomebodyAtWork(view);
        line.at(view.finished(), view.scenes(), remark(view));
        String news = news(view, looks % LOOKS_BETWEEN_ASKING_FOR_WORKERS == 0);
        if (news != null && !Objects.equals(news, said)) {
          line.interrupt("campaign " + name + ": " + news);
        }
        said = news;
        Thread.sleep(LOOK_MILLIS);
        view = look();
      }
      line.at(view.finished(), view.scenes(), remark(view));
    }
    tell(view);
    return view.state().equals("DONE") ? 0 : Refusals.FAILED;
  }

  /** What a person should hear at once, and only once. */
  private String news(CampaignView view, boolean askForWorkers) {
    if (view.state().equals("PAUSED")) {
      return "PAUSED, "
          + view.reason()
          + (view.whatToDo() == null ? "" : "; -> " + view.whatToDo());
    }
    if (askForWorkers) {
      idle = unserved(view).orElse(null);
    }
    List<String> news = new ArrayList<>(view.remarks());
    if (idle != null) {
      news.add(idle);
    }
    return news.isEmpty() ? null : String.join("; ", news);
  }

  private static String remark(CampaignView view) {
    List<String> words = new ArrayList<>();
    if (view.scenesPerMinute() != null) {
      words.add(pace(view));
    }
    if (!view.state().equals("RUNNING")) {
      words.add(view.state().toLowerCase(Locale.ROOT));
    }
    if (view.inFlight() != null && !view.ended()) {
      words.add("window " + view.window());
      words.add(view.inFlight() + " in flight");
      if (view.blocked() > 0) {
        words.add(view.blocked() + " blocked");
      }
    }
    if (!view.outcomes().isEmpty()) {
      words.add(Words.counts(view.outcomes()));
    }
    return String.join(", ", words);
  }

  private void requireSomebodyAtWork(CampaignView view) {
    if (view.abandoned()) {
      throw new BadInput(
          "campaign " + name + " is not done, and " + view.remarks().get(0),
          "Take it up again: deploy/silt campaign resume " + name + ".");
    }
  }
}
