-- Reading ten years of a continent at interactive speed: partitions of a year, an index that answers for a zone alone,
-- months that are kept, and what stands in the way of a map and of counting scenes.

-- A partition a year: a plan names every partition several times, and with 120 months it takes longer to make than the
-- answer (tests/bench/RESULTS.md has the figures). Ten million rows in each are no more than an index descends in four pages.
create function ensure_observation_year(at timestamptz) returns boolean
language plpgsql security definer set search_path = silt, public, pg_temp set timezone = 'UTC' as $$
declare
  first  date := date_trunc('year', at)::date;
  part   text := 'observation_' || to_char(first, 'YYYY');
begin
  if at < '1972-07-01' or at > now() + interval '2 years' then
    raise exception 'no satellite of this service saw anything at %', at using errcode = 'check_violation';
  end if;
  if to_regclass('silt.' || part) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtext('silt.ensure_observation_year'));
  -- the table itself is asked: what to_regclass remembers is not refreshed by an advisory lock
  if exists (select from pg_class where relnamespace = 'silt'::regnamespace and relname = part) then
    return false;
  end if;
  execute format('create table silt.%I (like silt.observation including all)', part);
  execute format('comment on table silt.%I is %L', part,
                 'Observations of ' || to_char(first, 'YYYY') || ', a partition of observation');
  execute format('alter table silt.observation attach partition silt.%I for values from (%L) to (%L)',
                 part, first::timestamptz, (first + interval '1 year')::timestamptz);
  return true;
end $$;

comment on function ensure_observation_year(timestamptz) is
  'Makes the partition of observation for the year (UTC) of a time where it is missing; true where it did. Safe among concurrent writers; call it in a transaction of its own, before the one that writes';

create function ensure_observation_years_ahead() returns integer
language plpgsql security definer set search_path = silt, public, pg_temp as $$
begin
  return ensure_observation_year(now())::integer + ensure_observation_year(now() + interval '3 months')::integer;
end $$;

comment on function ensure_observation_years_ahead() is
  'Makes the partitions of observation for this year (UTC) and, from October on, for the next where they are missing; how many it made. Migrations and the housekeeping of the workers call it';

-- Months become years. The key answers for a zone alone: what a series shows lies in it, in order of zone and time, where
-- the rows of a zone lie as far apart in the table as its passes do in time.
do $$
declare
  months text[];
  part   text;
begin
  set local timezone = 'UTC';
  select coalesce(array_agg(c.relname order by c.relname), '{}') into months
  from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'silt.observation'::regclass;
  foreach part in array months loop
    execute format('alter table silt.observation detach partition silt.%I', part);
  end loop;
  alter table observation drop constraint observation_pkey;
  alter table observation add primary key (zone_id, acquired_at, scene_id, product_version_id)
    include (ssc_mg_l, ssc_low_mg_l, ssc_high_mg_l, ssc_p10_mg_l, ssc_p90_mg_l, n_valid, n_total, clear_fraction, flags);
  foreach part in array months loop
    perform ensure_observation_year(to_date(substr(part, 13), 'YYYY_MM')::timestamptz);
    execute format('insert into silt.observation select * from silt.%I', part);
    execute format('drop table silt.%I', part);
  end loop;
end $$;

drop function ensure_observation_month(timestamptz);

create function detach_observation_year(year integer) returns text
language plpgsql set search_path = silt, public, pg_temp set timezone = 'UTC' as $$
declare
  part text := 'observation_' || year;
begin
  if not exists (select from pg_inherits
                 where inhparent = 'silt.observation'::regclass and inhrelid = to_regclass('silt.' || part)) then
    raise exception 'observation has no partition for %', year using errcode = 'undefined_table';
  end if;
  execute format('alter table silt.observation detach partition silt.%I', part);
  execute format('alter table silt.%I rename to %I', part, 'detached_' || part);
  delete from zone_month where month >= make_date(year, 1, 1) and month < make_date(year + 1, 1, 1);
  delete from zone_month_stale where month >= make_date(year, 1, 1) and month < make_date(year + 1, 1, 1);
  return 'detached_' || part;
end $$;

comment on function detach_observation_year(integer) is
  'Takes a year''s observations out of every view, for the owner alone: they stay as the table whose name it gives, to be dumped or dropped, or put back by attach_observation_year()';

create function attach_observation_year(year integer) returns text
language plpgsql set search_path = silt, public, pg_temp set timezone = 'UTC' as $$
declare
  part  text := 'observation_' || year;
  first timestamptz := make_date(year, 1, 1);
begin
  if to_regclass('silt.detached_' || part) is null then
    raise exception 'there is no detached partition for %', year using errcode = 'undefined_table';
  end if;
  if to_regclass('silt.' || part) is not null then
    raise exception 'observation has a partition for % again: insert the rows of detached_% and drop it', year, part
      using errcode = 'duplicate_table';
  end if;
  execute format('alter table silt.%I rename to %I', 'detached_' || part, part);
  execute format('alter table silt.observation attach partition silt.%I for values from (%L) to (%L)',
                 part, first, first + interval '1 year');
  insert into zone_month_stale (zone_id, product_version_id, month)
  select distinct zone_id, product_version_id, utc_month(at)
  from observation cross join lateral (values (acquired_at - interval '5 minutes'), (acquired_at + interval '5 minutes')) as near (at)
  where acquired_at >= first and acquired_at < first + interval '1 year';
  return part;
