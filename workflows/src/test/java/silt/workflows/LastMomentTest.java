package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.Decision;
import silt.steps.Failures.Person;

/**
 * A command that reaches a campaign in the moment of its end is answered, and the answer is what
 * becomes of the campaign. On a real server: the in-memory one loses answers that come with an end.
 */
@Tag("slow")
class LastMomentTest {

  private static final Decision ANNA = new Decision("anna", null);
  private static final int ROUNDS = 8;

  private static WorkflowWorld world;

  @BeforeAll
  static void aServer() {
    world = WorkflowWorld.onAServer(BriefScene.class, 4096);
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
  }

  @AfterEach
  void nothingHappensMeanwhile() {
    world.steps.whileConcluding = () -> {};
    world.ledger.whileMoving = move -> {};
    world.steps.missingToDiscover = null;
    world.ledger.moves.clear();
  }

  private CampaignWorkflow ofOneScene(String name, int number) {
    world.ledger.scenes = List.of(FakeSteps.order(number));
    return world.begin(name, 1);
  }

  private static CampaignWorkflow stub(String name) {
    return world
        .temporal
        .getWorkflowClient()
        .newWorkflowStub(CampaignWorkflow.class, WorkflowWorld.order(name, 1).workflowId());
  }

  private static CompletableFuture<CampaignStatus> cancelled(String name) {
    return CompletableFuture.supplyAsync(() -> stub(name).cancel(ANNA));
  }

  @Test
  void aCancellationThatComesWithTheLastOutcomeIsObeyedOrRefused() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String name = "outcome-" + round;
      CompletableFuture<CompletableFuture<CampaignStatus>> sent = new CompletableFuture<>();
      world.steps.whileConcluding = () -> sent.complete(cancelled(name));
      CampaignWorkflow campaign = ofOneScene(name, 100 + round);

      CampaignProgress progress = WorkflowWorld.end(campaign);
      CampaignStatus answer =
          sent.thenCompose(cancellation -> cancellation)
              .exceptionally(LastMomentTest::refusedAsEnded)
              .get(1, TimeUnit.MINUTES);

      assertThat(world.ledger.told())
          .last()
          .isEqualTo(answer == null ? "DONE" : "CANCELLED: cancelled by anna");
      assertThat(progress.finished()).containsOnlyKeys(Outcome.OBSERVED);
      world.ledger.moves.clear();
    }
  }

  /** Nothing but the word that it has ended; no answer is lost on the way. */
  private static CampaignStatus refusedAsEnded(Throwable refused) {
    assertThat(refused)
        .rootCause()
        .message()
        .containsAnyOf("it has ended", "already completed", "not found")
        .doesNotContain("before the Update completed");
    return null;
  }

  @Test
  void aCancellationThatComesWhileTheEndIsStoredIsRefused() {
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    world.ledger.whileMoving =
        move -> {
          if (move.state().equals("DONE")) {
            refusal.complete(
                cancelled("stored")
                    .handle((answer, refused) -> refused)
                    .orTimeout(1, TimeUnit.MINUTES)
                    .join());
          }
        };
    CampaignWorkflow campaign = ofOneScene("stored", 200);

    WorkflowWorld.end(campaign);

    assertThat(refusal.join()).rootCause().message().contains("it has ended (DONE)");
    assertThat(world.ledger.told()).endsWith("DONE");
  }

  @Test
  void aCancellationThatLeavesNothingToWaitForIsAnswered() throws Exception {
    world.steps.missingToDiscover = Person.TOKEN_EXPIRED;
    CampaignWorkflow campaign = ofOneScene("nothing", 300);
    for (int tries = 0; !campaign.status().state().equals("PAUSED"); tries++) {
      assertThat(tries).isLessThan(600);
      Thread.sleep(100);
    }

    assertThat(campaign.cancel(ANNA).state()).isIn("CANCELLING", "CANCELLED");
    assertThat(WorkflowWorld.end(campaign).total()).isZero();
    assertThat(world.ledger.told()).endsWith("CANCELLED: cancelled by anna");
    assertThatThrownBy(
            () -> WorkflowStub.fromTyped(campaign).update("cancel", CampaignStatus.class, ANNA))
        .isNotInstanceOf(WorkflowUpdateException.class);
  }
}
