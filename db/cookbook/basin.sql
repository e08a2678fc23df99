-- A made-up basin: five years of observations of two small rivers that exist nowhere, for db/COOKBOOK.md. The same rows
-- whoever runs it, for chance is the md5 of a name. Into a migrated database without other data, as silt_owner:
--   psql -1 -v ON_ERROR_STOP=1 -f db/cookbook/basin.sql

set search_path = silt, public;
set timezone = 'UTC';

-- 0 to 1, by name
create function pg_temp.chance(name text) returns double precision language sql immutable as
  $$ select ('x' || substr(md5(name), 1, 8))::bit(32)::bigint / 4294967296.0 $$;

-- Reaches. As in SWORD the first six digits are a basin's, and numbers rise upstream.

insert into zone_set (name, kind, source, version, digest) values
  ('reaches', 'reach', 'db/cookbook/basin.sql', '1', repeat('1', 64)),
  ('lakes', 'lake', 'db/cookbook/basin.sql', '1', repeat('2', 64));

insert into zone (zone_set_id, external_id, name, width_m, geom)
select zone_set_id, external_id, river, width_m, st_geomfromtext(line, 4326)
from zone_set, (values
  ('57200100011', 'Aster', 180, 'LINESTRING(12.30 48.10, 12.24 48.14, 12.20 48.20)'),
  ('57200100021', 'Aster', 150, 'LINESTRING(12.20 48.20, 12.17 48.26, 12.10 48.30)'),
  ('57200100031', 'Aster', 120, 'LINESTRING(12.10 48.30, 12.06 48.37, 12.00 48.40)'),
  ('57200100041', 'Aster', 90, 'LINESTRING(12.00 48.40, 11.94 48.44, 11.90 48.50)'),
  ('57200200011', 'Birch', 110, 'LINESTRING(12.70 48.10, 12.68 48.18, 12.60 48.25)'),
  ('57200200021', 'Birch', 80, 'LINESTRING(12.60 48.25, 12.58 48.34, 12.50 48.40)')) as reach (external_id, river, width_m, line)
where zone_set.name = 'reaches';

insert into zone (zone_set_id, external_id, name, geom)
select zone_set_id, '101', 'Lake Fern', st_geomfromtext('POLYGON((12.40 48.30, 12.46 48.30, 12.46 48.34, 12.40 48.34, 12.40 48.30))', 4326)
from zone_set where name = 'lakes';

-- Two product versions: the second reads seven per cent more, and more where it is turbid.

insert into model (kind, name, sha256, card, uri) values
  ('mask', 'mask-made-up', repeat('a', 64), '{"licence": "none, made up"}', 'file:///models/mask-made-up'),
  ('ssc', 'ssc-made-up-1', repeat('b', 64), '{"licence": "none, made up"}', 'file:///models/ssc-made-up-1'),
  ('ssc', 'ssc-made-up-2', repeat('c', 64), '{"licence": "none, made up"}', 'file:///models/ssc-made-up-2');

insert into product_version (name, algorithm_version, mask_model_id, ssc_model_id, numeric_form, created_at, promoted_at)
select 'one', 1, m.model_id, s.model_id, 'f32', timestamptz '2025-01-05Z', timestamptz '2025-01-05Z'
from model m, model s where m.name = 'mask-made-up' and s.name = 'ssc-made-up-1';
insert into product_version (name, algorithm_version, mask_model_id, ssc_model_id, numeric_form, created_at)
select 'two', 1, m.model_id, s.model_id, 'f32', timestamptz '2025-02-01Z'
from model m, model s where m.name = 'mask-made-up' and s.name = 'ssc-made-up-2';

-- Sentinel-2 every fifth day and Landsat every eighth, from 2020 to 2024; each pass in one tile, and every sixth one of
-- Sentinel-2 in its neighbour as well.

create temporary table pass as
select sensor, tile, at,
       'HLS.' || sensor || '.T' || tile || '.' || to_char(at, 'YYYYDDD"T"HH24MISS') || '.v2.0' as granule_id,
       -- cloud, 0 to 1: more of it in winter
       least(1, greatest(0, pg_temp.chance('cloud' || at) * 1.9 - 0.5
                            + 0.2 * cos(2 * pi() * extract(doy from at) / 365.25))) as cloud
