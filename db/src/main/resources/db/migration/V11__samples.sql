-- What people measured in the water, to hold results against: samples of sediment, and discharge.

create table sample (
  sample_id     bigint      generated always as identity primary key,
  sample_set    text        not null check (sample_set ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  external_id   text        not null check (external_id <> ''),
  quantity      text        not null check (quantity in ('SSC', 'TSS', 'TSM', 'SPM')),
  station       text        check (station <> ''),
  taken_at      timestamptz not null,
  whole_day     boolean     not null default false,
  geom          geometry(Point, 4326) not null
                check (not st_isempty(geom)
                       and st_x(geom) between -180 and 180 and st_y(geom) between -90 and 90),
  depth_m       real        check (depth_m >= 0 and depth_m < 12000),
  measured_mg_l double precision not null check (measured_mg_l > 0 and measured_mg_l < 1e6),
  method        text        check (method <> ''),
  source        text        check (source <> ''),
  licence       text        check (licence <> ''),
  loaded_at     timestamptz not null default now(),
  unique (sample_set, external_id, quantity)
);

create index sample_taken_at on sample (taken_at);
create index sample_geom on sample using gist (geom);

comment on table sample is
  'Sediment that somebody measured in the water: one row for each sample and quantity. Loading a file again changes nothing; a corrected file changes what it corrects';
comment on column sample.sample_id is 'Surrogate key, no unit';
comment on column sample.sample_set is 'What the samples of one file or source are called together; letters, digits, dot, dash and underscore, at most 63';
comment on column sample.external_id is
  'The id that the source gives the sample, unique within set and quantity; where it gives none, its station (or place), time and depth';
comment on column sample.quantity is
  'What was measured: SSC (whole sample filtered or evaporated), TSS (a sub-sample filtered; it misses sand), TSM or SPM (as oceanographers call it)';
comment on column sample.station is 'Name or id of the station as the source gives it; null where it gives none';
comment on column sample.taken_at is 'When the sample was taken, UTC; noon of the day where whole_day';
comment on column sample.whole_day is 'True where the source gives a day and no time';
comment on column sample.geom is 'Where the sample was taken; EPSG:4326, degrees, longitude -180 to 180, latitude -90 to 90';
comment on column sample.depth_m is 'Depth below the surface, m, 0 to 12000; null where unknown';
comment on column sample.measured_mg_l is 'What was measured, mg/L, over 0 and below 1,000,000';
comment on column sample.method is 'How it was sampled and measured; null where unstated';
comment on column sample.source is 'Who measured, or where it was published; null where unstated';
comment on column sample.licence is 'Terms that the source gives it under; null where unstated';
comment on column sample.loaded_at is 'When the row was last written, UTC';

create table gauge (
  gauge_id  integer     generated always as identity primary key,
  name      text        not null unique check (name <> ''),
  source    text        check (source <> ''),
  licence   text        check (licence <> ''),
  loaded_at timestamptz not null default now()
);

comment on table gauge is 'A place where discharge is measured, or modelled, over time';
comment on column gauge.gauge_id is 'Surrogate key, no unit';
comment on column gauge.name is 'Name or id of the gauge as the source gives it';
comment on column gauge.source is 'Who measured, or where it was published; null where unstated';
comment on column gauge.licence is 'Terms that the source gives it under; null where unstated';
comment on column gauge.loaded_at is 'When the row was last written, UTC';

create table gauge_zone (
  gauge_id integer not null references gauge on delete cascade,
  zone_id  bigint  not null references zone on delete cascade,
  primary key (gauge_id, zone_id)
);

create index gauge_zone_zone on gauge_zone (zone_id);

comment on table gauge_zone is 'Which zones'' water a gauge measures; a gauge without a zone gives no flux';
comment on column gauge_zone.gauge_id is 'The gauge';
comment on column gauge_zone.zone_id is 'A zone whose discharge it is';

create table discharge (
  gauge_id           integer          not null references gauge on delete cascade,
  measured_at        timestamptz      not null,
  discharge_m3_s     double precision not null check (discharge_m3_s >= 0 and discharge_m3_s < 1e6),
  discharge_low_m3_s double precision check (discharge_low_m3_s >= 0 and discharge_low_m3_s <= discharge_m3_s),
  discharge_high_m3_s double precision check (discharge_high_m3_s >= discharge_m3_s and discharge_high_m3_s < 'infinity'),
  quality            text             check (quality <> ''),
  primary key (gauge_id, measured_at),
  check (num_nulls(discharge_low_m3_s, discharge_high_m3_s) in (0, 2))
);

comment on table discharge is
  'Discharge over time, one row for each gauge and instant, by `silt discharge load` or by any SQL; loading twice changes nothing';
comment on column discharge.gauge_id is 'The gauge';
comment on column discharge.measured_at is 'The instant, UTC; noon of the day where the source gives the mean of a day';
comment on column discharge.discharge_m3_s is 'Discharge, m3/s, 0 or more and below 1,000,000';
comment on column discharge.discharge_low_m3_s is 'Low end of its 80 % interval, m3/s, 0 to discharge_m3_s; null where unstated';
comment on column discharge.discharge_high_m3_s is 'High end of the same interval, m3/s, discharge_m3_s or more; null where unstated';
comment on column discharge.quality is 'What the source says of the value, in its own words; null where nothing';

-- A sample belongs to the zone of each set that ssc_at gives for its place: the nearest reach or node within its
-- width or 300 m, whichever is more; of lakes, polygons and cells the one that holds it.
create function matchup(within interval default '24 hours', of_set text default null)
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
                     case when zs.kind in ('reach', 'node') then greatest(coalesce(z.width_m, 300), 300) else 0 end)
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

