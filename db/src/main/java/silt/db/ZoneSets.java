package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;

/** What results are summarised over: loaded whole from a file, or cell by cell as water is seen. */
public final class ZoneSets {

  /** The set of 300 m cells that needs no file. */
  public static final String CELLS = "cells";

  // sha256 of the source below: the rule is what a set of cells holds
  private static final String CELLS_DIGEST =
      "f3f42e2edf208780ce1183bff2c4e5c6b70ccbef6a060631a4694090c506fff2";
  private static final String CELLS_SOURCE = "300 m cells of the UTM grid where water was seen";

  private static final Staging ZONES =
      new Staging(
          "staged_zone",
          "external_id text, name text, width_m double precision, geom geometry(Geometry, 4326)");

  private static final String SELECT_SET =
      """
      select zs.*, (select count(*) from zone z where z.zone_set_id = zs.zone_set_id) as zones
      from zone_set zs
      """;

  private final Database database;

  public ZoneSets(Database database) {
    this.database = database;
  }

  /**
   * Stores a set and its zones, all or nothing. A set that is there with the same digest is left as
   * it is, and the zones are not read.
   *
   * @param zones opened once for each attempt to write them, and closed; there may be millions
   * @return zones stored, 0 where the set was there
   * @throws DatabaseProblem NAME_TAKEN where the name stands for other content; DUPLICATE_ZONE
   *     where an external id comes twice
   */
  public int load(ZoneSetRow set, Supplier<Stream<ZoneRow>> zones) {
    return database.inTransaction(connection -> load(connection, set, zones));
  }

  /** Of zones that are few enough to be held. */
  public int load(ZoneSetRow set, Stream<ZoneRow> zones) {
    return load(set, zones.toList()::stream);
  }

  private static int load(Connection connection, ZoneSetRow set, Supplier<Stream<ZoneRow>> zones)
      throws SQLException {
    Optional<Integer> created = insertSet(connection, set);
    if (created.isEmpty()) {
      ZoneSetRow there = find(connection, set.name()).orElseThrow();
      if (!there.digest().equals(set.digest())) {
        throw new DatabaseProblem(
            DatabaseProblem.Kind.NAME_TAKEN,
            "zone set: the name " + set.name() + " stands for other content, of " + there.source(),
            "Load it under another name; results already made refer to the zones of the first.");
      }
      return 0;
    }
    try (Stream<ZoneRow> rows = zones.get()) {
      stage(connection, rows.iterator());
    }
    Optional<String> twice =
        Sql.on(
                connection,
                "select external_id from staged_zone group by external_id having count(*) > 1 limit 1")
            .find(row -> row.getString(1));
    if (twice.isPresent()) {
      throw new DatabaseProblem(
          DatabaseProblem.Kind.DUPLICATE_ZONE,
          "zone set " + set.name() + ": the zone " + twice.get() + " comes more than once",
          "Give each zone an id of its own.");
    }
    return merge(connection, created.get());
  }

  /** By name. */
  public Optional<ZoneSetRow> find(String name) {
    return database.inTransaction(connection -> find(connection, name));
  }

  /** All sets, by name. */
  public List<ZoneSetRow> list() {
    return database.inTransaction(
        connection -> Sql.on(connection, SELECT_SET + " order by zs.name").list(ZoneSets::readSet));
  }

  /**
   * The zones of a set that touch an area given in longitude and latitude, by their keys; for sets
   * that are known to be small.
   */
  public List<ZoneRow> zonesWithin(String setName, Geometry lonLat) {
    List<ZoneRow> zones = new ArrayList<>();
    eachWithin(setName, lonLat, zones::add);
    zones.sort(Comparator.comparingLong(ZoneRow::id));
    return zones;
  }

  /**
   * Hands on the zones of a set that touch an area given in longitude and latitude, in no order and
   * only a thousand in hand at a time.
   */
  public void eachWithin(String setName, Geometry lonLat, Consumer<ZoneRow> each) {
    database.reading(
        connection -> {
          ZoneSetRow set = require(connection, setName);
          Sql.on(
                  connection,
                  """
                  select zone_id, external_id, name, width_m, st_asbinary(geom)
                  from zone
                  where zone_set_id = ? and st_intersects(geom, st_geomfromwkb(?, 4326))
                  """)
              .with(set.id(), lonLat)
              .each(
                  row ->
                      each.accept(
                          new ZoneRow(
                              row.getLong(1),
                              row.getString(2),
                              row.getString(3),
                              Wkb.read(row.getBytes(5)),
                              Sql.real(row, "width_m"),
                              set.kind())));
          return null;
        });
  }