from (
  select 'S30' as sensor, '33UUP' as tile, at from generate_series(timestamptz '2020-01-03 10:10:31Z', '2024-12-31Z', '5 days') as at
  union all
  select 'S30', '33UVP', at + interval '14 seconds' from generate_series(timestamptz '2020-01-03 10:10:31Z', '2024-12-31Z', '30 days') as at
  union all
  select 'L30', '33UUP', at from generate_series(timestamptz '2020-01-06 09:58:12Z', '2024-12-31Z', '8 days') as at) as passes;

insert into scene (granule_id, revision, sensor, tile, acquired_at, cloud_cover, footprint, asset_base, revision_date, bytes)
select granule_id, 1, sensor, tile, at, round((100 * cloud)::numeric),
       case tile when '33UUP' then st_makeenvelope(11.8, 48.0, 13.3, 49.0, 4326) else st_makeenvelope(13.2, 48.0, 14.7, 49.0, 4326) end,
       'https://archive.example/' || granule_id || '/', at + interval '2 days', 180000000 + (pg_temp.chance('bytes' || granule_id) * 4e7)::bigint
from pass order by at, tile;

-- the archive made one granule again
insert into scene (granule_id, revision, sensor, tile, acquired_at, cloud_cover, footprint, asset_base, revision_date, bytes)
select granule_id, 2, sensor, tile, acquired_at, cloud_cover, footprint, asset_base, revision_date + interval '20 days', bytes
from scene where acquired_at = '2024-09-23 10:10:31Z' and tile = '33UUP';

do $$
begin
  perform ensure_observation_year(year) from generate_series(timestamptz '2020-01-01Z', '2024-01-01Z', '1 year') as year;
end $$;

-- What became of them. The last scenes wait, two campaigns ran the rest, and not every one came to a result.

insert into campaign (name, region, from_time, to_time, sensors, max_cloud, zone_set_ids, product_version_id, archive, state,
                      workflow_id, created_at, state_changed_at, started_by, ended_at)
select 'basin', st_makeenvelope(11.8, 48.0, 13.0, 48.6, 4326), timestamptz '2020-01-01Z', timestamptz '2025-01-01Z', '{L30,S30}', 100,
       (select array_agg(zone_set_id order by name) from zone_set), product_version_id, 'sample', 'RUNNING', 'campaign/basin',
       timestamptz '2025-01-05Z', timestamptz '2025-01-05Z', 'anna', null::timestamptz
from product_version where name = 'one';

insert into campaign_scene (campaign_id, position, scene_id, added_at)
select campaign_id, row_number() over (order by acquired_at, scene_id), scene_id, timestamptz '2025-01-05Z'
from campaign, scene;

create temporary table came_to as
select s.scene_id, p.product_version_id, p.name as version, s.granule_id, s.revision, s.sensor, s.tile, s.acquired_at, pass.cloud,
       case when pg_temp.chance('fate' || s.granule_id || s.revision) < 0.006 then 'FAILED'
            when pg_temp.chance('fate' || s.granule_id || s.revision) < 0.012 then 'INPUT_GONE'
            when pg_temp.chance('fate' || s.granule_id || s.revision) < 0.016 then 'INPUT_CORRUPT'
            when pass.cloud >= 0.95 then 'TOO_CLOUDY'
            else 'OBSERVED' end as outcome,
       -- a scene takes 40 to 60 s, and many run at once
       timestamptz '2025-01-05 06:00Z' + (p.product_version_id - 1) * interval '30 days'
         + row_number() over (partition by p.name order by s.acquired_at, s.scene_id) * interval '9 seconds' as started_at,
       (40 + 20 * pg_temp.chance('seconds' || s.granule_id)) * interval '1 second' as took
from scene s
join pass using (granule_id)
join product_version p on p.name = 'one' or s.acquired_at >= '2024-01-01'
where s.acquired_at < '2024-12-24';

insert into scene_run (scene_id, product_version_id, outcome, reason, attempts, campaign_id, workflow_id, run_id, build_version, git_commit,
                       host, started_at, finished_at, fetched_via, mask_uri, mask_sha256, mask_bytes, ssc_uri, ssc_sha256, ssc_bytes,
                       n_valid, n_water, n_shadow, n_cloud, n_snow, n_shade, n_clear_water, timings, recorded_at)
