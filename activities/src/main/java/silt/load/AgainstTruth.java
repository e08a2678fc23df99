package silt.load;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import silt.db.Database;
import silt.db.RasterRow;
import silt.db.RunFilter;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.scene.BadInput;
import silt.scene.GranuleId;
import silt.sediment.TruthCheck;
import silt.sediment.TruthCheck.Pairs;
import silt.sediment.TruthCheck.Truth;
import silt.sediment.regressors.SscScore;
import silt.staging.Stores;
import silt.steps.ArtifactRef;

/**
 * How the loaded concentrations agree with the truth that the sample archive keeps beside its
 * generated scenes: rank correlation and median error, by scene and over all.
 */
public final class AgainstTruth {

  /** Pixels compared of one scene, at most, evenly spaced. */
  private static final int MOST_PIXELS = 50_000;

  private static final int MOST_SCENES = 100_000;

  private final Database database;
  private final Stores stores;

  /**
   * One scene.
   *
   * @param pixels of the SSC raster against the true raster
   * @param zones medians in the database against medians of the true pixels
   * @param madePixels pixels with a loaded value
   * @param realPixels pixels of truly clear water
   */
  public record SceneLine(
      String scene, SscScore pixels, SscScore zones, long madePixels, long realPixels) {}

  /** All scenes, and all of their pixels and zones together. */
  public record Report(String product, List<SceneLine> scenes, SscScore pixels, SscScore zones) {}

  public AgainstTruth(Database database, Stores stores) {
    this.database = requireNonNull(database, "database");
    this.stores = requireNonNull(stores, "stores");
  }

  /**
   * Compares every observed scene that has a truth.
   *
   * @param archive the sample archive's folder
   * @param product name of the product version
   * @param campaign name, or null for all
   * @throws BadInput where no observed scene has a truth
   */
  public Report of(Path archive, String product, String campaign) {
    TruthCheck check = new TruthCheck(new StoredZones(database));
    List<SceneLine> lines = new ArrayList<>();
    List<Pairs> pixels = new ArrayList<>();
    List<Pairs> zones = new ArrayList<>();
    RunFilter observed =
        new RunFilter(product, campaign, "OBSERVED", null, null, null, MOST_SCENES);
    for (SceneRunRow run : new SceneRuns(database).list(observed)) {
      Truth truth = Truth.in(archive, new GranuleId(run.granuleId()));
      if (!Files.exists(truth.ssc())) {
        continue;
      }
      Pairs ofPixels = TruthCheck.pixels(local(run.ssc()), truth, MOST_PIXELS);
      Pairs ofZones = check.zones(truth, zoneSets(run.id()), medians(run.id()));
      pixels.add(ofPixels);
      zones.add(ofZones);
      lines.add(
          new SceneLine(
              run.granuleId() + "/r" + run.revision(),
              ofPixels.score(),
              ofZones.score(),
              ofPixels.made(),
              ofPixels.real()));
    }
    if (lines.isEmpty()) {
      throw new BadInput(
          "no observed scene under product " + product + " has a truth in " + archive,
          "Run a campaign over the sample archive's generated scenes first.");
    }
    return new Report(product, lines, Pairs.all(pixels).score(), Pairs.all(zones).score());
  }

  private Path local(RasterRow raster) {
    return stores
        .products()
        .localPath(new ArtifactRef(URI.create(raster.uri()), raster.sha256(), raster.bytes()));
  }

  /** Cells are left out: the truth names its own. */
  private List<String> zoneSets(long sceneRunId) {
    List<String> names = new ArrayList<>();
    query(
        """
        select zs.name from silt.zone_run zr join silt.zone_set zs using (zone_set_id)
        where zr.scene_run_id = ? and zs.kind <> 'cell' order by zs.name
        """,
        sceneRunId,
        row -> names.add(row.getString(1)));
    return names;
  }

  private Map<Long, Double> medians(long sceneRunId) {
    Map<Long, Double> medians = new HashMap<>();
    query(
        """
        select o.zone_id, o.ssc_mg_l from silt.observation o
        join silt.scene_run r using (scene_id, product_version_id)
        join silt.zone z using (zone_id) join silt.zone_set zs using (zone_set_id)
        where r.scene_run_id = ? and zs.kind <> 'cell' and o.ssc_mg_l > 0
        """,
        sceneRunId,
        row -> medians.put(row.getLong(1), row.getDouble(2)));
    return medians;
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void query(String sql, long sceneRunId, RowReader reader) {
    database.inTransaction(
        (Connection connection) -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, sceneRunId);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                reader.read(rows);
              }
            }
          }
          return null;
        });
  }
}
