-- The results themselves, one row per zone, scene and product version, in a partition per month of acquisition.

create table observation (
  zone_id            bigint      not null references zone,
  scene_id           bigint      not null,
  product_version_id integer     not null,
  acquired_at        timestamptz not null,
  ssc_mg_l           real        check (ssc_mg_l >= 0 and ssc_mg_l < 'infinity'),
  ssc_mean_mg_l      real        check (ssc_mean_mg_l >= 0 and ssc_mean_mg_l < 'infinity'),
  ssc_p10_mg_l       real        check (ssc_p10_mg_l >= 0),
  ssc_p25_mg_l       real,
  ssc_p75_mg_l       real,
  ssc_p90_mg_l       real        check (ssc_p90_mg_l < 'infinity'),
  ssc_std_mg_l       real        check (ssc_std_mg_l >= 0 and ssc_std_mg_l < 'infinity'),
  n_valid            integer     not null check (n_valid >= 0),
  n_water            integer     not null check (n_water >= n_valid),
  n_total            integer     not null check (n_total >= n_water),
  clear_fraction     real        not null check (clear_fraction between 0 and 1),
  flags              integer     not null default 0 check (flags >= 0),
  primary key (zone_id, acquired_at, scene_id, product_version_id),
  foreign key (scene_id, product_version_id) references scene_run (scene_id, product_version_id),
  constraint observation_value_where_valid check (
    num_nulls(ssc_mg_l, ssc_mean_mg_l, ssc_p10_mg_l, ssc_p25_mg_l, ssc_p75_mg_l, ssc_p90_mg_l, ssc_std_mg_l)
      = case when n_valid > 0 then 0 else 7 end),
  constraint observation_percentiles_ordered check (
    ssc_p10_mg_l <= ssc_p25_mg_l and ssc_p25_mg_l <= ssc_mg_l
      and ssc_mg_l <= ssc_p75_mg_l and ssc_p75_mg_l <= ssc_p90_mg_l)
) partition by range (acquired_at);

create index observation_scene on observation (scene_id, product_version_id);
create index observation_acquired_at on observation (acquired_at);

comment on table observation is
  'What a zone looked like in one scene under one product version; current_observation is the view to query';
comment on column observation.zone_id is 'The zone';
comment on column observation.scene_id is 'The scene';
comment on column observation.product_version_id is 'The product version';
comment on column observation.acquired_at is 'When the sensor saw it, UTC; the same as the scene''s, repeated here to partition by';
comment on column observation.ssc_mg_l is
  'Median suspended-sediment concentration over the clear water pixels of the zone, mg/L, 0 or more; null where none was clear';
comment on column observation.ssc_mean_mg_l is 'Mean over the same pixels, mg/L, 0 or more';
comment on column observation.ssc_p10_mg_l is '10th percentile over the same pixels, mg/L, 0 or more';
comment on column observation.ssc_p25_mg_l is '25th percentile over the same pixels, mg/L, 0 or more';
comment on column observation.ssc_p75_mg_l is '75th percentile over the same pixels, mg/L, 0 or more';
comment on column observation.ssc_p90_mg_l is '90th percentile over the same pixels, mg/L, 0 or more';
comment on column observation.ssc_std_mg_l is 'Standard deviation over the same pixels, mg/L, 0 or more';
comment on column observation.n_valid is 'Clear water pixels of 30 m with a concentration, count, 0 or more';
comment on column observation.n_water is 'Water pixels in the zone, clear or not, count, at least n_valid';
comment on column observation.n_total is 'Pixels in the zone, count, at least n_water';
comment on column observation.clear_fraction is 'Share of the zone''s pixels that nothing obscures, 0 to 1';
comment on column observation.flags is 'Quality flags as a bit mask, 0 for none; the product version says what a bit means';

create function ensure_observation_month(at timestamptz) returns boolean
language plpgsql security definer set search_path = silt, public, pg_temp set timezone = 'UTC' as $$
declare
  first  date := date_trunc('month', at)::date;
  part   text := 'observation_' || to_char(first, 'YYYY_MM');
begin
  if at < '1972-07-01' or at > now() + interval '2 years' then
    raise exception 'no satellite of this service saw anything at %', at using errcode = 'check_violation';
  end if;
  if to_regclass('silt.' || part) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtext('silt.ensure_observation_month'));
  -- the table itself is asked: what to_regclass remembers is not refreshed by an advisory lock
  if exists (select from pg_class where relnamespace = 'silt'::regnamespace and relname = part) then
    return false;
  end if;
  execute format('create table silt.%I (like silt.observation including all)', part);
  execute format('comment on table silt.%I is %L', part,
                 'Observations of ' || to_char(first, 'YYYY-MM') || ', a partition of observation');
  execute format('alter table silt.observation attach partition silt.%I for values from (%L) to (%L)',
                 part, first::timestamptz, (first + interval '1 month')::timestamptz);
  return true;
end $$;

comment on function ensure_observation_month(timestamptz) is
  'Makes the partition of observation for the month (UTC) of a time where it is missing; true where it did. Safe among concurrent writers; call it in a transaction of its own, before the one that writes';