select scene_id, product_version_id, outcome,
       case outcome when 'FAILED' then 'the step mask ended three times without a word: the worker was killed'
                    when 'INPUT_GONE' then granule_id || '.B05.tif: the archive answers 404'
                    when 'INPUT_CORRUPT' then granule_id || '.Fmask.tif: a block cannot be decompressed' end,
       case outcome when 'FAILED' then 3 else 1 end, case version when 'one' then campaign_id end,
       'scene/' || granule_id || '/r' || revision || '/' || version, md5('run' || granule_id || version), '0.1.0', '3f2c1ab',
       case when pg_temp.chance('host' || granule_id) < 0.5 then 'worker-a' else 'worker-b' end,
       started_at, started_at + took, case outcome when 'INPUT_GONE' then null else 'https' end,
       case when seen then 's3://products/' || version || '/' || granule_id || '.mask.tif' end, case when seen then md5('m' || granule_id) || md5('n' || granule_id) end,
       case when seen then 900000 end,
       case when outcome = 'OBSERVED' then 's3://products/' || version || '/' || granule_id || '.ssc.tif' end,
       case when outcome = 'OBSERVED' then md5('s' || granule_id || version) || md5('t' || granule_id) end, case when outcome = 'OBSERVED' then 2400000 end,
       case when seen then 13395600 end, case when seen then 141000 end, case when seen then (cloud * 400000)::bigint end,
       case when seen then (cloud * 13395600)::bigint end, case when seen then 0 end, case when seen then 2100 end,
       case when seen then ((1 - cloud) * 141000)::bigint end,
       jsonb_build_array(
         jsonb_build_object('step', 'fetch', 'started_at', started_at, 'finished_at', started_at + took * 0.4, 'attempt', 1, 'host', 'worker-a', 'found', false),
         jsonb_build_object('step', 'mask', 'started_at', started_at + took * 0.4, 'finished_at', started_at + took * 0.8, 'attempt', 1, 'host', 'worker-b', 'found', false),
         jsonb_build_object('step', 'sediment', 'started_at', started_at + took * 0.8, 'finished_at', started_at + took, 'attempt', 1, 'host', 'worker-b', 'found', false)),
       started_at + took
from came_to cross join lateral (select outcome in ('OBSERVED', 'TOO_CLOUDY') as seen) as s
cross join (select campaign_id from campaign where name = 'basin') as c
order by started_at, scene_id;

insert into scene_input (scene_id, band, uri, bytes, sha256, fetched_at)
select s.scene_id, band, s.asset_base || s.granule_id || '.' || band || '.tif', 11000000 + (pg_temp.chance(band || s.granule_id) * 4e6)::bigint,
       md5(band || s.granule_id) || md5(s.granule_id || band), timestamptz '2025-01-05 07:00Z'
from scene s join came_to c on c.scene_id = s.scene_id and c.version = 'one' and c.outcome in ('OBSERVED', 'TOO_CLOUDY')
cross join unnest('{B02,B03,B04,B05,B06,B07,Fmask}'::text[]) as band;

-- The water. Snow melts in May and June; upstream reaches are clearer; the Aster's lowest reach has grown four per cent more
-- turbid every year; a flood came down the Aster in June 2023, a day later in each reach, and went over two weeks.

create temporary table water as
select c.scene_id, c.product_version_id, c.version, c.acquired_at, c.sensor, c.tile, z.zone_id, zs.zone_set_id, clear.share,
       (case zs.kind when 'lake' then 4.0 else 14.0 end
        * case z.external_id when '57200100011' then 1.6 * power(1.04, extract(epoch from c.acquired_at - timestamptz '2020-01-01Z') / 31557600)
                             when '57200100021' then 1.35 when '57200100031' then 1.15 when '57200100041' then 0.9
                             when '57200200011' then 1.2 when '57200200021' then 1.0 else 1.0 end
        * exp(1.1 * exp(-power((extract(doy from c.acquired_at) - 155) / 32.0, 2)))
        * case when z.name = 'Aster' and c.acquired_at >= crest
               then 1 + 11 * exp(-extract(epoch from c.acquired_at - crest) / (4.0 * 86400)) else 1 end
        * exp(0.35 * (pg_temp.chance('noise' || z.external_id || c.granule_id) - 0.5))
        * case c.sensor when 'L30' then 1.06 else 1 end
        * case c.version when 'two' then 1.07 else 1 end) as mg_l