end $$;

comment on function attach_observation_year(integer) is
  'Puts back what detach_observation_year() took out, for the owner alone; its months are computed anew';

create function utc_month(at timestamptz) returns date
language sql immutable strict parallel safe set search_path = silt, public, pg_temp as $$
  select date_trunc('month', at at time zone 'UTC')::date
$$;

comment on function utc_month(timestamptz) is 'First day of the month of a time, UTC';

-- Later revisions are few, and each row of every view asks whether there is one.
create index scene_revised on scene (granule_id, revision) where revision > 1;
create index scene_day on scene (((acquired_at at time zone 'UTC')::date), tile);
create index zone_external_id_begins on zone (external_id text_pattern_ops);

-- What each product version has to show, in two levels as tile_observation and current_observation have it. Row by row:
-- offset 0 keeps the planner from joining what is asked here with all else, for of so many joins it finds no good order.
create view version_tile_observation as
select o.zone_id, o.scene_id, o.product_version_id, s.granule_id, s.revision, s.sensor, s.tile, o.acquired_at,
       o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.ssc_mean_mg_l, o.ssc_p10_mg_l, o.ssc_p25_mg_l,
       o.ssc_p75_mg_l, o.ssc_p90_mg_l, o.ssc_std_mg_l, o.n_valid, o.n_water, o.n_total, o.clear_fraction, o.flags,
       o.flags & 12 = 0 as whole_zone
from observation o
join scene s on s.scene_id = o.scene_id
where not exists (
  select from scene later
  join scene_run run on run.scene_id = later.scene_id
  where later.granule_id = s.granule_id and later.revision > s.revision and later.revision > 1
    and run.product_version_id = o.product_version_id
    and run.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
  offset 0);

create view pass_observation as
select live.*
from version_tile_observation live
where not exists (
  select from version_tile_observation other
  where other.zone_id = live.zone_id
    and other.product_version_id = live.product_version_id
    and other.scene_id <> live.scene_id
    and other.sensor = live.sensor
    and other.acquired_at between live.acquired_at - interval '5 minutes'
                              and live.acquired_at + interval '5 minutes'
    and ((other.n_valid > 0, other.whole_zone, other.n_valid, other.n_total)
           > (live.n_valid > 0, live.whole_zone, live.n_valid, live.n_total)
         or (other.n_valid, other.whole_zone, other.n_total) = (live.n_valid, live.whole_zone, live.n_total)
            and (other.tile, other.scene_id) < (live.tile, live.scene_id))
  offset 0);

create or replace view tile_observation as
select o.zone_id, o.scene_id, o.product_version_id, o.granule_id, o.revision, o.sensor, o.tile, o.acquired_at,
       o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.ssc_mean_mg_l, o.ssc_p10_mg_l, o.ssc_p25_mg_l,
       o.ssc_p75_mg_l, o.ssc_p90_mg_l, o.ssc_std_mg_l, o.n_valid, o.n_water, o.n_total, o.clear_fraction, o.flags,
       o.whole_zone, p.name as product_version
from version_tile_observation o
join product_version p on p.product_version_id = o.product_version_id
  and p.promoted_at is not null and p.retired_at is null;

create view version_observation as
select z.external_id, z.name as zone_name, zs.name as zone_set, zs.kind,
       o.granule_id, o.revision, o.sensor, o.tile, o.acquired_at,
       o.ssc_mg_l, o.ssc_mean_mg_l, o.ssc_p10_mg_l, o.ssc_p25_mg_l, o.ssc_p75_mg_l,
       o.ssc_p90_mg_l, o.ssc_std_mg_l,
       o.n_valid, o.n_water, o.n_total, o.clear_fraction, o.flags,
       p.name as product_version, o.zone_id, o.scene_id, o.product_version_id,
       o.ssc_low_mg_l, o.ssc_high_mg_l, o.whole_zone,
       (select count(distinct beside.tile)::integer from version_tile_observation beside
        where beside.zone_id = o.zone_id and beside.product_version_id = o.product_version_id and beside.sensor = o.sensor
          and beside.acquired_at between o.acquired_at - interval '5 minutes'
                                     and o.acquired_at + interval '5 minutes') as n_tiles
from pass_observation o
join product_version p on p.product_version_id = o.product_version_id
join zone z on z.zone_id = o.zone_id
join zone_set zs on zs.zone_set_id = z.zone_set_id;

create or replace view current_observation as
select o.external_id, o.zone_name, o.zone_set, o.kind, o.granule_id, o.revision, o.sensor, o.tile, o.acquired_at,
       o.ssc_mg_l, o.ssc_mean_mg_l, o.ssc_p10_mg_l, o.ssc_p25_mg_l, o.ssc_p75_mg_l, o.ssc_p90_mg_l, o.ssc_std_mg_l,
       o.n_valid, o.n_water, o.n_total, o.clear_fraction, o.flags,
       o.product_version, o.zone_id, o.scene_id, o.product_version_id, o.ssc_low_mg_l, o.ssc_high_mg_l, o.whole_zone,
       o.n_tiles
