package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Terminal;
import silt.config.Key;
import silt.worker.WorkerProcess;

/** Serves task queues in this process. */
@Command(name = "worker", description = "Serve task queues until ended.")
@Examples({
  "deploy/silt worker",
  "all queues",
  "deploy/silt worker --queues fetch,mask",
  "only these, on a host of its own",
  "deploy/silt worker --queues training",
  "what silt model train --durable starts, on a host that has nothing else to do"
})
final class WorkerCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--queues",
      split = ",",
      paramLabel = "QUEUE",
      description =
          "campaign, discover, fetch, mask, mask-bf16, sediment, load, training"
              + " (default: all but training)")
  List<String> queues = List.of();

  @Option(names = "--training", description = "serve training, too: hours of all processors")
  boolean training;

  WorkerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!queues.isEmpty()) {
      session.option(Key.WORKER_QUEUES.dotted(), String.join(",", queues));
    }
    if (training) {
      session.option(Key.TRAINING.dotted(), "on");
    }
    WorkerProcess.logAsService(session.settings(), Terminal.isWatched());
    new WorkerProcess(session.settings()).serve(session.settings().queues());
    return 0;
  }
}