from came_to c
cross join zone z
join zone_set zs using (zone_set_id)
cross join lateral (select greatest(0, 1 - c.cloud * (0.6 + 0.8 * pg_temp.chance('gap' || z.external_id || c.granule_id))) as share) as clear
cross join lateral (select timestamptz '2023-06-14Z' + (4 - nullif(substr(z.external_id, 10, 1), '')::integer) * interval '1 day' as crest) as flood
-- the neighbour's tile shows a part of one reach
where c.outcome = 'OBSERVED' and (c.tile = '33UUP' or z.external_id = '57200200011');

insert into observation (zone_id, scene_id, product_version_id, acquired_at, ssc_mg_l, ssc_mean_mg_l, ssc_p10_mg_l, ssc_p25_mg_l, ssc_p75_mg_l,
                         ssc_p90_mg_l, ssc_std_mg_l, n_valid, n_water, n_total, clear_fraction, flags, ssc_low_mg_l, ssc_high_mg_l)
select zone_id, scene_id, product_version_id, acquired_at, v, v * 1.04, v * 0.7, v * 0.85, v * 1.2, v * 1.45, v * 0.3,
       n, (n_total * 0.8)::integer, n_total, share,
       case when n between 1 and 199 then 2 else 0 end + case tile when '33UVP' then 4 else 0 end + case when share < 0.1 then 16 else 0 end
         + case when v > 150 then 32 else 0 end,
       v * 0.62, v * 1.61
from water
cross join lateral (select case tile when '33UUP' then 2000 else 700 end as n_total) as size
cross join lateral (select (n_total * 0.8 * share)::integer as n) as pixels
cross join lateral (select case when n > 0 then mg_l end as v) as value;

insert into zone_run (scene_run_id, zone_set_id, n_zones, n_with_value, recorded_at)
select r.scene_run_id, z.zone_set_id, count(*), count(*) filter (where o.n_valid > 0), r.recorded_at
from observation o join zone z using (zone_id) join scene_run r using (scene_id, product_version_id)
group by r.scene_run_id, z.zone_set_id;

-- Discharge by day, of a gauge on each river, and samples from a bridge over the Aster, taken at noon once a month.

insert into gauge (name, source) values ('Aster at the mouth', 'made up'), ('Birch at the mouth', 'made up');
insert into gauge_zone (gauge_id, zone_id)
select gauge_id, zone_id from gauge join zone on zone.external_id = case gauge.name when 'Aster at the mouth' then '57200100011' else '57200200011' end;

insert into discharge (gauge_id, measured_at, discharge_m3_s, discharge_low_m3_s, discharge_high_m3_s)
select gauge_id, day, q, 0.9 * q, 1.1 * q
from gauge, generate_series(timestamptz '2020-01-01 12:00Z', '2024-12-31 12:00Z', '1 day') as day
cross join lateral (
  select case gauge.name when 'Aster at the mouth' then 60 else 25 end
         * exp(0.9 * exp(-power((extract(doy from day) - 155) / 40.0, 2)) + 0.3 * (pg_temp.chance('flow' || gauge.name || day) - 0.5))
         * case when gauge.name = 'Aster at the mouth' and day >= '2023-06-16Z'
                then 1 + 5 * exp(-extract(epoch from day - timestamptz '2023-06-16Z') / (5.0 * 86400)) else 1 end as q) as flow;

insert into sample (sample_set, external_id, quantity, station, taken_at, geom, measured_mg_l, method, source)
select 'bridge', to_char(day, 'YYYY-MM'), 'SSC', 'bridge', day + interval '12 hours', st_setsrid(st_makepoint(12.185, 48.23), 4326),
       round((19 * exp(1.05 * exp(-power((extract(doy from day) - 155) / 32.0, 2)) + 0.4 * (pg_temp.chance('sample' || day) - 0.5)))::numeric, 1),
       'filtration', 'made up'
from generate_series(timestamptz '2020-01-15Z', '2024-12-15Z', '1 month') as day;

