package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import silt.config.NearestName;
import silt.db.SampleSetRow;
import silt.db.Samples;
import silt.scene.BadInput;

/** Forgets a set of samples. */
@Command(name = "remove", description = "Forget a set of samples; results stay as they are.")
@Examples({"deploy/silt samples remove my_samples", "all samples of that set"})
final class SamplesRemove implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "SET", description = "as deploy/silt samples list shows it")
  String set;

  SamplesRemove(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    require(new Samples(session.database()), set);
    int removed = new Samples(session.database()).remove(set);
    session.terminal().say("samples " + set + ": " + removed + " removed");
    return 0;
  }

  /**
   * @throws BadInput where there is no such set
   */
  static void require(Samples samples, String set) {
    if (!samples.has(set)) {
      List<String> names = samples.sets().stream().map(SampleSetRow::set).distinct().toList();
      throw new BadInput("there is no sample set " + set, NearestName.hint(set, names));
    }
  }
}
