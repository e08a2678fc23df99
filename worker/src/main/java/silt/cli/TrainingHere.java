package silt.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.cli.terminal.Terminal;
import silt.model.ModelBundle;
import silt.steps.TrainingOrder;
import silt.steps.TrainingProgress;
import silt.training.loop.MaskTraining;

/**
 * A training in this process: a line an epoch, a moving one at a terminal, and an end by Ctrl-C.
 */
final class TrainingHere implements MaskTraining.Watcher {

  private static final long PATIENCE_SECONDS = 60;

  private final Terminal terminal;
  private final boolean json;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private Progress line;
  private TrainingProgress last;

  TrainingHere(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  int run(MaskTraining training, TrainingOrder order) {
    last = TrainingProgress.start(order.plan().epochs());
    Thread stop = new Thread(this::stopAndWait, "stop-training");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      Optional<ModelBundle> trained = training.run(this);
      closeLine();
      trained.ifPresentOrElse(this::tell, () -> terminal.note(TrainingLines.stopped(last)));
      return trained.isPresent() ? 0 : Refusals.FAILED;
    } finally {
      closeLine();
      ended.countDown();
      if (!stopping) {
        Runtime.getRuntime().removeShutdownHook(stop);
      }
    }
  }

  /** Ctrl-C ends the step that is being done, not the middle of it. */
  private void stopAndWait() {
    stopping = true;
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(ModelBundle bundle) {
    if (json) {
      Json.print(terminal, TrainingLines.Trained.of(bundle));
    } else {
      terminal.say(TrainingLines.trained(bundle));
    }
  }

  @Override
  public void note(String said) {
    closeLine();
    terminal.note(said);
  }

  @Override
  public void stepped(long done, long of, double loss) {
    if (terminal.live()) {
      if (line == null) {
        line = new Progress(terminal, "epoch " + (last.epoch() + 1), "steps", done - 1);
      }
      line.at(done, of, TrainingLines.remark(loss, last));
    }
  }

  @Override
  public void judged(TrainingProgress progress, boolean best) {
    closeLine();
    terminal.note(TrainingLines.epoch(progress, best));
    last = progress;
  }

  @Override
  public boolean stop() {
    return stopping;
  }

  private void closeLine() {
    if (line != null) {
      line.close();
      line = null;
    }
  }
}