comment on function matchup(interval, text) is
  'Samples beside what was observed in their zones within a time: measured_mg_l and ssc_mg_l, mg/L; hours_apart, h, over 0 where the satellite came later; distance_m of the sample from the zone, m; of_set null for samples of every set. For the pixels around the sample instead of its zone, and reflectance: silt matchups';

-- mg/L is g/m3, so kg/s = mg/L x m3/s / 1000, and t/day = kg/s x 86.4. The two uncertainties are those of independent
-- factors: their relative widths, as logarithms, add as squares, upwards and downwards apart.
create function flux(
  of_set text, from_time timestamptz default '-infinity', to_time timestamptz default 'infinity',
  tolerance interval default '24 hours')
returns table (
  external_id text, zone_name text, acquired_at timestamptz,
  flux_kg_s double precision, flux_low_kg_s double precision, flux_high_kg_s double precision,
  flux_t_day double precision, flux_low_t_day double precision, flux_high_t_day double precision, interval_of text,
  ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real, n_valid integer, clear_fraction real, flags integer,
  discharge_m3_s double precision, discharge_low_m3_s double precision, discharge_high_m3_s double precision,
  discharge_how text, discharge_hours_apart real, discharge_quality text, gauge text,
  sensor text, granule_id text, product_version text, zone_id bigint, scene_id bigint)
