package silt.db;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this installation's own scenes took and left, to foretell what others will. */
public final class PastRuns {

  /** Enough to even out clouds, few enough to tell of the machines that work now. */
  private static final int LAST = 200;

  private static final Duration SOON = Duration.ofMinutes(15);
  private static final Duration LATER = Duration.ofHours(3);

  /** Fewer of a quarter of an hour tell more of chance than of the rate. */
  private static final int ENOUGH = 5;

  /** More do not make a rate any better. */
  private static final int MOST = 2_000;

  /** Scenes named in one question. */
  private static final int BATCH = 10_000;

  private final Database database;

  public PastRuns(Database database) {
    this.database = database;
  }

  /**
   * How fast scenes ended while any step was at work.
   *
   * @param scenes that this was measured on
   * @param busySeconds in which at least one of their steps ran, somewhere
   * @param hosts that ran them
   */
  public record Pace(long scenes, double busySeconds, int hosts) {

    public double secondsPerScene() {
      return busySeconds / scenes;
    }
  }

  /**
   * What scenes of one sensor weighed.
   *
   * @param scenes that this was measured on
   * @param fetchedBytes of the files that were read, mean of a scene
   * @param mostFetchedBytes the same of the largest
   * @param granuleShare of the whole granule's bytes, 0 to 1; null where the archive tells no size
   * @param keptBytes of the rasters that are kept, mean of a scene
   */
  public record Weight(
      long scenes, long fetchedBytes, long mostFetchedBytes, Double granuleShare, long keptBytes) {}

  /**
   * Of the last scenes of the product's mask model and numeric form; empty where there are none.
   */
  public Optional<Pace> pace(String product) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    with last as (
                      select r.timings from scene_run r
                      join product_version p using (product_version_id)
                      join product_version asked on asked.name = ?
                        and asked.mask_model_id = p.mask_model_id
                        and asked.numeric_form = p.numeric_form
                      where r.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
                        and r.timings <> '[]'
                      order by r.finished_at desc limit ?),
                    step as (
                      select (t ->> 'started_at')::timestamptz as began,
                             (t ->> 'finished_at')::timestamptz as ended, t ->> 'host' as host
                      from last cross join jsonb_array_elements(timings) t)
                    select (select count(*) from last) as scenes,
                           (select extract(epoch from sum(upper(busy) - lower(busy)))
                            from unnest((select range_agg(tstzrange(began, ended)) from step
                                         where ended > began)) busy) as seconds,
                           (select count(distinct host) from step) as hosts
                    """)
                .with(product, LAST)
                .find(
                    row ->
                        new Pace(
                            row.getLong("scenes"), row.getDouble("seconds"), row.getInt("hosts")))
                .filter(pace -> pace.scenes() > 0 && pace.busySeconds() > 0));
  }

  /**
   * By sensor, of the last scenes of the product's mask model, which decides what is fetched; of
   * all scenes where it has none yet.
   */
  public Map<String, Weight> weights(String product) {
    Map<String, Weight> alike = weights("asked.mask_model_id = p.mask_model_id", product);
    return alike.isEmpty() ? weights("true", product) : alike;
  }

  private Map<String, Weight> weights(String alike, String product) {
    return database.inTransaction(
        connection -> {
          Map<String, Weight> weights = new TreeMap<>();
          Sql.on(
                  connection,
                  """
                  with last as (
                    select r.scene_id,
                           coalesce(r.mask_bytes, 0) + coalesce(r.ssc_bytes, 0)
                             + coalesce(r.quality_bytes, 0) as kept
                    from scene_run r
                    join product_version p using (product_version_id)
                    join product_version asked on asked.name = ?
                    where r.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
                      and %s
                    order by r.finished_at desc limit ?),
                  weighed as (
                    select s.sensor, last.kept, s.bytes as granule,
                           (select sum(i.bytes) from scene_input i
                            where i.scene_id = last.scene_id) as fetched
                    from last join scene s using (scene_id))
                  select sensor, count(*) as scenes, avg(fetched)::bigint as fetched,
                         max(fetched)::bigint as most, avg(kept)::bigint as kept,
                         (sum(fetched) filter (where granule > 0))::float8
                           / nullif(sum(granule) filter (where granule > 0), 0)::float8 as share
                  from weighed where fetched is not null group by sensor
                  """
                      .formatted(alike))
              .with(product, LAST)
              .each(
                  row -> {
                    double share = row.getDouble("share");
                    weights.put(
                        row.getString("sensor"),
                        new Weight(
                            row.getLong("scenes"),
                            row.getLong("fetched"),
                            row.getLong("most"),
                            row.wasNull() ? null : share,
                            row.getLong("kept")));
                  });
          return weights;
        });
  }

  /**
   * How fast a campaign's scenes end just now: of a quarter of an hour, or of three where few have
   * ended, and never from before it last paused.
   *
   * @return scenes a minute; empty where fewer than two have ended
   */
  public Optional<Double> recentPerMinute(String campaign) {
    Optional<Double> lately = perMinute(campaign, SOON, ENOUGH);
    return lately.isPresent() ? lately : perMinute(campaign, LATER, 2);
  }

  private Optional<Double> perMinute(String campaign, Duration within, int least) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select count(*) as ended,
                           extract(epoch from now() - min(last.finished_at)) / 60 as minutes
                    from (select r.finished_at from scene_run r join campaign c using (campaign_id)
                          where c.name = ?
                            and r.finished_at > greatest(
                              now() - make_interval(secs => ?), c.state_changed_at)
                          order by r.finished_at desc limit ?) last
                    """)
                .with(campaign, (double) within.toSeconds(), MOST)
                .find(
                    row -> {
                      long ended = row.getLong("ended");
                      double minutes = row.getDouble("minutes");
                      // the first of them only says since when the others are counted
                      return ended < least || minutes <= 0 ? 0.0 : (ended - 1) / minutes;
                    })
                .filter(rate -> rate > 0));
  }

  /**
   * How many of these scenes have all that a campaign would make: seen in vain, or observed and
   * summarised over all of the zone sets.
   *
   * @param scenes of which granule and revision count
   */
  public long done(Collection<SceneRow> scenes, String product, List<String> zoneSets) {
    List<SceneRow> all = List.copyOf(scenes);
    long done = 0;
    for (int from = 0; from < all.size(); from += BATCH) {
      List<SceneRow> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      done += doneOf(batch, product, zoneSets);
    }
    return done;
  }

  private long doneOf(List<SceneRow> batch, String product, List<String> zoneSets) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select count(*)
                    from unnest(?::text[], ?::text[]::integer[]) as asked(granule_id, revision)
                    join scene s using (granule_id, revision)
                    join scene_run r using (scene_id)
                    join product_version p using (product_version_id)
                    where p.name = ?
                      and (r.outcome in ('NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
                        or r.outcome = 'OBSERVED' and not exists (
                          select from unnest(?::text[]) as wanted(name)
                          where not exists (
                            select from zone_run zr join zone_set zs using (zone_set_id)
                            where zr.scene_run_id = r.scene_run_id and zs.name = wanted.name)))
                    """)
                .with(
                    batch.stream().map(SceneRow::granuleId).toList(),
                    batch.stream().map(scene -> Integer.toString(scene.revision())).toList(),
                    product,
                    zoneSets)
                .find(row -> row.getLong(1))
                .orElseThrow());
  }
}
