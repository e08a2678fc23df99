package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
      description = "campaign, discover, fetch, mask, sediment, load (default: all)")
  List<String> queues;

  WorkerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