  /**
   * The greatest width among the zones of a set that are wider than {@code overM} and lie within
   * their own width of an area given in longitude and latitude, m; 0 where there are none.
   */
  public double widestNear(String setName, Geometry lonLat, double overM) {
    return database.reading(
        connection ->
            Sql.on(
                    connection,
                    """
                    select coalesce(max(width_m), 0) from zone
                    where zone_set_id = ? and width_m > ?
                      and st_dwithin(geom::geography, st_geomfromwkb(?, 4326)::geography, width_m)
                    """)
                .with(require(connection, setName).id(), overM, lonLat)
                .find(row -> row.getDouble(1))
                .orElseThrow());
  }

  /** Makes sure of a set of cells, empty at first. */
  public void ensureCellSet(String setName) {
    database.inTransaction(connection -> insertCellSet(connection, setName));
  }

  /**
   * Stores those cells that the set does not hold yet, and the set where it is not there.
   *
   * @return id of each cell given, by external id
   */
  public Map<String, Long> ensureCells(String setName, Collection<ZoneRow> cells) {
    return database.inTransaction(
        connection -> {
          insertCellSet(connection, setName);
          stage(connection, cells.iterator());
          int set = requireId(connection, setName);
          merge(connection, set);
          Map<String, Long> ids = new HashMap<>();
          Sql.on(
                  connection,
                  """
                  select z.external_id, z.zone_id
                  from zone z join staged_zone s using (external_id) where z.zone_set_id = ?
                  """)
              .with(set)
              .list(row -> ids.put(row.getString(1), row.getLong(2)));
          return ids;
        });
  }

  static ZoneSetRow require(Connection connection, String name) throws SQLException {
    return find(connection, name).orElseThrow(() -> unknown(name));
  }

  /** As {@link #require}, and does not count its zones, of which there may be millions. */
  static int requireId(Connection connection, String name) throws SQLException {
    return Sql.on(connection, "select zone_set_id from zone_set where name = ?")
        .with(name)
        .find(row -> row.getInt(1))
        .orElseThrow(() -> unknown(name));
  }

  static boolean insertCellSet(Connection connection, String name) throws SQLException {
    return insertSet(connection, ZoneSetRow.of(name, "cell", CELLS_SOURCE, "1", CELLS_DIGEST))
        .isPresent();
  }

  private static DatabaseProblem unknown(String name) {
    return DatabaseProblem.unknown(
        "zone set", name, "Load it, or choose one that `deploy/silt zones list` shows.");
  }

  private static Optional<ZoneSetRow> find(Connection connection, String name) throws SQLException {
    return Sql.on(connection, SELECT_SET + " where zs.name = ?").with(name).find(ZoneSets::readSet);
  }

  private static Optional<Integer> insertSet(Connection connection, ZoneSetRow set)
      throws SQLException {
    return Sql.on(
            connection,
            """
            insert into zone_set (name, kind, source, version, digest) values (?, ?, ?, ?, ?)
            on conflict (name) do nothing returning zone_set_id
            """)
        .with(set.name(), set.kind(), set.source(), set.version(), set.digest())
        .find(row -> row.getInt(1));
  }

  private static void stage(Connection connection, Iterator<ZoneRow> zones) throws SQLException {
    ZONES.fill(
        connection,
        zones,
        zone -> Arrays.asList(zone.externalId(), zone.name(), zone.widthM(), zone.lonLat()));
  }

  // in the order of the key, so that two writers of the same cells wait for each other but never
  // in a ring
  private static int merge(Connection connection, int set) throws SQLException {
    return Sql.on(
            connection,
            """
            insert into zone (zone_set_id, external_id, name, width_m, geom)
            select ?, external_id, name, width_m, geom from staged_zone s
            where not exists (
              select from zone z where z.zone_set_id = ? and z.external_id = s.external_id)
            order by external_id
            on conflict (zone_set_id, external_id) do nothing
            """)
        .with(set, set)
        .update();
  }

  private static ZoneSetRow readSet(ResultSet row) throws SQLException {
    return new ZoneSetRow(
        row.getInt("zone_set_id"),
        row.getString("name"),
        row.getString("kind"),
        row.getString("source"),
        row.getString("version"),
        row.getString("digest"),
        row.getLong("zones"));
  }
}
