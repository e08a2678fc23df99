-- The three questions that a user asks most: a river over time, a place over time, a map.

create function ssc_series(
  zone_external_id text, from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns table (
  acquired_at timestamptz, ssc_mg_l real, ssc_p10_mg_l real, ssc_p90_mg_l real, n_valid integer,
  clear_fraction real, flags integer, sensor text, tile text, granule_id text, zone_set text)
language sql stable parallel safe set search_path = silt, public, pg_temp as $$
  select o.acquired_at, o.ssc_mg_l, o.ssc_p10_mg_l, o.ssc_p90_mg_l, o.n_valid,
         o.clear_fraction, o.flags, o.sensor, o.tile, o.granule_id, o.zone_set
  from current_observation o
  where o.external_id = zone_external_id
    and o.acquired_at >= from_time and o.acquired_at < to_time
    and o.n_valid > 0
  order by o.acquired_at, o.zone_set
$$;

comment on function ssc_series(text, timestamptz, timestamptz) is
  'SSC of one zone over time, mg/L, oldest first; from_time inclusive, to_time exclusive; an id that several sets share gives rows of each';

-- A river's centreline is a line, so a point in mid-river is looked up by distance: within the zone's width
-- or 300 m, whichever is more, the same reach that the pixels are assigned by. Wider than 10 km is not looked for.
create function ssc_at(
  lon double precision, lat double precision,
  from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns table (
  acquired_at timestamptz, ssc_mg_l real, ssc_p10_mg_l real, ssc_p90_mg_l real, n_valid integer,
  external_id text, zone_name text, zone_set text, kind text, distance_m real, sensor text, granule_id text)
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
  select o.acquired_at, o.ssc_mg_l, o.ssc_p10_mg_l, o.ssc_p90_mg_l, o.n_valid,
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
  'SSC over time at a place, mg/L, oldest first: lon -180 to 180, lat -90 to 90, degrees; the nearest zone of each set, distance_m from it; from_time inclusive, to_time exclusive';

create function ssc_mvt(
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
           seen.ssc_mg_l, seen.n_observations, seen.last_acquired_at
    from tile
    join zone on zone.geom && tile.lonlat
    join zone_set zs on zs.zone_set_id = zone.zone_set_id
    cross join lateral (
      select percentile_cont(0.5) within group (order by c.ssc_mg_l)::real as ssc_mg_l,
             count(*)::integer as n_observations, max(c.acquired_at)::text as last_acquired_at
      from current_observation c
      where c.zone_id = zone.zone_id and c.acquired_at >= from_time and c.acquired_at < to_time and c.n_valid > 0
    ) seen
    where seen.n_observations > 0
  )
  select coalesce(st_asmvt(feature, 'ssc', 4096, 'geom', 'zone_id'), '') from feature where geom is not null
$$;

comment on function ssc_mvt(integer, integer, integer, timestamptz, timestamptz) is
  'A Mapbox vector tile (web mercator z, x, y) with layer ssc: each zone with the median of its observations, mg/L, their count and the last; from_time inclusive, to_time exclusive';
