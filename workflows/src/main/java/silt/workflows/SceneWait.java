package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import silt.steps.Blocked;
import silt.steps.CampaignOrder;
import silt.steps.Failures;
import silt.steps.LedgerActivity;
import silt.steps.SceneOrder;

/**
 * How a scene waits for a person: the event log, the workflow's page and its campaign are told what
 * must be mended, the campaign also when it is, and the step is tried again by and by.
 */
final class SceneWait {

  /** How long a scene that waits for a person sleeps before it looks again by itself. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

  private final LedgerActivity ledger = Steps.ledger();
  private final SceneOrder order;
  private final boolean tellsCampaign;
  private final Looks looks;
  private final Runnable makeRoom;
  private String waitingFor;

  /**
   * @param waitingFor what an earlier run waited for; {@code null} where it did not
   * @param makeRoom called between two looks: continues as new where the history wants it
   */
  SceneWait(
      SceneOrder order, boolean tellsCampaign, Looks looks, String waitingFor, Runnable makeRoom) {
    this.order = order;
    this.tellsCampaign = tellsCampaign && order.campaign() != null;
    this.looks = looks;
    this.waitingFor = waitingFor;
    this.makeRoom = makeRoom;
  }

  /** One line; {@code null} while the scene moves. */
  String waitingFor() {
    return waitingFor;
  }

  /**
   * Runs a step; where it fails for something that a person must mend, says so, waits, and runs it
   * again.
   */
  <T> T mended(String step, Supplier<T> work) {
    while (true) {
      try {
        T done = work.get();
        moves();
        return done;
      } catch (ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure cancelled) {
          throw cancelled;
        }
        Optional<Failures.Person> person = Failures.needsPerson(failure);
        if (person.isEmpty()) {
          moves();
          throw failure;
        }
        say(step, person.get(), Failures.message(failure));
        looks.rest(LOOK_AGAIN);
        makeRoom.run();
      }
    }
  }

  private void say(String step, Failures.Person person, String message) {
    boolean first = waitingFor == null;
    waitingFor = message;
    Workflow.setCurrentDetails(step + " waits for a person: " + message);
    if (first
        && person != Failures.Person.DATABASE_UNFIT
        && person != Failures.Person.DATABASE_DOWN) {
      event("waiting", step + ": " + person + ": " + message);
    }
    boolean asked = looks.takeWord();
    // a campaign that knows already is told again only of a try that it asked for itself
    if (first || asked) {
      Blocked blocked = new Blocked(order.scene().key(), step, person, message);
      tellCampaign(campaign -> campaign.blocked(blocked));
    }
  }

  private void moves() {
    if (waitingFor != null) {
      waitingFor = null;
      Workflow.setCurrentDetails("");
      tellCampaign(campaign -> campaign.moving(order.scene().key()));
    }
  }

  /** A campaign that has ended needs no word: whoever began it anew sees the scene itself. */
  private void tellCampaign(Consumer<CampaignWorkflow> word) {
    if (!tellsCampaign) {
      return;
    }
    try {
      word.accept(
          Workflow.newExternalWorkflowStub(
              CampaignWorkflow.class, CampaignOrder.workflowId(order.campaign())));
    } catch (ApplicationFailure gone) {
      Workflow.getLogger(SceneWait.class)
          .info("{}: campaign {} has ended", order.scene().key(), order.campaign());
    }
  }

  /** Tells the event log; one that waits for a person itself holds up nothing. */
  void event(String kind, String message) {
    try {
      ledger.event(order.campaign(), order.scene().key(), kind, message);
    } catch (ActivityFailure failure) {
      if (Failures.needsPerson(failure).isEmpty()) {
        throw failure;
      }
      // the database waits for somebody too; the campaign and the workflow's page know
      Workflow.getLogger(SceneWait.class).warn("not written: {}", message, failure);
    }
  }
}
