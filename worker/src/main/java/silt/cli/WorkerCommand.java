package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.config.Key;
import silt.worker.WorkerProcess;

/** Serves task queues in this process. */
@Command(name = "worker", description = "Serve task queues until ended.")
@Examples({
  "deploy/silt worker",
  "all queues",
  "deploy/silt worker --queues fetch,mask",
  "only these, on a host of its own"
})
final class WorkerCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--queues",
      split = ",",
      paramLabel = "QUEUE",
      description = "campaign, discover, fetch, mask, mask-bf16, sediment, load (default: all)")
  List<String> queues = List.of();

  WorkerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!queues.isEmpty()) {
      session.option(Key.WORKER_QUEUES.dotted(), String.join(",", queues));
    }
    WorkerProcess.logAsService();
    new WorkerProcess(session.settings()).serve(session.settings().list(Key.WORKER_QUEUES));
    return 0;
  }
}
