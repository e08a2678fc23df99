-- A sample belongs to the zone of each set that ssc_at gives for its place, also since that looks nodes up within half
-- their width: a sample beyond was held against a node whose pixels do not reach it.
create or replace function matchup(within interval default '24 hours', of_set text default null)
returns table (
  sample_set text, sample_external_id text, station text, quantity text, taken_at timestamptz, measured_mg_l double precision,
  hours_apart real, acquired_at timestamptz, ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real,
  n_valid integer, clear_fraction real, flags integer,
  external_id text, zone_name text, zone_set text, kind text, distance_m real,
  sensor text, tile text, granule_id text, product_version text, sample_id bigint, zone_id bigint, scene_id bigint)
language sql stable parallel safe set search_path = silt, public, pg_temp as $$
  select s.sample_set, s.external_id, s.station, s.quantity, s.taken_at, s.measured_mg_l,
         (extract(epoch from o.acquired_at - s.taken_at) / 3600)::real, o.acquired_at,
         o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.n_valid, o.clear_fraction, o.flags,
         o.external_id, o.zone_name, o.zone_set, o.kind, near.distance_m::real,
         o.sensor, o.tile, o.granule_id, o.product_version, s.sample_id, o.zone_id, o.scene_id
  from sample s
  cross join lateral (
    select distinct on (z.zone_set_id) z.zone_id, st_distance(z.geom::geography, s.geom::geography) as distance_m
    from zone z
    join zone_set zs on zs.zone_set_id = z.zone_set_id
    where z.geom && st_expand(s.geom, 0.1 / greatest(cos(radians(st_y(s.geom))), 0.01), 0.1)
      and st_dwithin(z.geom::geography, s.geom::geography,
                     case zs.kind when 'reach' then greatest(coalesce(z.width_m, 300), 300)
                                  when 'node' then greatest(coalesce(z.width_m / 2, 300), 300) else 0 end)
    order by z.zone_set_id, distance_m, z.zone_id) near
  -- zone by zone: offset 0 keeps the planner from making the whole view first
  cross join lateral (
    select * from current_observation c
    where c.zone_id = near.zone_id and c.n_valid > 0
      and c.acquired_at between s.taken_at - within and s.taken_at + within
    offset 0) o
  where of_set is null or s.sample_set = of_set
  order by s.sample_set, s.external_id, s.quantity, o.zone_set, abs(extract(epoch from o.acquired_at - s.taken_at)), o.granule_id
$$;
