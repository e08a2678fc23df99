-- What a concentration is worth: an interval beside each median, and a raster of flags beside the raster of values.
-- Rows of before keep their values; they have no interval, and no flags of pixels.

alter table observation
  add column ssc_low_mg_l  real check (ssc_low_mg_l >= 0),
  add column ssc_high_mg_l real check (ssc_high_mg_l < 'infinity'),
  add constraint observation_interval_around_median check (
    case num_nulls(ssc_low_mg_l, ssc_high_mg_l)
      when 2 then true
      when 0 then ssc_mg_l is not null and ssc_low_mg_l <= ssc_mg_l and ssc_mg_l <= ssc_high_mg_l
      else false
    end);

comment on column observation.ssc_low_mg_l is
  'Low end of the 80 % interval of ssc_mg_l, mg/L, 0 to ssc_mg_l: the median of the low ends of the zone''s pixels, for a model''s error is shared by one water and does not shrink with the number of pixels; null where there is no value and where the model states no interval';
comment on column observation.ssc_high_mg_l is
  'High end of the same interval, mg/L, ssc_mg_l or more; null where ssc_low_mg_l is';

alter table scene_run
  add column quality_uri    text,
  add column quality_sha256 text   check (quality_sha256 ~ '^[0-9a-f]{64}$'),
  add column quality_bytes  bigint check (quality_bytes > 0),
  add column n_valued       bigint check (n_valued between 0 and n_clear_water),
  add column pixel_flags    jsonb  check (jsonb_typeof(pixel_flags) = 'object'),
  add constraint scene_run_quality_whole check (num_nulls(quality_uri, quality_sha256, quality_bytes) in (0, 3)),
  add constraint scene_run_pixels_counted check (num_nulls(n_valued, pixel_flags) in (0, 2));

comment on column scene_run.ssc_uri is
  'SSC raster: float32, mg/L, NaN nodata; band 1 the concentration, 2 and 3 the low and high end of its 80 % interval, NaN where the model states none; one band alone where quality_uri is null';
comment on column scene_run.quality_uri is
  'Quality raster: uint8 bits for each pixel of clear water, 0 elsewhere, 255 nodata. With a value: 1 below and 2 above the model''s valid range, 4 a spectrum unlike those that trained it, 8 at the model''s floor or ceiling, 16 reflectance below 0 or above 1. Without one: 32 at the shore, 64 glint, 128 thin cloud. Null where none was made';
comment on column scene_run.quality_sha256 is 'SHA-256 of the quality raster, 64 hexadecimal digits';
comment on column scene_run.quality_bytes is 'Length of the quality raster, bytes, over 0';
comment on column scene_run.n_valued is
  'Clear water pixels that were given a concentration, count, 0 to n_clear_water; null where they were not counted';
comment on column scene_run.pixel_flags is
  'One key for each flag of the quality raster that a pixel carries, in words, and the count of its pixels, 1 or more; null where they were not counted';

-- The views, the interval as their last columns, so that what users have built on them stays.