from version_observation o
join product_version shown on shown.product_version_id = o.product_version_id
  and shown.promoted_at is not null and shown.retired_at is null;

comment on view current_observation is
  'The view to query: each zone at each pass once, latest revision, readable alone. A series never mixes product versions: every row is of the promoted one, scenes that it has not processed are absent (scene_without_result has them), and pass_observation has the others. Of overlapping tiles that saw a zone in one pass (same sensor, within five minutes) the one counts that saw all of it, else the one with more clear water, with more pixels, whose name sorts first; tile_observation has them all';
comment on view version_tile_observation is
  'As tile_observation, in every product version: each zone as each tile saw it, latest revision. Choose one by product_version_id, else versions stand side by side';
comment on view pass_observation is
  'What version_observation shows, without the names of zones, sets and product versions';
comment on view version_observation is
  'As current_observation, in every product version: each zone at each pass once, latest revision. Choose one by product_version, else versions stand side by side';

do $$
declare
  seen record;
begin
  for seen in
    select v.relname, a.attname, col_description(c.oid, t.attnum) as says
    from pg_class v
    join pg_class c on c.relnamespace = v.relnamespace
      and c.relname = case v.relname when 'version_observation' then 'current_observation' else 'tile_observation' end
    join pg_attribute a on a.attrelid = v.oid and a.attnum > 0
    join pg_attribute t on t.attrelid = c.oid and t.attname = a.attname
    where v.relnamespace = 'silt'::regnamespace
      and v.relname in ('version_tile_observation', 'pass_observation', 'version_observation')
  loop
    execute format('comment on column silt.%I.%I is %L', seen.relname, seen.attname, seen.says);
  end loop;
end $$;

comment on column version_observation.product_version is 'Name of the product version';

-- Months, kept. Medians do not merge, so a month is computed from all of its observations or not at all; one that
-- anything has touched since is marked in the same transaction and computed whenever it is asked for, until it is kept anew.
create table zone_month (
  zone_id            bigint      not null,
  product_version_id integer     not null,
  month              date        not null check (extract(day from month) = 1),
  n_observations     integer     not null check (n_observations > 0),
  n_valid            bigint      not null check (n_valid >= n_observations),
  ssc_mg_l           real        not null check (ssc_mg_l >= 0),
  ssc_low_mg_l       real        check (ssc_low_mg_l >= 0),
  ssc_high_mg_l      real        check (ssc_high_mg_l >= ssc_low_mg_l),
  ssc_min_mg_l       real        not null check (ssc_min_mg_l between 0 and ssc_mg_l),
  ssc_max_mg_l       real        not null check (ssc_max_mg_l >= ssc_mg_l),
  last_acquired_at   timestamptz not null,
  primary key (zone_id, product_version_id, month)
);

comment on table zone_month is
  'Months of zones as they were last computed, in every product version; monthly_ssc is the view to query, for a row that zone_month_stale names is out of date. Its zones and product versions are those of observation';
comment on column zone_month.zone_id is 'The zone';
comment on column zone_month.product_version_id is 'The product version';
comment on column zone_month.month is 'First day of the month, UTC';
comment on column zone_month.n_observations is 'Passes with a value in the month, count, 1 or more';
comment on column zone_month.n_valid is 'Clear water pixels behind them in all, count, n_observations or more';
comment on column zone_month.ssc_mg_l is 'Median of the passes'' medians, mg/L, 0 or more';
comment on column zone_month.ssc_low_mg_l is 'Median of the low ends of the passes'' 80 % intervals, mg/L, 0 or more; null where none has one';
comment on column zone_month.ssc_high_mg_l is 'Median of the high ends of the same intervals, mg/L, ssc_low_mg_l or more; null where none has one';
comment on column zone_month.ssc_min_mg_l is 'Least of the passes'' medians, mg/L, 0 or more';
comment on column zone_month.ssc_max_mg_l is 'Greatest of the passes'' medians, mg/L, 0 or more';
comment on column zone_month.last_acquired_at is 'When the last of the passes was seen, UTC';

-- Marks are only ever added, so that writers wait for nobody; the same one several times is as good as one. Who keeps a
-- month anew takes away the marks that it sees in the very snapshot that it computes from.
create table zone_month_stale (
  zone_id            bigint  not null,
  product_version_id integer not null,
  month              date    not null
);

create index zone_month_stale_key on zone_month_stale (zone_id, product_version_id, month);

comment on table zone_month_stale is
  'Months of zones that something has touched since zone_month was computed, marked in the transaction that did; monthly_ssc computes them. One may be there several times';
comment on column zone_month_stale.zone_id is 'The zone';
comment on column zone_month_stale.product_version_id is 'The product version';
comment on column zone_month_stale.month is 'First day of the month, UTC';

