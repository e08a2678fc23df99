package silt.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each scene came to: outcome, provenance and rows, written in one transaction. */
public final class SceneRuns {

  private final Database database;

  public SceneRuns(Database database) {
    this.database = database;
  }

  /**
   * Stores a scene run, the files it read and its results, all or nothing; the same again changes
   * nothing, so it is begun again also where the server went away in the midst. A failure never
   * replaces a conclusion. Results over zone sets that are not given stay, unless the rasters
   * behind them changed.
   *
   * @throws DatabaseProblem UNKNOWN_NAME where scene, product version, campaign or a zone set is
   *     not stored
   */
  public Recorded record(SceneRunRow run, List<InputRow> inputs, List<ZoneResults> results) {
    Rules.that(
        results.isEmpty() || run.outcome().equals("OBSERVED"),
        "results come with the outcome OBSERVED",
        run.outcome());
    if (!results.isEmpty()) {
      ensureMonth(run.granuleId(), run.revision());
    }
    return database.repeatably(
        connection -> {
          long scene = Scenes.require(connection, run.granuleId(), run.revision()).id();
          RunWriter writer = new RunWriter(connection, run, scene);
          if (writer.concludedBefore() && !run.concluded()) {
            return writer.keep();
          }
          long id = writer.write();
          writer.writeInputs(inputs);
          Recorded recorded =
              new Recorded(id, false, 0, 0, removeStale(connection, writer, id, results));
          for (ZoneResults one : results) {
            recorded = recorded.plus(Observations.replace(connection, id, one));
          }
          return recorded;
        });
  }

  /**
   * Stores what a kept scene run gives over a zone set that came later; the same again changes
   * nothing.
   */
  public Recorded recordZones(long sceneRunId, ZoneResults results) {
    SceneRunRow run =
        find(sceneRunId)
            .orElseThrow(
                () ->
                    DatabaseProblem.unknown(
                        "scene run", Long.toString(sceneRunId), "Look it up again."));
    ensureMonth(run.granuleId(), run.revision());
    return database.repeatably(
        connection -> {
          RunWriter.lock(
              connection, Scenes.require(connection, run.granuleId(), run.revision()).id());
          return Observations.replace(connection, sceneRunId, results);
        });
  }

  /** By its key in the table. */
  public Optional<SceneRunRow> find(long sceneRunId) {
    return database.inTransaction(
        connection ->
            RunReader.where(connection, "r.scene_run_id = ?", sceneRunId).stream().findFirst());
  }

  /**
   * The run of a granule under a product version.
   *
   * @param revision null for the latest that was run
   */
  public Optional<SceneRunRow> find(String granuleId, Integer revision, String product) {
    return database.inTransaction(
        connection ->
            RunReader.where(
                    connection,
                    """
                    s.granule_id = ? and p.name = ? and s.revision = coalesce(?::integer, s.revision)
                    order by s.revision desc limit 1
                    """,
                    granuleId,
                    product,
                    revision)
                .stream()
                .findFirst());
  }

  /** Rows of observations that a run gave over each zone set that it was summarised over. */
  public Map<String, Integer> zones(long sceneRunId) {
    return database.inTransaction(
        connection -> {
          Map<String, Integer> found = new TreeMap<>();
          Sql.on(
                  connection,
                  """
                  select name, n_zones from zone_run join zone_set using (zone_set_id)
                  where scene_run_id = ?
                  """)
              .with(sceneRunId)
              .each(row -> found.put(row.getString(1), row.getInt(2)));
          return found;
        });
  }

  /** Runs that pass the filter, the last finished first. */
  public List<SceneRunRow> list(RunFilter filter) {
    return database.inTransaction(
        connection ->
            RunReader.where(
                connection,
                """
                (?::text is null or p.name = ?)
                and (?::text is null or exists (
                  select 1 from campaign_scene member join campaign asked using (campaign_id)
                  where asked.name = ? and member.scene_id = r.scene_id
                    and asked.product_version_id = r.product_version_id))
                and (?::text is null or r.outcome = ?) and (?::text is null or s.tile = ?)
                and s.acquired_at >= coalesce(?::timestamptz, '-infinity')
                and s.acquired_at < coalesce(?::timestamptz, 'infinity')
                order by r.finished_at desc, r.scene_run_id desc limit ?
                """,
                filter.product(),
                filter.product(),
                filter.campaign(),
                filter.campaign(),
                filter.outcome(),
                filter.outcome(),
                filter.tile(),
                filter.tile(),
                filter.from(),
                filter.to(),
                filter.limit()));
  }

  /**
   * Observed runs that have not been summarised over a zone set, in the order of their keys.
   *
   * @param afterSceneRunId 0 for the first page, then the last id of the page before
   */
  public List<SceneRunRow> withoutZoneSet(
      String setName, String productName, long afterSceneRunId, int limit) {
    return database.inTransaction(
        connection ->
            RunReader.where(
                connection,
                """
                r.product_version_id = ? and r.outcome = 'OBSERVED' and r.scene_run_id > ?
                and not exists (
                  select from zone_run zr
                  where zr.scene_run_id = r.scene_run_id and zr.zone_set_id = ?)
                order by r.scene_run_id limit ?
                """,
                Products.require(connection, productName).id(),
                afterSceneRunId,
                ZoneSets.require(connection, setName).id(),
                limit));
  }

  /** All observed runs that have not been summarised over a zone set. */
  public List<SceneRunRow> withoutZoneSet(String setName, String productName) {
    return withoutZoneSet(setName, productName, 0, Integer.MAX_VALUE);
  }

  private void ensureMonth(String granuleId, int revision) {
    database.repeatably(
        connection -> {
          Observations.ensureMonth(connection, granuleId, revision);
          return null;
        });
  }

  private static long removeStale(
      Connection connection, RunWriter writer, long id, List<ZoneResults> results)
      throws SQLException {
    if (!writer.rastersChanged()) {
      return 0;
    }
    Set<String> given = results.stream().map(ZoneResults::zoneSet).collect(Collectors.toSet());
    List<Integer> stale =
        Sql.on(
                connection,
                """
                select zone_set_id from zone_run join zone_set using (zone_set_id)
                where scene_run_id = ? and name <> all (?)
                """)
            .with(id, given)
            .list(row -> row.getInt(1));
    if (stale.isEmpty()) {
      return 0;
    }
    Observations.stageNothing(connection);
    long removed = 0;
    for (int zoneSet : stale) {
      removed += Observations.remove(connection, id, zoneSet);
    }
    return removed;
  }
}
