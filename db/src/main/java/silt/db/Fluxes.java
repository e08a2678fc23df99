package silt.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sediment fluxes where concentration and discharge are both known, as SQL users get them. */
public final class Fluxes {

  private final Database database;

  public Fluxes(Database database) {
    this.database = database;
  }

  /**
   * The fluxes, and what stood in the way of others.
   *
   * @param withoutGauge observations with a value in zones that no gauge measures, count
   * @param withoutDischarge those whose gauge has no value within the tolerance, count
   */
  public record Answer(List<FluxRow> rows, long withoutGauge, long withoutDischarge) {}

  /**
   * The fluxes of a zone set.
   *
   * @param from inclusive; null for all from the first
   * @param to exclusive; null for all to the last
   * @param tolerance of an observation from the discharge that it is multiplied by
   * @throws DatabaseProblem UNKNOWN_NAME where there is no such set
   */
  public Answer of(String zoneSet, Instant from, Instant to, Duration tolerance) {
    return database.inTransaction(
        connection -> {
          int set = ZoneSets.require(connection, zoneSet).id();
          String within = tolerance.toSeconds() + " seconds";
          List<FluxRow> rows =
              Sql.on(
                      connection,
                      """
                      select * from flux(?, coalesce(?::timestamptz, '-infinity'),
                                         coalesce(?::timestamptz, 'infinity'), ?::interval)
                      """)
                  .with(zoneSet, from, to, within)
                  .list(Fluxes::read);
          return Sql.on(
                  connection,
                  """
                  select count(*) filter (where not gauged) as ungauged,
                         count(*) filter (where gauged) as gauged
                  from (select exists (select from gauge_zone gz where gz.zone_id = o.zone_id) as gauged
                        from current_observation o
                        where o.zone_id in (select zone_id from zone where zone_set_id = ?)
                          and o.n_valid > 0
                          and o.acquired_at >= coalesce(?::timestamptz, '-infinity')
                          and o.acquired_at < coalesce(?::timestamptz, 'infinity')) seen
                  """)
              .with(set, from, to)
              .find(
                  row ->
                      new Answer(
                          rows,
                          row.getLong("ungauged"),
                          row.getLong("gauged") - observations(rows)))
              .orElseThrow();
        });
  }

  /** A zone with two gauges gives two rows of one observation. */
  private static long observations(List<FluxRow> rows) {
    return rows.stream().map(row -> row.zone() + " " + row.granule()).distinct().count();
  }

  private static FluxRow read(ResultSet row) throws SQLException {
    return new FluxRow(
        row.getString("external_id"),
        row.getString("zone_name"),
        Sql.instant(row, "acquired_at"),
        row.getDouble("flux_kg_s"),
        Sql.real(row, "flux_low_kg_s"),
        Sql.real(row, "flux_high_kg_s"),
        row.getDouble("flux_t_day"),
        Sql.real(row, "flux_low_t_day"),
        Sql.real(row, "flux_high_t_day"),
        row.getString("interval_of"),
        row.getDouble("ssc_mg_l"),
        Sql.real(row, "ssc_low_mg_l"),
        Sql.real(row, "ssc_high_mg_l"),
        row.getInt("n_valid"),
        row.getDouble("clear_fraction"),
        row.getInt("flags"),
        row.getDouble("discharge_m3_s"),
        Sql.real(row, "discharge_low_m3_s"),
        Sql.real(row, "discharge_high_m3_s"),
        row.getString("discharge_how"),
        row.getDouble("discharge_hours_apart"),
        row.getString("discharge_quality"),
        row.getString("gauge"),
        row.getString("sensor"),
        row.getString("granule_id"),
        row.getString("product_version"));
  }
}