-- A pass may straddle midnight, and what counts in one month then depends on a row of the next.
create function mark_months_stale() returns trigger
language plpgsql security definer set search_path = silt, public, pg_temp as $$
begin
  if tg_op in ('INSERT', 'UPDATE') then
    insert into zone_month_stale (zone_id, product_version_id, month)
    select zone_id, product_version_id, utc_month(acquired_at - interval '5 minutes') from now_there
    union all
    select zone_id, product_version_id, utc_month(acquired_at + interval '5 minutes') from now_there
    where utc_month(acquired_at + interval '5 minutes') <> utc_month(acquired_at - interval '5 minutes');
  end if;
  if tg_op in ('DELETE', 'UPDATE') then
    insert into zone_month_stale (zone_id, product_version_id, month)
    select zone_id, product_version_id, utc_month(acquired_at - interval '5 minutes') from there_before
    union all
    select zone_id, product_version_id, utc_month(acquired_at + interval '5 minutes') from there_before
    where utc_month(acquired_at + interval '5 minutes') <> utc_month(acquired_at - interval '5 minutes');
  end if;
  return null;
end $$;

comment on function mark_months_stale() is 'Marks the months of the zones whose observations a statement inserted, changed or deleted';

create trigger months_stale_inserted after insert on observation
  referencing new table as now_there for each statement execute function mark_months_stale();
create trigger months_stale_updated after update on observation
  referencing old table as there_before new table as now_there for each statement execute function mark_months_stale();
create trigger months_stale_deleted after delete on observation
  referencing old table as there_before for each statement execute function mark_months_stale();

create function mark_superseded_months_stale() returns trigger
language plpgsql security definer set search_path = silt, public, pg_temp as $$
declare
  run scene_run := case when tg_op = 'DELETE' then old else new end;
begin
  if tg_op = 'UPDATE' and old.outcome = new.outcome then
    return null;
  end if;
  insert into zone_month_stale (zone_id, product_version_id, month)
  select o.zone_id, o.product_version_id, utc_month(near.at)
  from scene later
  join scene earlier on earlier.granule_id = later.granule_id and earlier.revision < later.revision
  join observation o on o.scene_id = earlier.scene_id and o.product_version_id = run.product_version_id
    and o.acquired_at = earlier.acquired_at
  cross join lateral (values (o.acquired_at - interval '5 minutes'), (o.acquired_at + interval '5 minutes')) as near (at)
  where later.scene_id = run.scene_id and later.revision > 1;
  return null;
end $$;

comment on function mark_superseded_months_stale() is
  'Marks the months of the zones that an earlier revision observed when the outcome of a later one appears, changes or goes';

create trigger superseded_months_stale after insert or delete or update of outcome on scene_run
  for each row execute function mark_superseded_months_stale();

-- Parsed once, here, so that it needs no search path; without one it is drawn into the query that asks.
create function month_of_zone(of_zone bigint, of_version integer, of_month date)
returns table (
  n_observations integer, n_valid bigint, ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real,
  ssc_min_mg_l real, ssc_max_mg_l real, last_acquired_at timestamptz)
language sql stable parallel safe
begin atomic
  select count(*)::integer, sum(o.n_valid),
         percentile_cont(0.5) within group (order by o.ssc_mg_l)::real,
         percentile_cont(0.5) within group (order by o.ssc_low_mg_l)::real,
         percentile_cont(0.5) within group (order by o.ssc_high_mg_l)::real,
         min(o.ssc_mg_l), max(o.ssc_mg_l), max(o.acquired_at)
  from pass_observation o
  where o.zone_id = of_zone and o.product_version_id = of_version and o.n_valid > 0
    and o.acquired_at >= of_month::timestamp at time zone 'UTC'
    and o.acquired_at < (of_month + interval '1 month') at time zone 'UTC';
end;

comment on function month_of_zone(bigint, integer, date) is
  'A month (UTC) of a zone under a product version, computed from its observations, in the columns of zone_month; one row, n_observations 0 where nothing was seen';

create function keep_months(most integer default 20000) returns integer
language plpgsql security definer set search_path = silt, public, pg_temp set jit = off as $$
declare
  kept integer;
begin
  -- one after the other, so that no older snapshot is stored over a newer; the statement below takes its snapshot after
  perform pg_advisory_xact_lock(hashtextextended('silt.keep_months', 0));
  with taken as (
    delete from zone_month_stale
    where ctid = any (array(select ctid from zone_month_stale limit most))
    returning zone_id, product_version_id, month),
  due as (select distinct zone_id, product_version_id, month from taken),
  computed as (
    select due.*, m.*
    from due cross join lateral month_of_zone(due.zone_id, due.product_version_id, due.month) m),
  gone as (
    delete from zone_month k using computed c
    where k.zone_id = c.zone_id and k.product_version_id = c.product_version_id and k.month = c.month
      and c.n_observations = 0),
  stored as (
    insert into zone_month as k (zone_id, product_version_id, month, n_observations, n_valid, ssc_mg_l, ssc_low_mg_l,
                                 ssc_high_mg_l, ssc_min_mg_l, ssc_max_mg_l, last_acquired_at)
    select zone_id, product_version_id, month, n_observations, n_valid, ssc_mg_l, ssc_low_mg_l, ssc_high_mg_l,
           ssc_min_mg_l, ssc_max_mg_l, last_acquired_at
    from computed where n_observations > 0
    on conflict (zone_id, product_version_id, month) do update
      set n_observations = excluded.n_observations, n_valid = excluded.n_valid, ssc_mg_l = excluded.ssc_mg_l,
          ssc_low_mg_l = excluded.ssc_low_mg_l, ssc_high_mg_l = excluded.ssc_high_mg_l,
          ssc_min_mg_l = excluded.ssc_min_mg_l, ssc_max_mg_l = excluded.ssc_max_mg_l,
          last_acquired_at = excluded.last_acquired_at)
  select count(*)::integer into kept from taken;
  return kept;
