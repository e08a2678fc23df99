-- A zone in two tiles of one pass: which of them counts, who the others are, and what the flags of each say.

create function flag_names(flags integer) returns text[]
language sql immutable strict parallel safe set search_path = silt, public, pg_temp as $$
  select coalesce(array_agg(name order by bit), '{}')
  from unnest(array[
    'OUT_OF_RANGE', 'FEW_PIXELS', 'CROSSES_TILE_EDGE', 'PARTLY_NODATA', 'MOSTLY_OBSCURED', 'SOME_OUT_OF_RANGE',
    'SOME_UNFAMILIAR', 'SOME_AT_BOUND', 'SOME_ODD_REFLECTANCE', 'MOSTLY_SCREENED']) with ordinality as t(name, bit)
  where flags & (1 << (bit::integer - 1)) <> 0
$$;

comment on function flag_names(integer) is
  'The names of the bits that are set in observation.flags, lowest first; an empty array for none';

revoke all on function flag_names(integer) from public;
grant execute on function flag_names(integer) to silt_reader, silt_writer;

comment on column observation.flags is
  'What to know before trusting the value, as a bit mask that flag_names() puts in words, 0 for none. 1 OUT_OF_RANGE the median lies outside of what the model''s training data covered; 2 FEW_PIXELS fewer values than the product version asks for; 4 CROSSES_TILE_EDGE the zone may go on beyond the tile; 8 PARTLY_NODATA some of its pixels hold no data; 16 MOSTLY_OBSCURED less of it is clear than the product version asks for. At least a tenth of its values: 32 SOME_OUT_OF_RANGE lie outside of what the training data covered; 64 SOME_UNFAMILIAR come from spectra unlike those that trained the model; 128 SOME_AT_BOUND are the model''s floor or ceiling; 256 SOME_ODD_REFLECTANCE come from reflectance below 0 or above 1. 512 MOSTLY_SCREENED half of its clear water or more was given no value. Bits from 64 on are set only where scene_run.quality_uri is not null, but for 512';
comment on table observation is
  'What a zone looked like in one scene under one product version: a row for each zone that owns at least one pixel with data, and none for one smaller than a pixel that owns no pixel''s centre; of cells, where one is water. current_observation is the view to query';
comment on column observation.n_total is
  'Pixels of 30 m with data that the zone owns on this tile, count, at least n_water and 1: a reach those whose centres are nearer to its centreline than to any other''s of its set and within max(width_m, 300) m; a node those within max(width_m / 2, 300) m; an outline those whose centres lie inside; distances in the tile''s UTM system';
comment on column observation.n_water is 'Those of them that are water, clear or not, count, at least n_valid';
comment on column observation.n_valid is
  'Those of them that are clear water and have a concentration, count, 0 or more; every statistic is over these';
comment on column observation.clear_fraction is
  'Share of the n_total pixels that neither cloud, shadow, snow nor terrain shade obscures, 0 to 1';
comment on column observation.ssc_std_mg_l is
  'Standard deviation of the same pixels, divided by their number, mg/L, 0 or more';
comment on column observation.ssc_p10_mg_l is
  '10th percentile over the same pixels, on the line between neighbours as percentile_cont has it, mg/L, 0 or more';

-- Zones so wide that they own pixels of tiles which they do not touch are few, and are looked for beyond the tile.
create index zone_wide on zone (zone_set_id, width_m) where width_m > 1000;

-- One level below current_observation: everything that may count.
create view tile_observation as
select o.zone_id, o.scene_id, o.product_version_id, s.granule_id, s.revision, s.sensor, s.tile, o.acquired_at,
       o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.ssc_mean_mg_l, o.ssc_p10_mg_l, o.ssc_p25_mg_l,
       o.ssc_p75_mg_l, o.ssc_p90_mg_l, o.ssc_std_mg_l, o.n_valid, o.n_water, o.n_total, o.clear_fraction, o.flags,
       o.flags & 12 = 0 as whole_zone, p.name as product_version
from observation o
join scene s on s.scene_id = o.scene_id
join product_version p on p.product_version_id = o.product_version_id
  and p.promoted_at is not null and p.retired_at is null
