package silt.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.staging.StoreAway;
import silt.steps.Failures;
import silt.steps.Failures.Person;

class EveryStepTest {

  /** A step that fails as a test tells it. */
  @ActivityInterface
  public interface Failing {
    void fail();
  }

  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new EveryStep(Duration.ZERO), new Pulse())
                      .build())
              .build());

  @AfterEach
  void close() {
    temporal.close();
  }

  private Supplier<? extends Throwable> fault;

  @BeforeEach
  void aStep() {
    temporal.registerActivitiesImplementations(
        (Failing)
            () -> {
              throw EveryStepTest.<RuntimeException>any(fault.get());
            });
  }

  private ApplicationFailure cameOf(Supplier<? extends Throwable> trouble) {
    fault = trouble;
    Failing step =
        temporal.newActivityStub(
            Failing.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    Throwable failed = catchThrowable(step::fail);
    assertThat(failed).isInstanceOf(ActivityFailure.class);
    return (ApplicationFailure) failed.getCause();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T any(Throwable fault) throws T {
    throw (T) fault;
  }

  @Test
  void whatNoStepForesawIsTriedAgain() {
    assertThat(cameOf(() -> new IllegalStateException("a lane ended")).getType())
        .isEqualTo(Failures.RETRY);
  }

  @Test
  void aFullDiskThatNoStepForesawWaitsForAPerson() {
    ApplicationFailure failure =
        cameOf(
            () ->
                new UncheckedIOException(
                    new IOException("/products/mask.tif: No space left on device")));

    assertThat(Failures.needsPerson(failure)).contains(Person.DISK_FULL);
    assertThat(failure.isNonRetryable()).isTrue();
  }

  @Test
  void aLibraryThatDoesNotLoadWaitsForAPerson() {
    assertThat(Failures.needsPerson(cameOf(() -> new UnsatisfiedLinkError("no gdalalljni"))))
        .contains(Person.NATIVE_LIBRARY_MISSING);
  }

  @Test
  void aFailureThatHasItsClassKeepsIt() {
    ApplicationFailure gone =
        cameOf(() -> Failures.never(Outcome.INPUT_GONE, "B04 answered 404", null));

    assertThat(Failures.ending(gone)).isEqualTo(Outcome.INPUT_GONE);
    assertThat(gone.isNonRetryable()).isTrue();
    assertThat(gone.getNextRetryDelay()).isNull();
  }

  @Test
  void aStepWhoseWorkerStopsIsHandedBackAndHasNotFailed() {
    ApplicationFailure handed =
        cameOf(() -> new ActivityWorkerShutdownException(Activity.getExecutionContext().getInfo()));

    assertThat(Failures.handedBack(handed)).hasValue(0);
    assertThat(handed.isNonRetryable()).as("what is tried without end goes on in place").isFalse();
    assertThat(Failures.handedBack(Failures.retry("503", null))).isEmpty();
  }

  @Test
  void aHeartbeatThatTheStoppedWorkerNoLongerTakesHandsTheStepBack() {
    ActivityInfo info =
        (ActivityInfo)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActivityInfo.class},
                (self, method, none) -> method.getReturnType() == int.class ? 1 : null);
    ActivityExecutionContext ended =
        (ActivityExecutionContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActivityExecutionContext.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("getInfo")) {
                    return info;
                  }
                  throw new RejectedExecutionException("the timer has ended");
                });
    AtomicReference<ActivityExecutionContext> ofTheStep = new AtomicReference<>();
    new EveryStep(Duration.ZERO)
        .interceptActivity(
            new ActivityInboundCallsInterceptorBase(null) {
              @Override
              public void init(ActivityExecutionContext context) {
                ofTheStep.set(context);
              }
            })
        .init(ended);

    assertThatThrownBy(() -> ofTheStep.get().heartbeat(3))
        .isInstanceOf(ActivityWorkerShutdownException.class);
  }

  @Test
  void aServersDelayIsNeverCutShortAndNotAllComeBackTogether() {
    Set<Duration> delays = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Duration delay =
          cameOf(() -> Failures.retryAfter(Duration.ofMinutes(1), "busy", null))
              .getNextRetryDelay();
      assertThat(delay).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
      delays.add(delay);
    }
    assertThat(delays).hasSizeGreaterThan(5);
  }

  @Test
  void withoutAServersWordTheDelayIsTheStepsOwnMoreOrLess() {
    RetryOptions policy =
        RetryOptions.newBuilder().setInitialInterval(Duration.ofSeconds(10)).build();

    assertThat(EveryStep.spread(Failures.retry("cut", null), policy, 1).getNextRetryDelay())
        .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    assertThat(EveryStep.spread(Failures.retry("cut", null), null, 1).getNextRetryDelay())
        .as("a server that does not tell the policy")
        .isNull();
  }

  @Test
  void delaysGrowAsTheStepsPolicySays() {
    RetryOptions patient =
        RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofMinutes(5))
            .build();

    assertThat(EveryStep.usual(patient, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(EveryStep.usual(patient, 5)).isEqualTo(Duration.ofSeconds(16));
    assertThat(EveryStep.usual(patient, 1000)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aStoreThatStaysAwayIsAPersonsAfterFiveAttempts() {
    ApplicationFailure away =
        Failures.retry("s3://bucket/x cannot be read", new StoreAway(new IOException("refused")));

    assertThat(EveryStep.escalated(away, 4)).isSameAs(away);
    assertThat(Failures.needsPerson(EveryStep.escalated(away, 5))).contains(Person.STORE_AWAY);
    ApplicationFailure other = Failures.retry("the archive is busy", null);
    assertThat(EveryStep.escalated(other, 50)).isSameAs(other);
  }
}
