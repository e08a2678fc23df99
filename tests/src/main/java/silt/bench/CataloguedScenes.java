package silt.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.CampaignRow;
import silt.db.SceneRow;
import silt.scene.GranuleId;

/** Scenes all over the planet of which there is a line in the catalogue and no file anywhere. */
final class CataloguedScenes {

  private static final String LETTERS = "CDEFGHJKLMNPQRSTUVWX";
  private static final String COLUMNS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuDDD");

  private CataloguedScenes() {}

  /** A campaign that holds them. */
  static CampaignRow campaign(String name, String product) {
    return CampaignRow.of(
        name,
        new GeometryFactory().toGeometry(new Envelope(-179, 179, -80, 80)),
        Instant.parse("2000-01-01T00:00:00Z"),
        Instant.parse("2030-01-01T00:00:00Z"),
        List.of("S30", "L30"),
        100,
        List.of(),
        product,
        "sample");
  }

  /** Numbers {@code from} to before {@code to} of the campaign's own day. */
  static List<SceneRow> of(String campaign, int from, int to) {
    LocalDate day = LocalDate.of(2001, 1, 1).plusDays(Math.floorMod(campaign.hashCode(), 7_000));
    List<SceneRow> scenes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String tile =
          "%02d%c%c%c"
              .formatted(
                  1 + i % 60,
                  LETTERS.charAt(i / 60 % LETTERS.length()),
                  COLUMNS.charAt(i / 1_200 % COLUMNS.length()),
                  'A' + i / 28_800 % 8);
      GranuleId granule =
          new GranuleId("HLS.S30.T%s.%sT101112.v2.0".formatted(tile, DAY.format(day)));
      scenes.add(
          new SceneRow(
              0,
              granule.text(),
              1,
              "S30",
              tile,
              granule.acquiredAt(),
              12.0,
              null,
              "https://data.example/lp-prod-protected/HLSS30.020/" + granule + "/",
              null,
              200_000_000L));
    }
    return scenes;
  }
}