end $$;

comment on function keep_months(integer) is
  'Computes anew as many marked months as asked for, 20,000 at a time; how many marks it took away, 0 where none was left. The housekeeping of the workers calls it';

-- Zone by zone, so that a question for some zones reads no others: the months that are kept and those that are marked.
create view version_month as
select z.external_id, z.name as zone_name, zs.name as zone_set, zs.kind, m.month,
       m.n_observations::bigint as n_observations, m.n_valid, m.ssc_mg_l, m.ssc_min_mg_l, m.ssc_max_mg_l,
       p.name as product_version, z.zone_id, m.ssc_low_mg_l, m.ssc_high_mg_l, m.last_acquired_at,
       p.product_version_id, p.promoted_at is not null and p.retired_at is null as promoted
from product_version p
cross join zone z
join zone_set zs on zs.zone_set_id = z.zone_set_id
cross join lateral (
  select k.month, k.n_observations, k.n_valid, k.ssc_mg_l, k.ssc_low_mg_l, k.ssc_high_mg_l, k.ssc_min_mg_l,
         k.ssc_max_mg_l, k.last_acquired_at
  from zone_month k
  where k.zone_id = z.zone_id and k.product_version_id = p.product_version_id
    and not exists (
      select from zone_month_stale s
      where s.zone_id = k.zone_id and s.product_version_id = k.product_version_id and s.month = k.month)
  union all
  select marked.month, c.n_observations, c.n_valid, c.ssc_mg_l, c.ssc_low_mg_l, c.ssc_high_mg_l, c.ssc_min_mg_l,
         c.ssc_max_mg_l, c.last_acquired_at
  from (select distinct s.month from zone_month_stale s
        where s.zone_id = z.zone_id and s.product_version_id = p.product_version_id) marked
  cross join lateral month_of_zone(z.zone_id, p.product_version_id, marked.month) c
  where c.n_observations > 0) m;

create or replace view monthly_ssc as
select external_id, zone_name, zone_set, kind, month, n_observations, n_valid, ssc_mg_l, ssc_min_mg_l, ssc_max_mg_l,
       product_version, zone_id, ssc_low_mg_l, ssc_high_mg_l, last_acquired_at
from version_month
where promoted;

comment on view monthly_ssc is
  'Each zone month by month: the median over its passes, months in UTC, under the promoted product version alone. Months are kept in zone_month and computed here where anything has touched them since, so they are what current_observation gives at any time';
comment on column monthly_ssc.last_acquired_at is 'When the last of the observations was seen, UTC';
comment on view version_month is 'As monthly_ssc, in every product version. Choose one by product_version, else versions stand side by side';
comment on column version_month.product_version is 'Name of the product version';
comment on column version_month.product_version_id is 'Joins to product_version';
comment on column version_month.promoted is 'Whether it is the product version that monthly_ssc shows';

do $$
declare
  seen record;
begin
  for seen in
    select a.attname, col_description('silt.monthly_ssc'::regclass, t.attnum) as says
    from pg_attribute a
    join pg_attribute t on t.attrelid = 'silt.monthly_ssc'::regclass and t.attname = a.attname
    where a.attrelid = 'silt.version_month'::regclass and a.attnum > 0 and a.attname <> 'product_version'
  loop
    execute format('comment on column silt.version_month.%I is %L', seen.attname, seen.says);
  end loop;
end $$;

-- What observations there are is to be kept once.
insert into zone_month_stale (zone_id, product_version_id, month)
select distinct zone_id, product_version_id, utc_month(acquired_at) from observation;

-- How far away a zone is still shown on a map: wide rivers from afar, nodes and ponds only from near.
create function zone_shown_from(geom geometry, width_m real) returns smallint
language sql immutable parallel safe set search_path = silt, public, pg_temp as $$
  select least(14, greatest(0, ceil(log(2.0, (156543.0 / case st_dimension(geom)
    -- an outline once it is as wide as a pixel of 256 in a tile, a line at a sixteenth of one; of unknown width 90 m
    when 2 then greatest(sqrt(abs(st_area(geom)) * cos(radians(least(abs(st_ymax(geom)), 89)))) * 111320, 1)
    else greatest(coalesce(width_m, 90), 1) * 16 end)::numeric))
    + case when st_dimension(geom) = 0 then 3 else 0 end))::smallint
$$;