where not exists (
  select from scene later
  join scene_run run on run.scene_id = later.scene_id
  where later.granule_id = s.granule_id and later.revision > s.revision
    and run.product_version_id = o.product_version_id
    and run.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'));

comment on view tile_observation is
  'Each zone as each tile saw it, under the promoted product version, latest revision: the rows that current_observation chooses from, also those that it leaves out because another tile of the same pass counts';
comment on column tile_observation.zone_id is 'Joins to zone';
comment on column tile_observation.scene_id is 'Joins to scene, scene_input and, with product_version_id, scene_run';
comment on column tile_observation.product_version_id is 'Joins to product_version';
comment on column tile_observation.granule_id is 'Granule id of the scene';
comment on column tile_observation.revision is 'Revision of the granule, counted from 1';
comment on column tile_observation.sensor is 'L30 (Landsat 8 and 9) or S30 (Sentinel-2)';
comment on column tile_observation.tile is 'MGRS tile without the leading T; its first two digits are the UTM zone whose pixels were counted';
comment on column tile_observation.acquired_at is 'When the sensor saw it, UTC';
comment on column tile_observation.ssc_mg_l is
  'Median suspended-sediment concentration over the clear water pixels of the zone on this tile, mg/L, 0 or more; null where none was clear';
comment on column tile_observation.ssc_low_mg_l is
  'Low end of the 80 % interval of ssc_mg_l, mg/L, 0 to ssc_mg_l; null where there is no value and where the model states no interval';
comment on column tile_observation.ssc_high_mg_l is
  'High end of the same interval, mg/L, ssc_mg_l or more; null where ssc_low_mg_l is';
comment on column tile_observation.ssc_mean_mg_l is 'Mean over the same pixels, mg/L, 0 or more';
comment on column tile_observation.ssc_p10_mg_l is '10th percentile over the same pixels, mg/L, 0 or more';
comment on column tile_observation.ssc_p25_mg_l is '25th percentile over the same pixels, mg/L, 0 or more';
comment on column tile_observation.ssc_p75_mg_l is '75th percentile over the same pixels, mg/L, 0 or more';
comment on column tile_observation.ssc_p90_mg_l is '90th percentile over the same pixels, mg/L, 0 or more';
comment on column tile_observation.ssc_std_mg_l is 'Standard deviation over the same pixels, mg/L, 0 or more';
comment on column tile_observation.n_valid is 'Clear water pixels of 30 m with a concentration, count, 0 or more';
comment on column tile_observation.n_water is 'Water pixels of the zone on this tile, clear or not, count, at least n_valid';
comment on column tile_observation.n_total is 'Pixels with data of the zone on this tile, count, at least n_water';
comment on column tile_observation.clear_fraction is 'Share of the n_total pixels that nothing obscures, 0 to 1';
comment on column tile_observation.flags is 'Quality flags as a bit mask, 0 for none; flag_names() puts them in words';
comment on column tile_observation.whole_zone is
  'Whether this tile saw all of the zone: it ends within the tile (no flag CROSSES_TILE_EDGE) and each of its pixels held data (no PARTLY_NODATA)';
comment on column tile_observation.product_version is 'Name of the promoted product version';

-- Overlapping tiles show a zone twice at one pass: same sensor, within five minutes, for the tiles of a datatake bear
-- one time or follow each other by seconds, and no other satellite of a sensor comes by sooner. Of them counts one that
-- gave a value; then one that saw the whole zone; then the one with more clear water, with more pixels; then the tile
-- that sorts first. Pixels are of 30 m in every UTM zone, so counts of tiles of two zones compare to a third of a per cent.
create or replace view current_observation as
select z.external_id, z.name as zone_name, zs.name as zone_set, zs.kind,
       live.granule_id, live.revision, live.sensor, live.tile, live.acquired_at,
       live.ssc_mg_l, live.ssc_mean_mg_l, live.ssc_p10_mg_l, live.ssc_p25_mg_l, live.ssc_p75_mg_l,
       live.ssc_p90_mg_l, live.ssc_std_mg_l,
       live.n_valid, live.n_water, live.n_total, live.clear_fraction, live.flags,
       live.product_version, live.zone_id, live.scene_id, live.product_version_id,
       live.ssc_low_mg_l, live.ssc_high_mg_l, live.whole_zone,
       (select count(distinct beside.tile)::integer from tile_observation beside
        where beside.zone_id = live.zone_id and beside.sensor = live.sensor
          and beside.acquired_at between live.acquired_at - interval '5 minutes'
                                     and live.acquired_at + interval '5 minutes') as n_tiles
from tile_observation live
join zone z on z.zone_id = live.zone_id
join zone_set zs on zs.zone_set_id = z.zone_set_id
where not exists (
  select from tile_observation other
  where other.zone_id = live.zone_id
    and other.scene_id <> live.scene_id
    and other.sensor = live.sensor
    and other.acquired_at between live.acquired_at - interval '5 minutes'
                              and live.acquired_at + interval '5 minutes'
    and ((other.n_valid > 0, other.whole_zone, other.n_valid, other.n_total)
           > (live.n_valid > 0, live.whole_zone, live.n_valid, live.n_total)
         or (other.n_valid, other.whole_zone, other.n_total) = (live.n_valid, live.whole_zone, live.n_total)
            and (other.tile, other.scene_id) < (live.tile, live.scene_id)));

comment on view current_observation is
  'The view to query: each zone at each pass once, under the promoted product version, latest revision, readable alone. Of overlapping tiles that saw a zone in one pass the one counts that saw all of it, else the one with more clear water; tile_observation has them all';
comment on column current_observation.flags is 'Quality flags as a bit mask, 0 for none; flag_names() puts them in words';
comment on column current_observation.n_total is 'Pixels with data of the zone on this tile, count, at least n_water';
comment on column current_observation.clear_fraction is 'Share of the n_total pixels that nothing obscures, 0 to 1';
comment on column current_observation.whole_zone is
  'Whether this tile saw all of the zone; where false, statistics are over the part that this tile saw';
comment on column current_observation.n_tiles is
  'Tiles that saw some of the zone in this pass, this one among them, count, 1 or more; tile_observation has what the others saw';

-- A node is looked up within the radius that its pixels lie in, which is half its width: it was all of it.
create or replace function ssc_at(
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
                     case zs.kind when 'reach' then greatest(coalesce(z.width_m, 300), 300)
                                  when 'node' then greatest(coalesce(z.width_m / 2, 300), 300) else 0 end)
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
