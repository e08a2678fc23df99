package silt.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import silt.cli.terminal.Terminal;
import silt.config.NearestName;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.scene.BadInput;
import silt.steps.SceneOrder;

/** Which zone sets a scene or a campaign is summarised over, in the same words for both. */
final class ZoneChoice {

  @Option(
      names = "--zones",
      split = ",",
      paramLabel = "SET",
      description = "zone sets to summarise over (default: all but cells)")
  List<String> zones;

  @Option(names = "--cells", description = "summarise over 300 m cells, too; needs no zones")
  boolean cells;

  /**
   * Their names.
   *
   * @throws BadInput naming a set that there is not
   */
  List<String> sets(Session session) {
    return of(zones, cells, new ZoneSets(session.database()).list());
  }

  /**
   * The sets asked for, else all that came from files; cells on request, and where there is nothing
   * else, so that a region without any vector data still gives a map.
   *
   * @param asked {@code null} where the command line named none
   * @throws BadInput naming a set that there is not
   */
  private static List<String> of(List<String> asked, boolean cells, List<ZoneSetRow> there) {
    List<String> fromFiles =
        there.stream().filter(set -> !set.kind().equals("cell")).map(ZoneSetRow::name).toList();
    Set<String> chosen = new LinkedHashSet<>(asked == null ? fromFiles : asked);
    for (String name : chosen) {
      if (!fromFiles.contains(name) && !name.equals(SceneOrder.CELLS)) {
        throw new BadInput(
            "there is no zone set " + name,
            fromFiles.isEmpty()
                ? "Load one with deploy/silt zones load, or ask for --cells."
                : NearestName.hint(name, fromFiles));
      }
    }
    if (cells || chosen.isEmpty()) {
      chosen.add(SceneOrder.CELLS);
    }
    return new ArrayList<>(chosen);
  }

  /** Says what was chosen for want of a set; said once nothing can be refused any more. */
  void tell(List<String> chosen, Terminal terminal) {
    if (zones == null && !cells && chosen.equals(List.of(SceneOrder.CELLS))) {
      terminal.note("no zone set is loaded: summarising over cells of 300 m");
    }
  }
}