language sql stable parallel safe set search_path = silt, public, pg_temp as $$
  with gauged as (
    select z.zone_id, g.gauge_id, g.name as gauge
    from zone_set zs
    join zone z on z.zone_set_id = zs.zone_set_id
    join gauge_zone gz on gz.zone_id = z.zone_id
    join gauge g on g.gauge_id = gz.gauge_id
    where zs.name = of_set
  ),
  carried as (
    select o.*, g.gauge, q.*,
           o.ssc_mg_l::double precision * q.q / 1000 as kg_s,
           case when o.ssc_low_mg_l is null and q.q_low is null then null
                when o.ssc_mg_l = 0 or q.q = 0 or o.ssc_low_mg_l = 0 or q.q_low = 0 then 0
                else o.ssc_mg_l * q.q / 1000
                     * exp(-sqrt(power(coalesce(ln(o.ssc_mg_l::double precision / o.ssc_low_mg_l), 0), 2)
                                 + power(coalesce(ln(q.q / q.q_low), 0), 2)))
           end as low_kg_s,
           case when o.ssc_high_mg_l is null and q.q_high is null then null
                when o.ssc_mg_l = 0 or q.q = 0
                then coalesce(o.ssc_high_mg_l, o.ssc_mg_l)::double precision * coalesce(q.q_high, q.q) / 1000
                else o.ssc_mg_l * q.q / 1000
                     * exp(sqrt(power(coalesce(ln(o.ssc_high_mg_l::double precision / o.ssc_mg_l), 0), 2)
                                + power(coalesce(ln(q.q_high / q.q), 0), 2)))
           end as high_kg_s
    from gauged g
    -- zone by zone: offset 0 keeps the planner from making the whole view first
    cross join lateral (
      select * from current_observation c
      where c.zone_id = g.zone_id and c.acquired_at >= from_time and c.acquired_at < to_time and c.n_valid > 0
      offset 0) o
    cross join lateral (
      select case when after.at is null then 'nearest' when before.at is null then 'nearest'
                  when before.at = after.at then 'measured' else 'interpolated' end as how,
             least(extract(epoch from o.acquired_at - before.at), extract(epoch from after.at - o.acquired_at)) / 3600 as hours,
             coalesce(before.q + share.of_after * (after.q - before.q), before.q, after.q) as q,
             case when before.at is null then after.q_low when after.at is null then before.q_low
                  else before.q_low + share.of_after * (after.q_low - before.q_low) end as q_low,
             case when before.at is null then after.q_high when after.at is null then before.q_high
                  else before.q_high + share.of_after * (after.q_high - before.q_high) end as q_high,
             nullif(concat_ws(' / ', before.quality, nullif(after.quality, before.quality)), '') as quality
      from (select d.measured_at as at, d.discharge_m3_s as q, d.discharge_low_m3_s as q_low,
                   d.discharge_high_m3_s as q_high, d.quality
            from discharge d
            where d.gauge_id = g.gauge_id
              and d.measured_at <= o.acquired_at and d.measured_at >= o.acquired_at - tolerance
            order by d.measured_at desc limit 1) before
      full join (select d.measured_at as at, d.discharge_m3_s as q, d.discharge_low_m3_s as q_low,
                        d.discharge_high_m3_s as q_high, d.quality
                 from discharge d
                 where d.gauge_id = g.gauge_id
                   and d.measured_at >= o.acquired_at and d.measured_at <= o.acquired_at + tolerance
                 order by d.measured_at limit 1) after on true
      cross join lateral (
        select case when after.at > before.at
                    then extract(epoch from o.acquired_at - before.at) / extract(epoch from after.at - before.at)
                    else 0 end::double precision as of_after) share) q
  )
  select external_id, zone_name, acquired_at,
         kg_s, low_kg_s, high_kg_s, kg_s * 86.4, low_kg_s * 86.4, high_kg_s * 86.4,
         case when ssc_low_mg_l is not null and q_low is not null then 'both'
              when ssc_low_mg_l is not null then 'ssc'
              when q_low is not null then 'discharge' end,
         ssc_mg_l, ssc_low_mg_l, ssc_high_mg_l, n_valid, clear_fraction, flags,
         q, q_low, q_high, how, hours::real, quality, gauge,
         sensor, granule_id, product_version, zone_id, scene_id
  from carried
  order by external_id, acquired_at, gauge
$$;

comment on function flux(text, timestamptz, timestamptz, interval) is
  'Sediment flux of a zone set where discharge is known: flux_kg_s = ssc_mg_l x discharge_m3_s / 1000, flux_t_day = flux_kg_s x 86.4, 0 or more. discharge_how: measured at that very instant, interpolated linearly between two values, or the nearest one alone, each within tolerance of the observation; discharge_hours_apart, h, to the nearer value. The interval carries what interval_of names: both uncertainties, ssc or discharge alone, null none. from_time inclusive, to_time exclusive; one row for each gauge of a zone';

revoke all on function matchup(interval, text) from public;
revoke all on function flux(text, timestamptz, timestamptz, interval) from public;
grant execute on function matchup(interval, text) to silt_reader, silt_writer;
grant execute on function flux(text, timestamptz, timestamptz, interval) to silt_reader, silt_writer;
grant insert, update, delete on sample, gauge, gauge_zone, discharge to silt_writer;
