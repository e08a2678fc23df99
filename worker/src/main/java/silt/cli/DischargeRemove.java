package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import silt.config.NearestName;
import silt.db.GaugeRow;
import silt.db.Gauges;
import silt.scene.BadInput;

/** Forgets a gauge. */
@Command(name = "remove", description = "Forget a gauge and its discharge.")
@Examples({"deploy/silt discharge remove djankuat", "all values of that gauge"})
final class DischargeRemove implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "GAUGE", description = "as deploy/silt discharge list shows it")
  String gauge;

  DischargeRemove(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Gauges gauges = new Gauges(session.database());
    long removed = gauges.remove(gauge);
    if (removed < 0) {
      throw new BadInput(
          "there is no gauge " + gauge,
          NearestName.hint(gauge, gauges.list().stream().map(GaugeRow::name).toList()));
    }
    session.terminal().say("gauge " + gauge + ": " + removed + " values removed");
    return 0;
  }
}
