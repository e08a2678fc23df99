package silt.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what a campaign is asked to do, writes it down, and starts its workflow. */
@Command(name = "start", description = "Find every scene of a region and a time, and run each.")
@Examples({
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "over every zone set there is",
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29 --cells --wait",
  "over 300 m cells, too; follow it to its end",
  "deploy/silt campaign start s2 --region r.geojson --from 2024-02-01 --to 2024-02-29 --sensors S30 --max-cloud 60",
  "one sensor, less cloud"
})
final class CampaignStart implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "what to call it: letters, digits, '.', '_', '-'")
  String name;

  @Option(
      names = "--region",
      required = true,
      paramLabel = "FILE",
      description = "GeoJSON polygons, longitude and latitude")
  Path region;

  @Option(names = "--repair", description = "mend rings that are open or cross themselves")
  boolean repair;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day, UTC")
  LocalDate from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DATE",
      description = "last day, UTC, included")
  LocalDate to;

  @Option(names = "--sensors", split = ",", paramLabel = "S30|L30", description = "default: both")
  List<String> sensors = List.of();

  @Option(
      names = "--max-cloud",
      defaultValue = "100",
      paramLabel = "PERCENT",
      description = "leave out scenes that the archive calls cloudier (default: ${DEFAULT-VALUE})")
  int maxCloud;

  @Option(
      names = "--zones",
      split = ",",
      paramLabel = "SET",
      description = "zone sets to summarise over (default: all but cells)")
  List<String> zones;

  @Option(names = "--cells", description = "summarise over 300 m cells, too; needs no zones")
  boolean cells;

  @Option(
      names = "--window",
      defaultValue = "8",
      paramLabel = "N",
      description = "scenes in flight, 1 to 500 (default: ${DEFAULT-VALUE})")
  int window;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--wait", description = "follow it to its end")
  boolean wait;

  @Option(names = "--if-absent", description = "where the name is taken, follow that one")
  boolean ifAbsent;

  CampaignStart(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    new Period(from, to).check(session.clock());
    return 0;
  }
}