comment on function zone_shown_from(geometry, real) is
  'The zoom of a web map from which a zone is shown, 0 to 14: an outline once it is as wide as a pixel, a line once 16 times its width is (90 m where unknown), a point three zooms later';

alter table zone add column shown_from smallint not null generated always as (zone_shown_from(geom, width_m)) stored;
comment on column zone.shown_from is
  'Zoom of a web map from which ssc_mvt() shows the zone, 0 to 14; zone_shown_from() makes it of width and extent';
create index zone_geom_far on zone using gist (geom) where shown_from <= 6;

-- The questions. Their plans are kept by the session, and made without regard to what is asked for where that takes longer.
create or replace function ssc_series(
  zone_external_id text, from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns table (
  acquired_at timestamptz, ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real, ssc_p10_mg_l real, ssc_p90_mg_l real,
  n_valid integer, clear_fraction real, flags integer, sensor text, tile text, granule_id text, zone_set text)
language plpgsql stable parallel safe
set search_path = silt, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  shown integer := (select product_version_id from product_version where promoted_at is not null and retired_at is null);
begin
  return query
  select o.acquired_at, o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.ssc_p10_mg_l, o.ssc_p90_mg_l,
         o.n_valid, o.clear_fraction, o.flags, o.sensor, o.tile, o.granule_id, zs.name
  from zone z
  join zone_set zs on zs.zone_set_id = z.zone_set_id
  -- zone by zone: offset 0 keeps the planner from making the whole view first
  cross join lateral (
    select * from pass_observation v
    where v.zone_id = z.zone_id and v.product_version_id = shown and v.n_valid > 0
      and v.acquired_at >= from_time and v.acquired_at < to_time
    offset 0) o
  where z.external_id = zone_external_id
  order by o.acquired_at, zs.name;
end $$;

create function ssc_within(
  area geometry, from_time timestamptz, to_time timestamptz)
returns table (
  external_id text, zone_name text, zone_set text, kind text, acquired_at timestamptz,
  ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real, n_valid integer, clear_fraction real, flags integer,
  sensor text, tile text, granule_id text, zone_id bigint, geom geometry)
language plpgsql stable parallel safe
set search_path = silt, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  shown integer := (select product_version_id from product_version where promoted_at is not null and retired_at is null);
begin
  if st_srid(area) <> 4326 then
    raise exception 'an area is given in EPSG:4326, not %', st_srid(area)
      using errcode = 'invalid_parameter_value', hint = 'st_transform(area, 4326), or st_setsrid(area, 4326) where it has none.';
  end if;
  return query
  select z.external_id, z.name, zs.name, zs.kind, o.acquired_at, o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l,
         o.n_valid, o.clear_fraction, o.flags, o.sensor, o.tile, o.granule_id, z.zone_id, z.geom
  from zone z
  join zone_set zs on zs.zone_set_id = z.zone_set_id
  cross join lateral (
    select * from pass_observation v
    where v.zone_id = z.zone_id and v.product_version_id = shown and v.n_valid > 0
      and v.acquired_at >= from_time and v.acquired_at < to_time
    offset 0) o
  where st_intersects(z.geom, area)
  order by zs.name, z.external_id, o.acquired_at;
end $$;

comment on function ssc_within(geometry, timestamptz, timestamptz) is
  'SSC of every zone that touches an area (EPSG:4326, degrees) with its 80 % interval, mg/L: from_time inclusive, to_time exclusive; the zone''s geometry beside it for a map';

-- A river's centreline is a line, so a point in mid-river is looked up by distance: within the zone's width
-- or 300 m, whichever is more, the same reach that the pixels are assigned by. Wider than 10 km is not looked for.
create or replace function ssc_at(
  lon double precision, lat double precision,
  from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns table (
  acquired_at timestamptz, ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real, ssc_p10_mg_l real, ssc_p90_mg_l real,
  n_valid integer, external_id text, zone_name text, zone_set text, kind text, distance_m real, sensor text,
  granule_id text)
language plpgsql stable parallel safe
set search_path = silt, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  shown integer := (select product_version_id from product_version where promoted_at is not null and retired_at is null);
  point geometry := st_setsrid(st_makepoint(lon, lat), 4326);
  dx    double precision := 0.1 / greatest(cos(radians(lat)), 0.01);
begin
  return query
  select o.acquired_at, o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.ssc_p10_mg_l, o.ssc_p90_mg_l, o.n_valid,
         near.external_id, near.name, near.zone_set, near.kind, near.distance_m::real, o.sensor, o.granule_id
  from (
    select distinct on (z.zone_set_id) z.zone_id, z.external_id, z.name, zs.name as zone_set, zs.kind,
           st_distance(z.geom::geography, point::geography) as distance_m
    from zone z
    join zone_set zs on zs.zone_set_id = z.zone_set_id
    where z.geom && st_setsrid(st_makeenvelope(lon - dx, lat - 0.1, lon + dx, lat + 0.1), 4326)
      and st_dwithin(z.geom::geography, point::geography,
                     case zs.kind when 'reach' then greatest(coalesce(z.width_m, 300), 300)
                                  when 'node' then greatest(coalesce(z.width_m / 2, 300), 300) else 0 end)
    order by z.zone_set_id, distance_m, z.zone_id) near
  cross join lateral (
    select * from pass_observation v
    where v.zone_id = near.zone_id and v.product_version_id = shown and v.n_valid > 0
      and v.acquired_at >= from_time and v.acquired_at < to_time
    offset 0) o
  order by o.acquired_at, near.zone_set;
end $$;

create or replace function ssc_mvt(
  z integer, x integer, y integer,
  from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns bytea
language plpgsql stable parallel safe
-- the plan depends on the zoom: from afar an index of the few zones that are shown answers
set search_path = silt, public, pg_temp set jit = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_variable
declare
  shown    integer := (select product_version_id from product_version where promoted_at is not null and retired_at is null);
  mercator geometry := st_tileenvelope(z, x, y);
  lonlat   geometry := st_transform(st_tileenvelope(z, x, y, margin => 0.0625), 4326);
  tile     bytea;
begin
  if from_time = utc_month(from_time)::timestamp at time zone 'UTC'
     and to_time = (utc_month(from_time) + interval '1 month') at time zone 'UTC' then
    select st_asmvt(feature, 'ssc', 4096, 'geom', 'zone_id') into tile
    from (
      select st_asmvtgeom(st_transform(st_clipbybox2d(zone.geom, lonlat), 3857), mercator) as geom,
             zone.zone_id, zone.external_id, zone.name as zone_name, zs.name as zone_set, zs.kind,
             seen.ssc_mg_l, seen.ssc_low_mg_l, seen.ssc_high_mg_l, seen.n_observations::integer as n_observations,
             seen.last_acquired_at::text as last_acquired_at
      from zone
      join zone_set zs on zs.zone_set_id = zone.zone_set_id
      cross join lateral (
        select * from version_month v
        where v.zone_id = zone.zone_id and v.product_version_id = shown and v.month = utc_month(from_time)
        offset 0) seen
      where zone.geom && lonlat and zone.shown_from <= z) feature
    where feature.geom is not null;
  else
    select st_asmvt(feature, 'ssc', 4096, 'geom', 'zone_id') into tile
    from (
      select st_asmvtgeom(st_transform(st_clipbybox2d(zone.geom, lonlat), 3857), mercator) as geom,
             zone.zone_id, zone.external_id, zone.name as zone_name, zs.name as zone_set, zs.kind,
             seen.ssc_mg_l, seen.ssc_low_mg_l, seen.ssc_high_mg_l, seen.n_observations, seen.last_acquired_at
      from zone
      join zone_set zs on zs.zone_set_id = zone.zone_set_id
      cross join lateral (
        select percentile_cont(0.5) within group (order by v.ssc_mg_l)::real as ssc_mg_l,
               percentile_cont(0.5) within group (order by v.ssc_low_mg_l)::real as ssc_low_mg_l,
               percentile_cont(0.5) within group (order by v.ssc_high_mg_l)::real as ssc_high_mg_l,
               count(*)::integer as n_observations, max(v.acquired_at)::text as last_acquired_at
        from pass_observation v
        where v.zone_id = zone.zone_id and v.product_version_id = shown and v.n_valid > 0
          and v.acquired_at >= from_time and v.acquired_at < to_time
      ) seen
      where zone.geom && lonlat and zone.shown_from <= z and seen.n_observations > 0) feature
    where feature.geom is not null;
  end if;
  return coalesce(tile, '');
end $$;

comment on function ssc_mvt(integer, integer, integer, timestamptz, timestamptz) is
  'A Mapbox vector tile (web mercator z, x, y) with layer ssc: each zone that is shown at this zoom (zone.shown_from) with the median of its passes and of the ends of their 80 % intervals, mg/L, their count and the last; from_time inclusive, to_time exclusive. A whole month (UTC) is answered from what monthly_ssc keeps, anything else from the observations, which from afar and over years takes its time';

-- Two versions over the scenes that both have processed.
create function version_difference(
  version_a text, version_b text, from_time timestamptz default '-infinity', to_time timestamptz default 'infinity',
  of_set text default null)
returns table (
  external_id text, zone_name text, zone_set text, acquired_at timestamptz, sensor text, tile text, granule_id text,
  revision integer, a_mg_l real, b_mg_l real, difference_mg_l real, ratio real, a_n_valid integer, b_n_valid integer,
  a_flags integer, b_flags integer, zone_id bigint, scene_id bigint)
language plpgsql stable parallel safe set search_path = silt, public, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  a integer := (select product_version_id from product_version where name = version_a);
  b integer := (select product_version_id from product_version where name = version_b);
begin
  if a is null or b is null then
    raise exception 'there is no product version called %', case when a is null then version_a else version_b end
      using errcode = 'undefined_object', hint = 'select name from silt.product_version';
  end if;
  return query
  select z.external_id, z.name, zs.name, coalesce(of_a.acquired_at, of_b.acquired_at), s.sensor, s.tile, s.granule_id,
         s.revision, of_a.ssc_mg_l, of_b.ssc_mg_l, of_b.ssc_mg_l - of_a.ssc_mg_l,
         (of_b.ssc_mg_l::double precision / nullif(of_a.ssc_mg_l, 0))::real,
         of_a.n_valid, of_b.n_valid, of_a.flags, of_b.flags, z.zone_id, s.scene_id
  from (select o.* from observation o
        join scene_run done on done.scene_id = o.scene_id and done.product_version_id = b
          and done.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
        where o.product_version_id = a and o.acquired_at >= from_time and o.acquired_at < to_time) of_a
  full join (select o.* from observation o
        join scene_run done on done.scene_id = o.scene_id and done.product_version_id = a
          and done.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
        where o.product_version_id = b and o.acquired_at >= from_time and o.acquired_at < to_time) of_b
    on of_b.zone_id = of_a.zone_id and of_b.scene_id = of_a.scene_id and of_b.acquired_at = of_a.acquired_at
  join zone z on z.zone_id = coalesce(of_a.zone_id, of_b.zone_id)
  join zone_set zs on zs.zone_set_id = z.zone_set_id
  join scene s on s.scene_id = coalesce(of_a.scene_id, of_b.scene_id)
  where (of_set is null or zs.name = of_set) and (of_a.n_valid > 0 or of_b.n_valid > 0)
  order by zs.name, z.external_id, 4, s.tile, s.scene_id;
end $$;

comment on function version_difference(text, text, timestamptz, timestamptz, text) is
  'What two product versions give for each zone on each scene that both have processed, tile by tile, where either has a value, mg/L: difference_mg_l is b less a, ratio b by a, null where either has none (or a is 0, for the ratio); counts and flags are null where that version has no row; from_time inclusive, to_time exclusive; of_set null for every zone set';

-- What the archive offered day by day, and what became of it.
create view daily_completeness as
select (s.acquired_at at time zone 'UTC')::date as day, s.tile, count(*) as offered, count(r.outcome) as processed,
       count(*) filter (where r.outcome = 'OBSERVED') as observed,
       count(*) filter (where r.outcome = 'NO_CLEAR_WATER') as no_clear_water,
       count(*) filter (where r.outcome = 'TOO_CLOUDY') as too_cloudy,
       count(*) filter (where r.outcome = 'NO_DATA') as no_data,
       count(*) filter (where r.outcome = 'INPUT_GONE') as input_gone,
       count(*) filter (where r.outcome = 'INPUT_CORRUPT') as input_corrupt,
       count(*) filter (where r.outcome = 'FAILED') as failed,
       count(*) filter (where r.outcome = 'CANCELLED') as cancelled,
       count(*) - count(r.outcome) as waiting,
       p.name as product_version
from scene s
left join product_version p on p.promoted_at is not null and p.retired_at is null
left join scene_run r on r.scene_id = s.scene_id and r.product_version_id = p.product_version_id
where not exists (
  select from scene later
  where later.granule_id = s.granule_id and later.revision > s.revision and later.revision > 1)
group by day, s.tile, p.name;

comment on view daily_completeness is
  'Scenes offered and processed for each day (UTC) and tile under the promoted product version, latest revision only; offered is what the archive told silt of, so days without a row were not asked for or had nothing. scene_without_result names the scenes';
comment on column daily_completeness.day is 'Day of acquisition, UTC';
comment on column daily_completeness.tile is 'MGRS tile without the leading T';
comment on column daily_completeness.offered is 'Scenes that the archive told silt of, count, 1 or more';
comment on column daily_completeness.processed is 'Those of them with an outcome, count, 0 or more';
comment on column daily_completeness.observed is 'Scenes that gave observations, count';
comment on column daily_completeness.no_clear_water is 'Scenes without clear water, count';
comment on column daily_completeness.too_cloudy is 'Scenes under cloud, count';
comment on column daily_completeness.no_data is 'Scenes without data, count';
comment on column daily_completeness.input_gone is 'Scenes whose files the archive no longer has, count';
comment on column daily_completeness.input_corrupt is 'Scenes whose files cannot be read, count';
comment on column daily_completeness.failed is 'Scenes that failed, count';
comment on column daily_completeness.cancelled is 'Scenes that were cancelled, count';
comment on column daily_completeness.waiting is 'Scenes without an outcome, count';
comment on column daily_completeness.product_version is 'Name of the promoted product version; null where none is';

revoke all on function ensure_observation_year(timestamptz), ensure_observation_years_ahead(), detach_observation_year(integer),
  attach_observation_year(integer), utc_month(timestamptz), mark_months_stale(), mark_superseded_months_stale(),
  month_of_zone(bigint, integer, date), keep_months(integer), zone_shown_from(geometry, real),
  ssc_within(geometry, timestamptz, timestamptz), version_difference(text, text, timestamptz, timestamptz, text) from public;
grant execute on function ensure_observation_year(timestamptz), ensure_observation_years_ahead(), keep_months(integer) to silt_writer;
grant execute on function utc_month(timestamptz), month_of_zone(bigint, integer, date), zone_shown_from(geometry, real),
  ssc_within(geometry, timestamptz, timestamptz), version_difference(text, text, timestamptz, timestamptz, text)
  to silt_reader, silt_writer;

select ensure_observation_years_ahead();