create or replace view current_observation as
with live as not materialized (
  select o.*, s.granule_id, s.revision, s.sensor, s.tile, p.name as product_version
  from observation o
  join scene s on s.scene_id = o.scene_id
  join product_version p on p.product_version_id = o.product_version_id
    and p.promoted_at is not null and p.retired_at is null
  where not exists (
    select from scene later
    join scene_run run on run.scene_id = later.scene_id
    where later.granule_id = s.granule_id and later.revision > s.revision
      and run.product_version_id = o.product_version_id
      and run.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'))
)
select z.external_id, z.name as zone_name, zs.name as zone_set, zs.kind,
       live.granule_id, live.revision, live.sensor, live.tile, live.acquired_at,
       live.ssc_mg_l, live.ssc_mean_mg_l, live.ssc_p10_mg_l, live.ssc_p25_mg_l, live.ssc_p75_mg_l,
       live.ssc_p90_mg_l, live.ssc_std_mg_l,
       live.n_valid, live.n_water, live.n_total, live.clear_fraction, live.flags,
       live.product_version, live.zone_id, live.scene_id, live.product_version_id,
       live.ssc_low_mg_l, live.ssc_high_mg_l
from live
join zone z on z.zone_id = live.zone_id
join zone_set zs on zs.zone_set_id = z.zone_set_id
where not exists (
  select from live other
  where other.zone_id = live.zone_id
    and other.scene_id <> live.scene_id
    and other.sensor = live.sensor
    and other.acquired_at between live.acquired_at - interval '10 minutes'
                              and live.acquired_at + interval '10 minutes'
    and (other.n_valid > live.n_valid
         or other.n_valid = live.n_valid
            and (other.tile, other.scene_id) < (live.tile, live.scene_id)));

comment on view current_observation is
  'The view to query: each zone at each pass once, under the promoted product version, latest revision, readable alone';
comment on column current_observation.external_id is 'The id that the source gives the zone, as text; unique within zone_set';
comment on column current_observation.zone_name is 'Name of the river, lake or place; null where the source has none';
comment on column current_observation.zone_set is 'Name of the zone set';
comment on column current_observation.kind is 'What the zone is: reach, node, lake, polygon or cell';
comment on column current_observation.granule_id is 'Granule id of the scene';
comment on column current_observation.revision is 'Revision of the granule, counted from 1';
comment on column current_observation.sensor is 'L30 (Landsat 8 and 9) or S30 (Sentinel-2)';
comment on column current_observation.tile is 'MGRS tile without the leading T';
comment on column current_observation.acquired_at is 'When the sensor saw it, UTC';
comment on column current_observation.ssc_mg_l is
  'Median suspended-sediment concentration over the clear water pixels of the zone, mg/L, 0 or more; null where none was clear';
comment on column current_observation.ssc_low_mg_l is
  'Low end of the 80 % interval of ssc_mg_l, mg/L, 0 to ssc_mg_l; null where there is no value and where the model states no interval';
comment on column current_observation.ssc_high_mg_l is
  'High end of the same interval, mg/L, ssc_mg_l or more; null where ssc_low_mg_l is';
comment on column current_observation.ssc_mean_mg_l is 'Mean over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p10_mg_l is '10th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p25_mg_l is '25th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p75_mg_l is '75th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p90_mg_l is '90th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_std_mg_l is 'Standard deviation over the same pixels, mg/L, 0 or more';
comment on column current_observation.n_valid is 'Clear water pixels of 30 m with a concentration, count, 0 or more';
comment on column current_observation.n_water is 'Water pixels in the zone, clear or not, count, at least n_valid';
comment on column current_observation.n_total is 'Pixels in the zone, count, at least n_water';
comment on column current_observation.clear_fraction is 'Share of the zone''s pixels that nothing obscures, 0 to 1';
comment on column current_observation.flags is 'Quality flags as a bit mask, 0 for none; observation.flags says what each bit means';
comment on column current_observation.product_version is 'Name of the promoted product version';
comment on column current_observation.zone_id is 'Joins to zone';
comment on column current_observation.scene_id is 'Joins to scene, scene_input and, with product_version_id, scene_run';
comment on column current_observation.product_version_id is 'Joins to product_version';

create or replace view monthly_ssc as
select external_id, zone_name, zone_set, kind,
       date_trunc('month', acquired_at at time zone 'UTC')::date as month,
       count(*) as n_observations,
       sum(n_valid) as n_valid,
       percentile_cont(0.5) within group (order by ssc_mg_l)::real as ssc_mg_l,
       min(ssc_mg_l) as ssc_min_mg_l,
       max(ssc_mg_l) as ssc_max_mg_l,
       product_version, zone_id,
       percentile_cont(0.5) within group (order by ssc_low_mg_l)::real as ssc_low_mg_l,
       percentile_cont(0.5) within group (order by ssc_high_mg_l)::real as ssc_high_mg_l
from current_observation
where n_valid > 0
group by external_id, zone_name, zone_set, kind, month, product_version, zone_id;

comment on view monthly_ssc is 'Each zone month by month: the median over its observations, months in UTC';
comment on column monthly_ssc.external_id is 'The id that the source gives the zone, as text; unique within zone_set';
comment on column monthly_ssc.zone_name is 'Name of the river, lake or place; null where the source has none';
comment on column monthly_ssc.zone_set is 'Name of the zone set';
comment on column monthly_ssc.kind is 'What the zone is: reach, node, lake, polygon or cell';
comment on column monthly_ssc.month is 'First day of the month, UTC';
comment on column monthly_ssc.n_observations is 'Observations with a value in the month, count, 1 or more';
comment on column monthly_ssc.n_valid is 'Clear water pixels behind them in all, count, 1 or more';
comment on column monthly_ssc.ssc_mg_l is 'Median of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc.ssc_low_mg_l is
  'Median of the low ends of the observations'' 80 % intervals, mg/L, 0 or more; null where none has one';
comment on column monthly_ssc.ssc_high_mg_l is
  'Median of the high ends of the same intervals, mg/L; null where ssc_low_mg_l is';
comment on column monthly_ssc.ssc_min_mg_l is 'Least of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc.ssc_max_mg_l is 'Greatest of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc.product_version is 'Name of the promoted product version';
comment on column monthly_ssc.zone_id is 'Joins to zone';

-- The questions anew. A function whose columns change is another function, so its permissions are given again.

drop function ssc_series(text, timestamptz, timestamptz);

create function ssc_series(
  zone_external_id text, from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns table (
  acquired_at timestamptz, ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real, ssc_p10_mg_l real, ssc_p90_mg_l real,
  n_valid integer, clear_fraction real, flags integer, sensor text, tile text, granule_id text, zone_set text)
language sql stable parallel safe set search_path = silt, public, pg_temp as $$
  select o.acquired_at, o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.ssc_p10_mg_l, o.ssc_p90_mg_l,
         o.n_valid, o.clear_fraction, o.flags, o.sensor, o.tile, o.granule_id, o.zone_set
  from current_observation o
  where o.external_id = zone_external_id
    and o.acquired_at >= from_time and o.acquired_at < to_time
    and o.n_valid > 0
  order by o.acquired_at, o.zone_set
$$;

comment on function ssc_series(text, timestamptz, timestamptz) is
  'SSC of one zone over time with its 80 % interval, mg/L, oldest first; from_time inclusive, to_time exclusive; an id that several sets share gives rows of each';

drop function ssc_at(double precision, double precision, timestamptz, timestamptz);

-- A river's centreline is a line, so a point in mid-river is looked up by distance: within the zone's width
-- or 300 m, whichever is more, the same reach that the pixels are assigned by. Wider than 10 km is not looked for.
create function ssc_at(
  lon double precision, lat double precision,
  from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns table (
  acquired_at timestamptz, ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real, ssc_p10_mg_l real, ssc_p90_mg_l real,
  n_valid integer, external_id text, zone_name text, zone_set text, kind text, distance_m real, sensor text,
  granule_id text)
language sql stable parallel safe set search_path = silt, public, pg_temp as $$
  with place as (
    select st_setsrid(st_makepoint(lon, lat), 4326) as point,
           0.1 / greatest(cos(radians(lat)), 0.01) as dx
  ),
  near as (
    select distinct on (z.zone_set_id) z.zone_id, st_distance(z.geom::geography, place.point::geography) as distance_m
    from place
    join zone z on z.geom && st_setsrid(st_makeenvelope(lon - dx, lat - 0.1, lon + dx, lat + 0.1), 4326)
    join zone_set zs on zs.zone_set_id = z.zone_set_id
    where st_dwithin(z.geom::geography, place.point::geography,
                     case when zs.kind in ('reach', 'node') then greatest(coalesce(z.width_m, 300), 300) else 0 end)
    order by z.zone_set_id, distance_m, z.zone_id
  )
  select o.acquired_at, o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.ssc_p10_mg_l, o.ssc_p90_mg_l, o.n_valid,
         o.external_id, o.zone_name, o.zone_set, o.kind, near.distance_m::real, o.sensor, o.granule_id
  from near
  -- zone by zone: offset 0 keeps the planner from making the whole view first
  cross join lateral (
    select * from current_observation c
    where c.zone_id = near.zone_id and c.acquired_at >= from_time and c.acquired_at < to_time and c.n_valid > 0
    offset 0) o
  order by o.acquired_at, o.zone_set
$$;

comment on function ssc_at(double precision, double precision, timestamptz, timestamptz) is
  'SSC over time at a place with its 80 % interval, mg/L, oldest first: lon -180 to 180, lat -90 to 90, degrees; the nearest zone of each set, distance_m from it; from_time inclusive, to_time exclusive';

create or replace function ssc_mvt(
  z integer, x integer, y integer,
  from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns bytea
language sql stable parallel safe set search_path = silt, public, pg_temp as $$
  with tile as (
    select st_tileenvelope(z, x, y) as mercator, st_transform(st_tileenvelope(z, x, y, margin => 0.0625), 4326) as lonlat
  ),
  feature as (
    select st_asmvtgeom(st_transform(st_clipbybox2d(zone.geom, tile.lonlat), 3857), tile.mercator) as geom,
           zone.zone_id, zone.external_id, zone.name as zone_name, zs.name as zone_set, zs.kind,
           seen.ssc_mg_l, seen.ssc_low_mg_l, seen.ssc_high_mg_l, seen.n_observations, seen.last_acquired_at
    from tile
    join zone on zone.geom && tile.lonlat
    join zone_set zs on zs.zone_set_id = zone.zone_set_id
    cross join lateral (
      select percentile_cont(0.5) within group (order by c.ssc_mg_l)::real as ssc_mg_l,
             percentile_cont(0.5) within group (order by c.ssc_low_mg_l)::real as ssc_low_mg_l,
             percentile_cont(0.5) within group (order by c.ssc_high_mg_l)::real as ssc_high_mg_l,
             count(*)::integer as n_observations, max(c.acquired_at)::text as last_acquired_at
      from current_observation c
      where c.zone_id = zone.zone_id and c.acquired_at >= from_time and c.acquired_at < to_time and c.n_valid > 0
    ) seen
    where seen.n_observations > 0
  )
  select coalesce(st_asmvt(feature, 'ssc', 4096, 'geom', 'zone_id'), '') from feature where geom is not null
$$;

comment on function ssc_mvt(integer, integer, integer, timestamptz, timestamptz) is
  'A Mapbox vector tile (web mercator z, x, y) with layer ssc: each zone with the median of its observations and of the ends of their 80 % intervals, mg/L, their count and the last; from_time inclusive, to_time exclusive';

revoke all on function ssc_series(text, timestamptz, timestamptz) from public;
revoke all on function ssc_at(double precision, double precision, timestamptz, timestamptz) from public;
grant execute on function ssc_series(text, timestamptz, timestamptz) to silt_reader, silt_writer;
grant execute on function ssc_at(double precision, double precision, timestamptz, timestamptz) to silt_reader, silt_writer;
