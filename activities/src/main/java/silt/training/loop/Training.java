package silt.training.loop;

import static java.util.Objects.requireNonNull;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.mask.TorchMissing;
import silt.model.ModelBundle;
import silt.provenance.ThisProcess;
import silt.raster.RasterLibraryMissing;
import silt.raster.RasterProblem;
import silt.scene.BadInput;
import silt.scene.Outcome;
import silt.staging.DiskSpace;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.ModelRef;
import silt.steps.TrainedModel;
import silt.steps.TrainingActivity;
import silt.steps.TrainingOrder;
import silt.steps.TrainingProgress;
import silt.workflows.TrainingWorkflow;

/**
 * The step that trains. Its heartbeat carries how far it is; what a next attempt needs lies on the
 * disk, so that one goes on after the last epoch that any attempt finished.
 */
public final class Training implements TrainingActivity {

  private static final String STEP = "training";
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final Function<TrainingOrder, MaskTraining> trainings;

  /**
   * @param threads of one operation of the network
   * @param commit of the code that runs
   */
  public Training(int threads, String commit) {
    this(order -> new MaskTraining(order, threads, commit));
  }

  Training(Function<TrainingOrder, MaskTraining> trainings) {
    this.trainings = requireNonNull(trainings, "trainings");
  }

  @Override
  public TrainedModel train(TrainingOrder order) {
    Instant started = Instant.now();
    requireHere(order.init());
    Beats beats = new Beats(Activity.getExecutionContext(), order);
    try (MaskTraining training = trainings.apply(order)) {
      Optional<ModelBundle> trained = training.run(beats);
      if (trained.isEmpty()) {
        throw beats.cancelled;
      }
      return new TrainedModel(
          new ModelRef(trained.get().card().name(), trained.get().sha256()),
          order.out(),
          beats.progress,
          ThisProcess.ended(STEP, started, beats.context.getInfo().getAttempt(), false));
    } catch (BadInput | RasterProblem unfit) {
      throw DiskSpace.isFull(unfit) ? full(unfit) : never(unfit);
    } catch (TorchMissing | RasterLibraryMissing missing) {
      throw Failures.person(Person.NATIVE_LIBRARY_MISSING, missing.getMessage(), missing);
    } catch (UncheckedIOException failed) {
      throw DiskSpace.failure(failed.getMessage(), failed.getCause());
    }
  }

  private static ApplicationFailure full(RuntimeException unfit) {
    return Failures.person(
        Person.DISK_FULL, unfit.getMessage() + ": the disk is full, free some space", unfit);
  }

  private static ApplicationFailure never(RuntimeException unfit) {
    String remedy = unfit instanceof BadInput refused ? ". " + refused.remedy() : "";
    return Failures.never(Outcome.FAILED, unfit.getMessage() + remedy, unfit);
  }

  private static void requireHere(URI init) {
    if (init != null && !Files.isDirectory(Path.of(init))) {
      throw Failures.person(
          Person.MODEL_MISSING,
          "the bundle to begin from, " + init + ", is not on this host",
          null);
    }
  }

  /** Tells Temporal how it goes, and hears from it whether to stop. */
  private static final class Beats implements MaskTraining.Watcher {

    private final ActivityExecutionContext context;
    private TrainingProgress progress;
    private ActivityCompletionException cancelled;

    Beats(ActivityExecutionContext context, TrainingOrder order) {
      this.context = context;
      this.progress =
          context
              .getHeartbeatDetails(TrainingProgress.class)
              .orElse(TrainingProgress.start(order.plan().epochs()));
    }

    private void beat() {
      try {
        context.heartbeat(progress);
      } catch (ActivityCompletionException asked) {
        // cancelled, timed out or the worker ends: the step is finished, the epoch is not
        cancelled = asked;
      }
    }

    @Override
    public void note(String line) {
      LOG.info("{}: {}", context.getInfo().getWorkflowId(), line);
      beat();
    }

    @Override
    public void stepped(long done, long of, double loss) {
      beat();
    }

    @Override
    public void judging() {
      beat();
    }

    @Override
    public void judged(TrainingProgress now, boolean best) {
      progress = now;
      beat();
      try {
        context
            .getWorkflowClient()
            .newWorkflowStub(TrainingWorkflow.class, context.getInfo().getWorkflowId())
            .progressed(now);
      } catch (WorkflowNotFoundException ended) {
        LOG.warn("{} ended while it trains", context.getInfo().getWorkflowId());
      }
    }

    @Override
    public boolean stop() {
      return cancelled != null;
    }
  }
}
