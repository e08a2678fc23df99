package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.Decision;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** A campaign that lacks what a person must mend stands still, and goes on by itself. */
class CampaignMendsTest {

  private static final Decision ANNA = new Decision("anna", null);

  private final WorkflowWorld world = new WorkflowWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void anExpiredTokenPausesTheCampaignAndTheFirstSceneThatGetsThroughHealsIt() {
    world.scenes(8);
    world.steps.missingForAll = Person.TOKEN_EXPIRED;
    CampaignWorkflow campaign = world.begin("demo", 3);
    world.pass(Duration.ofMinutes(10));

    CampaignStatus blocked = campaign.status();
    long tries = world.steps.count("fetch");

    assertThat(blocked.state()).isEqualTo("PAUSED");
    assertThat(blocked.reason()).isEqualTo("TOKEN_EXPIRED: not there yet");
    // three scenes, and a new one after 1, 3 and 10 minutes
    assertThat(blocked.blocked()).isBetween(5, 6);
    assertThat(blocked.inFlight()).isEqualTo(blocked.blocked());
    assertThat(blocked.waiting())
        .hasSize(blocked.blocked())
        .contains(WorkflowWorld.key(1) + ": TOKEN_EXPIRED: not there yet");
    // those, and one of them at a time after 1, 3, 6 and 10 minutes
    assertThat(tries).isBetween(7L, 10L);

    world.steps.missingForAll = null;
    long before = world.temporal.currentTimeMillis();
    CampaignProgress progress = WorkflowWorld.end(campaign);

    assertThat(progress.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 8L));
    assertThat(Duration.ofMillis(world.steps.concludedAtMillis - before))
        .isLessThan(Duration.ofMinutes(6));
    assertThat(world.ledger.told())
        .containsExactly(
            "DISCOVERING", "RUNNING", "PAUSED: TOKEN_EXPIRED: not there yet", "RUNNING", "DONE");
    world.record("campaign/blocked-and-healed", "campaign/demo");
    world.record("scene/told-its-campaign", FakeSteps.order(1).workflowId());
  }

  @Test
  void anOperatorWhoMendedItDoesNotHaveToWait() {
    world.scenes(4);
    world.steps.missingForAll = Person.DISK_FULL;
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(Duration.ofMinutes(9));
    world.steps.missingForAll = null;
    long before = world.temporal.currentTimeMillis();

    assertThat(campaign.resume(ANNA).state()).isEqualTo("RUNNING");
    WorkflowWorld.end(campaign);

    assertThat(Duration.ofMillis(world.steps.concludedAtMillis - before))
        .isLessThan(Duration.ofMinutes(1));
    world.record("campaign/blocked-and-resumed", "campaign/demo");
  }

  @Test
  void anOperatorsPauseOutlivesTheMending() {
    world.scenes(4);
    world.steps.missingForAll = Person.TOKEN_EXPIRED;
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(Duration.ofSeconds(30));
    campaign.pause(ANNA);
    assertThat(campaign.status().reason())
        .isEqualTo("paused by anna; TOKEN_EXPIRED: not there yet");

    world.steps.missingForAll = null;
    world.pass(Duration.ofHours(2));
    CampaignStatus healed = campaign.status();

    assertThat(healed.state()).isEqualTo("PAUSED");
    assertThat(healed.reason()).isEqualTo("paused by anna");
    assertThat(healed.blocked()).isZero();
    assertThat(healed.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 2L));
    campaign.resume(ANNA);
    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(4);
  }

  @Test
  void twoThingsThatAreMissingAreBothNamed() {
    world.scenes(2);
    world.steps.missingFor.put(WorkflowWorld.key(1), Person.TOKEN_EXPIRED);
    world.steps.missingFor.put(WorkflowWorld.key(2), Person.DISK_FULL);
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(Duration.ofSeconds(30));

    assertThat(campaign.status().reason())
        .isEqualTo("TOKEN_EXPIRED: not there yet; DISK_FULL: not there yet");

    world.steps.missingFor.clear();
    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(2);
  }

  @Test
  void oneSceneThatNeverGetsThroughDoesNotKeepTheOthersFromTrying() {
    world.scenes(3);
    world.steps.missingFor.put(WorkflowWorld.key(1), Person.LICENCE_NOT_ACCEPTED);
    world.steps.missingForAll = Person.TOKEN_EXPIRED;
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(Duration.ofSeconds(30));
    world.steps.missingForAll = null;

    world.pass(Duration.ofHours(3));

    assertThat(campaign.status().finished()).containsExactly(Map.entry(Outcome.OBSERVED, 2L));
    assertThat(campaign.status().state()).isEqualTo("RUNNING");
    assertThat(campaign.status().reason())
        .isEqualTo(WorkflowWorld.key(1) + " alone: LICENCE_NOT_ACCEPTED: not there yet");
    campaign.resume(ANNA);
    world.pass(Duration.ofSeconds(30));
    world.steps.missingFor.clear();
    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(3);
  }

  @Test
  void aTroubleOfOneScenesOwnDoesNotStopItsCampaign() {
    world.scenes(6);
    world.steps.missingFor.put(WorkflowWorld.key(2), Person.LICENCE_NOT_ACCEPTED);
    CampaignWorkflow campaign = world.begin("demo", 1);
    world.pass(Duration.ofMinutes(30));

    CampaignStatus status = campaign.status();

    assertThat(status.state()).isEqualTo("RUNNING");
    assertThat(status.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 5L));
    assertThat(status.blocked()).isOne();
    assertThat(status.waiting())
        .containsExactly(WorkflowWorld.key(2) + ": LICENCE_NOT_ACCEPTED: not there yet");
    world.steps.missingFor.clear();
    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(6);
    assertThat(world.ledger.told())
        .containsExactly(
            "DISCOVERING",
            "RUNNING",
            "PAUSED: LICENCE_NOT_ACCEPTED: not there yet",
            "RUNNING: " + WorkflowWorld.key(2) + " alone: LICENCE_NOT_ACCEPTED: not there yet",
            "RUNNING",
            "DONE");
    world.record("campaign/probe-of-a-new-scene", "campaign/demo");
  }

  @Test
  void whatManyScenesLackIsNoMatterOfSingleOnes() {
    world.scenes(60);
    for (int number = 2; number <= 50; number++) {
      world.steps.missingFor.put(WorkflowWorld.key(number), Person.MODEL_MISSING);
    }
    CampaignWorkflow campaign = world.begin("demo", 3);
    world.pass(Duration.ofHours(2));

    assertThat(campaign.status().state()).isEqualTo("PAUSED");
    assertThat(campaign.status().inFlight()).isBetween(4, 3 + Canary.BEYOND_WINDOW);
    world.steps.missingFor.clear();
    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(60);
  }

  @Test
  void aDatabaseThatIsDownIsWaitedForByTheCampaignItself() {
    world.scenes(3);
    for (int times = 0; times < 3; times++) {
      world.ledger.failures.add(
          Failures.person(Person.DATABASE_DOWN, "nothing answers at db:5432", null));
    }
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(Duration.ofSeconds(30));

    assertThat(campaign.status().state()).isEqualTo("PAUSED");
    assertThat(campaign.status().reason()).isEqualTo("DATABASE_DOWN: nothing answers at db:5432");

    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(3);
    assertThat(world.ledger.told()).startsWith("DISCOVERING").endsWith("RUNNING", "DONE");
    world.record("campaign/database-down", "campaign/demo");
  }

  @Test
  void aSceneThatCannotStoreItsResultKeepsItUntilTheDatabaseIsBack() {
    world.scenes(3);
    for (int times = 0; times < 3; times++) {
      world.steps.concludeFailures.add(
          Failures.person(Person.DATABASE_DOWN, "nothing answers at db:5432", null));
    }
    CampaignWorkflow campaign = world.begin("demo", 2);

    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 3L));
    assertThat(world.steps.count("fetch")).isEqualTo(3);
    assertThat(world.ledger.told()).contains("PAUSED: DATABASE_DOWN: nothing answers at db:5432");
  }
}
