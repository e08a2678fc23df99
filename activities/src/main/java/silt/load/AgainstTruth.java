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
import silt.scene.Sensor;
import silt.sediment.TruthCheck;
import silt.sediment.TruthCheck.Loaded;
import silt.sediment.TruthCheck.Pairs;
import silt.sediment.TruthCheck.Truth;
import silt.sediment.regressors.SscScore;
import silt.staging.Stores;
import silt.steps.ArtifactRef;

/**
 * How the loaded concentrations agree with the truth that the sample archive keeps beside its
 * generated scenes: by pixel and by zone, for each scene, for each sensor under clear and hazy
 * skies, and over all.
 */
public final class AgainstTruth {

  /** Pixels compared of one scene, at most, evenly spaced. */
  private static final int MOST_PIXELS = 50_000;

  private static final int MOST_SCENES = 100_000;
  private static final String CLEAR = "clear";
  private static final String HAZY = "hazy";

  private final Database database;
  private final Stores stores;

  /**
   * How values agree with the truth.
   *
   * @param coveragePercent share of the 80 % intervals that hold the truth; null where none is
   *     stated
   * @param made places with a loaded value
   * @param real places that truly have clear water
   */
  public record Agreement(SscScore score, Double coveragePercent, long made, long real) {

    private static Agreement of(List<Pairs> parts) {
      Pairs all = Pairs.all(parts);
      return new Agreement(all.score(), all.coveragePercent(), all.made(), all.real());
    }
  }

  /**
   * A scene, or several.
   *
   * @param name of the scene, or what several have in common
   * @param sensor L30 or S30; null for both
   * @param sky clear or hazy; null for both
   * @param pixels of the SSC rasters against the true rasters
   * @param zones medians in the database against medians of the true pixels
   */
  public record Line(String name, String sensor, String sky, Agreement pixels, Agreement zones) {}

  /** Each scene; the scenes of each sensor and sky; all of them together. */
  public record Report(String product, List<Line> scenes, List<Line> groups, Line all) {}

  private record Scene(String name, String sensor, String sky, Pairs pixels, Pairs zones) {}

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
    List<Scene> scenes = new ArrayList<>();
    RunFilter observed =
        new RunFilter(product, campaign, "OBSERVED", null, null, null, MOST_SCENES);
    for (SceneRunRow run : new SceneRuns(database).list(observed)) {
      GranuleId granule = new GranuleId(run.granuleId());
      Truth truth = Truth.in(archive, granule);
      if (Files.exists(truth.ssc())) {
        scenes.add(
            new Scene(
                granule + "/r" + run.revision(),
                granule.sensor().name(),
                truth.hazy() ? HAZY : CLEAR,
                TruthCheck.pixels(local(run.ssc()), truth, MOST_PIXELS),
                check.zones(truth, zoneSets(run.id()), loaded(run.id()))));
      }
    }
    if (scenes.isEmpty()) {
      throw new BadInput(
          "no observed scene under product " + product + " has a truth in " + archive,
          "Run a campaign over the sample archive's generated scenes first.");
    }
    List<Line> groups = new ArrayList<>();
    for (Sensor sensor : Sensor.values()) {
      for (String sky : List.of(CLEAR, HAZY)) {
        List<Scene> these =
            scenes.stream()
                .filter(one -> one.sensor().equals(sensor.name()) && one.sky().equals(sky))
                .toList();
        if (!these.isEmpty()) {
          groups.add(line(sensor + " " + sky, sensor.name(), sky, these));
        }
      }
    }
    return new Report(
        product,
        scenes.stream()
            .map(one -> line(one.name(), one.sensor(), one.sky(), List.of(one)))
            .toList(),
        groups,
        line("all", null, null, scenes));
  }

  private static Line line(String name, String sensor, String sky, List<Scene> scenes) {
    return new Line(
        name,
        sensor,
        sky,
        Agreement.of(scenes.stream().map(Scene::pixels).toList()),
        Agreement.of(scenes.stream().map(Scene::zones).toList()));
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

  private Map<Long, Loaded> loaded(long sceneRunId) {
    Map<Long, Loaded> loaded = new HashMap<>();
    query(
        """
        select o.zone_id, o.ssc_mg_l, o.ssc_low_mg_l::float8, o.ssc_high_mg_l::float8
        from silt.observation o
        join silt.scene_run r using (scene_id, product_version_id)
        join silt.zone z using (zone_id) join silt.zone_set zs using (zone_set_id)
        where r.scene_run_id = ? and zs.kind <> 'cell' and o.ssc_mg_l > 0
        """,
        sceneRunId,
        row ->
            loaded.put(
                row.getLong(1),
                new Loaded(
                    row.getDouble(2),
                    row.getObject(3, Double.class),
                    row.getObject(4, Double.class))));
    return loaded;
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
