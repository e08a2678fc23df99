package silt.cli;

import java.time.LocalDate;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import silt.config.ArchiveSettings;
import silt.config.Key;
import silt.db.ProductRow;
import silt.load.Ledger;
import silt.scene.BadInput;
import silt.scene.Sensor;

/** What a campaign is asked for; {@code plan} and {@code start} take the same words. */
final class CampaignOptions {

  @Mixin SceneChoice choice;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day, UTC")
  LocalDate from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DATE",
      description = "last day, UTC, included")
  LocalDate to;

  @Option(
      names = "--priority",
      defaultValue = "4",
      paramLabel = "1..5",
      description = "1 is served first; daily ingestion has 1 (default: ${DEFAULT-VALUE})")
  int priority;

  @Mixin ProductChoice product;

  /**
   * All of it, read and checked, nothing asked of the archive yet.
   *
   * @throws BadInput naming the first thing that cannot be
   */
  Wanted wanted(Session session) {
    Period period = new Period(from, to);
    period.check(session.clock());
    Set<Sensor> sensors = choice.sensors();
    period.checkSeenBy(sensors);
    int cloud = choice.maxCloud();
    int window = choice.window();
    if (priority < 1 || priority > 5) {
      throw new BadInput(
          "--priority " + priority + " is none", "Give 1, served first, to 5, served last.");
    }
    Geometry area = choice.area();
    ArchiveSettings.address(session.settings());
    ProductRow recipe = product.of(session);
    return new Wanted(
        area,
        period,
        sensors,
        cloud,
        choice.zones.sets(session),
        recipe,
        Ledger.recipe(recipe),
        session.settings().text(Key.ARCHIVE),
        window,
        priority);
  }
}
