package silt.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes one row of {@code scene_run} over what is there, within a transaction. */
final class RunWriter {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final String COLUMNS =
      """
      outcome, reason, attempts, campaign_id, workflow_id, run_id, build_version, git_commit, host,
      started_at, finished_at, fetched_via, mask_uri, mask_sha256, mask_bytes, ssc_uri, ssc_sha256,
      ssc_bytes, quality_uri, quality_sha256, quality_bytes, n_valid, n_water, n_shadow, n_cloud,
      n_snow, n_shade, n_clear_water, n_valued, pixel_flags, timings
      """;

  private static final String UPSERT =
      """
      insert into scene_run as r (scene_id, product_version_id, %1$s)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              ?, ?, ?,
              case when ? then (select coalesce(jsonb_object_agg(flag, pixels), '{}')
                                from unnest(?::text[], ?::bigint[]) as t(flag, pixels)) end,
              (select coalesce(jsonb_agg(
                        jsonb_build_object('step', step, 'started_at', started_at,
                          'finished_at', finished_at, 'attempt', attempt, 'host', host,
                          'found', found) order by nr), '[]')
               from unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::boolean[])
                    with ordinality as t(step, started_at, finished_at, attempt, host, found, nr)))
      on conflict (scene_id, product_version_id) do update
        set (%1$s, recorded_at) = row(%2$s, now())
        where (%3$s) is distinct from (%2$s)
      """
          .formatted(COLUMNS, Sql.prefixed("excluded.", COLUMNS), Sql.prefixed("r.", COLUMNS));

  private record Before(
      long id, String outcome, String maskSha256, String sscSha256, String qualitySha256) {}

  private final Connection connection;
  private final SceneRunRow run;
  private final long scene;
  private final int product;
  private final Optional<Before> before;

  RunWriter(Connection connection, SceneRunRow run, long scene) throws SQLException {
    this.connection = connection;
    this.run = run;
    this.scene = scene;
    this.product = Products.require(connection, run.product()).id();
    lock(connection, scene);
    this.before =
        Sql.on(
                connection,
                """
                select scene_run_id, outcome, mask_sha256, ssc_sha256, quality_sha256
                from scene_run where scene_id = ? and product_version_id = ?
                """)
            .with(scene, product)
            .find(
                row ->
                    new Before(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)));
  }

  /**
   * Until the transaction ends there is one writer of a scene, also while its row is not there yet
   * to be locked. It is taken before any row is, so that writers wait for each other in no ring.
   */
  static void lock(Connection connection, long scene) throws SQLException {
    Sql.on(connection, "select pg_advisory_xact_lock(hashtextextended('silt.scene_run', ?))")
        .with(scene)
        .run();
  }

  boolean concludedBefore() {
    return before.isPresent() && SceneRunRow.CONCLUDED.contains(before.get().outcome());
  }

  /** Whether results that are there were made from other rasters than this run's. */
  boolean rastersChanged() {
    return before.isPresent()
        && !(same(before.get().maskSha256(), run.mask())
            && same(before.get().sscSha256(), run.ssc())
            && same(before.get().qualitySha256(), run.quality()));
  }

  /** Leaves the conclusion that is there, and says so in the event log, once for each run. */
  Recorded keep() throws SQLException {
    Sql.on(
            connection,
            """
            insert into event (kind, scene_id, workflow_id, detail, message)
            select 'result-kept', ?, ?, told, ?
            from jsonb_build_object('run_id', ?::text) as told
            where not exists (
              select from event e
              where e.scene_id = ? and e.kind = 'result-kept' and e.detail = told)
            """)
        .with(
            scene,
            run.origin().workflowId(),
            before.get().outcome()
                + " under "
                + run.product()
                + " stands; a later run ended "
                + run.outcome(),
            run.origin().runId(),
            scene)
        .run();
    return new Recorded(before.get().id(), true, 0, 0, 0);
  }

  long write() throws SQLException {
    RasterRow mask = run.mask();
    RasterRow ssc = run.ssc();
    RasterRow quality = run.quality();
    MeasuredPixels measured = run.measured();
    SortedMap<String, Long> flagged = measured == null ? new TreeMap<>() : measured.flagged();
    PixelCounts pixels = run.pixels();
    List<StepTiming> steps = run.timings();
    Sql.on(connection, UPSERT)
        .with(
            scene,
            product,
            run.outcome(),
            run.reason(),
            run.attempts(),
            run.campaign() == null ? null : CampaignReader.require(connection, run.campaign()).id(),
            run.origin().workflowId(),
            run.origin().runId(),
            run.origin().buildVersion(),
            run.origin().gitCommit(),
            run.origin().host(),
            run.startedAt(),
            run.finishedAt(),
            run.fetchedVia(),
            mask == null ? null : mask.uri(),
            mask == null ? null : mask.sha256(),
            mask == null ? null : mask.bytes(),
            ssc == null ? null : ssc.uri(),
            ssc == null ? null : ssc.sha256(),
            ssc == null ? null : ssc.bytes(),
            quality == null ? null : quality.uri(),
            quality == null ? null : quality.sha256(),
            quality == null ? null : quality.bytes(),
            pixels == null ? null : pixels.valid(),
            pixels == null ? null : pixels.water(),
            pixels == null ? null : pixels.shadow(),
            pixels == null ? null : pixels.cloud(),
            pixels == null ? null : pixels.snow(),
            pixels == null ? null : pixels.shade(),
            pixels == null ? null : pixels.clearWater(),
            measured == null ? null : measured.valued(),
            measured != null,
            List.copyOf(flagged.keySet()),
            flagged.values().stream().map(String::valueOf).toList(),
            steps.stream().map(StepTiming::step).toList(),
            steps.stream().map(step -> ISO.format(step.startedAt())).toList(),
            steps.stream().map(step -> ISO.format(step.finishedAt())).toList(),
            steps.stream().map(step -> Integer.toString(step.attempt())).toList(),
            steps.stream().map(StepTiming::host).toList(),
            steps.stream().map(step -> Boolean.toString(step.found())).toList())
        .run();
    return Sql.on(
            connection,
            "select scene_run_id from scene_run where scene_id = ? and product_version_id = ?")
        .with(scene, product)
        .find(row -> row.getLong(1))
        .orElseThrow();
  }

  void writeInputs(List<InputRow> inputs) throws SQLException {
    if (inputs.isEmpty()) {
      return;
    }
    SortedMap<String, InputRow> byBand = new TreeMap<>();
    inputs.forEach(input -> byBand.put(input.band(), input));
    List<InputRow> rows = List.copyOf(byBand.values());
    Sql.on(
            connection,
            """
            insert into scene_input as i (scene_id, band, uri, bytes, sha256)
            select ?, band, uri, bytes, sha256
            from unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) as t(band, uri, bytes, sha256)
            on conflict (scene_id, band) do update
              set uri = excluded.uri, bytes = excluded.bytes, sha256 = excluded.sha256,
                  fetched_at = now()
              where (i.uri, i.bytes, i.sha256)
                    is distinct from (excluded.uri, excluded.bytes, excluded.sha256)
            """)
        .with(
            scene,
            rows.stream().map(InputRow::band).toList(),
            rows.stream().map(InputRow::uri).toList(),
            rows.stream().map(input -> Long.toString(input.bytes())).toList(),
            rows.stream().map(InputRow::sha256).toList())
        .run();
  }

  private static boolean same(String sha256, RasterRow raster) {
    return sha256 == null ? raster == null : raster != null && sha256.equals(raster.sha256());
  }
}
