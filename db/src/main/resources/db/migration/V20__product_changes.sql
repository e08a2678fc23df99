-- Which product version is shown, and whether its results are kept, is decided by functions that write down who did what,
-- when and why. The writer calls them; it no longer changes the columns itself.

alter table product_version add column deleted_at timestamptz;
alter table product_version add check (deleted_at is null or promoted_at is null or retired_at is not null);
comment on column product_version.deleted_at is
  'When its results were deleted, UTC; null while they are kept. The row stays, for campaigns and product_change name it, and its name is never given twice';

create or replace function product_version_stays() returns trigger
language plpgsql set search_path = silt, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'product version % is immutable: it cannot be deleted', old.name
      using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - 'promoted_at' - 'retired_at' - 'deleted_at') is distinct from
     (to_jsonb(old) - 'promoted_at' - 'retired_at' - 'deleted_at') then
    raise exception 'product version % is immutable: only its promotion may change', old.name
      using errcode = 'restrict_violation';
  end if;
  if old.deleted_at is not null and new.deleted_at is distinct from old.deleted_at then
    raise exception 'product version % has been deleted', old.name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

comment on function product_version_stays() is 'Refuses any change of a product version but its promotion and the deletion of its results';

alter function product_version_models_fit() set search_path = silt, public, pg_temp;

create table product_change (
  product_change_id  bigint      generated always as identity primary key,
  product_version_id integer     not null references product_version,
  change             text        not null check (change in ('PROMOTED', 'RETIRED', 'DELETED')),
  at                 timestamptz not null default now(),
  operator           text        check (operator <> ''),
  db_role            text        not null default session_user,
  reason             text        check (reason <> ''),
  missing_scenes     bigint      check (missing_scenes >= 0)
);

create index product_change_version on product_change (product_version_id, product_change_id);

comment on table product_change is
  'What was decided about product versions: a row for each promotion, retirement and deletion, which no role but the owner can change';
comment on column product_change.product_change_id is 'Surrogate key, rises with time, no unit';
comment on column product_change.product_version_id is 'The product version';
comment on column product_change.change is 'PROMOTED: the current views show it from then on; RETIRED: they show it no more; DELETED: its results are gone';
comment on column product_change.at is 'When it was decided, UTC';
comment on column product_change.operator is 'Account of the operator who decided it; null where nobody wrote it down, before migration 20';
comment on column product_change.db_role is 'Role of PostgreSQL that asked for it';
comment on column product_change.reason is 'Why, in the operator''s words; null where none were given';
comment on column product_change.missing_scenes is
  'Of a promotion: scenes that the version shown before had processed and this one had not, count, 0 or more; null otherwise';

insert into product_change (product_version_id, change, at, reason)
select product_version_id, 'PROMOTED', promoted_at, 'promoted before changes were written down'
from product_version where promoted_at is not null
union all
select product_version_id, 'RETIRED', retired_at, 'retired before changes were written down'
from product_version where retired_at is not null
order by 3;

create function missing_scenes(of_version text, that_has text) returns bigint
language sql stable parallel safe set search_path = silt, public, pg_temp as $$
  select count(*)
  from scene_run has
  join product_version a on a.product_version_id = has.product_version_id and a.name = that_has
  join scene s on s.scene_id = has.scene_id
  where has.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
    and not exists (
      select from scene later
      join scene_run run on run.scene_id = later.scene_id
      where later.granule_id = s.granule_id and later.revision > s.revision and later.revision > 1
        and run.product_version_id = has.product_version_id
        and run.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'))
    and not exists (
      select from scene_run of
      join product_version b on b.product_version_id = of.product_version_id and b.name = of_version
      where of.scene_id = has.scene_id and of.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'))
$$;

comment on function missing_scenes(text, text) is
  'Scenes, latest revision, that one product version has brought to an end and another has not, count: what would be missing if the other took its place';

-- SQLSTATE SP001: no such version; SP002: its state does not allow it; SP003: scenes would be missing.
create function locked_product(version_name text) returns product_version
language plpgsql set search_path = silt, public, pg_temp as $$
declare
  found_one product_version;
begin
  -- one decision at a time, so that each is made on what the one before has left
  perform pg_advisory_xact_lock(hashtext('silt.promote'));
  select * into found_one from product_version where name = version_name for update;
  if not found then
    raise exception 'product version: there is none called %', version_name using errcode = 'SP001';
  end if;
  if found_one.deleted_at is not null then
    raise exception 'product version % was deleted on %', version_name,
      to_char(found_one.deleted_at at time zone 'UTC', 'YYYY-MM-DD') using errcode = 'SP002';
  end if;
  return found_one;
end $$;

comment on function locked_product(text) is
  'A product version that is there, held against other decisions until the transaction ends; what promote_product() and its like begin with';

create function promote_product(version_name text, by_operator text, why text default null, despite_missing boolean default false)
returns bigint
language plpgsql security definer set search_path = silt, public, pg_temp as $$
declare
  chosen  product_version := locked_product(version_name);
  shown   product_version;
  missing bigint := 0;
begin
  select * into shown from product_version where promoted_at is not null and retired_at is null for update;
  if shown.product_version_id = chosen.product_version_id then
    return 0;
  end if;
  if shown.product_version_id is not null then
    missing := missing_scenes(version_name, shown.name);
    if missing > 0 and not despite_missing then
      raise exception 'product version % lacks % of the scenes that % has processed', version_name, missing, shown.name
        using errcode = 'SP003';
    end if;
    update product_version set retired_at = now() where product_version_id = shown.product_version_id;
    insert into product_change (product_version_id, change, operator, reason)
    values (shown.product_version_id, 'RETIRED', by_operator, version_name || ' was promoted');
  end if;
  update product_version set promoted_at = now(), retired_at = null where product_version_id = chosen.product_version_id;
  insert into product_change (product_version_id, change, operator, reason, missing_scenes)
  values (chosen.product_version_id, 'PROMOTED', by_operator, why, missing);
  return missing;
end $$;

comment on function promote_product(text, text, text, boolean) is
  'Makes the current views show a product version and retires the one before, and writes down who decided it and why; the promoted one again changes nothing. Refused where scenes would be missing (missing_scenes), unless despite_missing; how many are';

create function retire_product(version_name text, by_operator text, why text default null) returns void
language plpgsql security definer set search_path = silt, public, pg_temp as $$
declare
  chosen product_version := locked_product(version_name);
begin
  if chosen.promoted_at is null or chosen.retired_at is not null then
    raise exception 'product version % is not promoted', version_name using errcode = 'SP002';
  end if;
  update product_version set retired_at = now() where product_version_id = chosen.product_version_id;
  insert into product_change (product_version_id, change, operator, reason)
  values (chosen.product_version_id, 'RETIRED', by_operator, why);
end $$;

comment on function retire_product(text, text, text) is
  'Takes the promoted product version out of the current views, which are empty until another is promoted, and writes down who decided it and why';

create function delete_product(version_name text, by_operator text, why text default null) returns bigint
language plpgsql security definer set search_path = silt, public, pg_temp as $$
declare
  chosen product_version := locked_product(version_name);
  busy   text;
begin
  if chosen.promoted_at is not null and chosen.retired_at is null then
    raise exception 'product version % is promoted', version_name using errcode = 'SP002';
  end if;
  select name into busy from campaign
  where product_version_id = chosen.product_version_id and state in ('DISCOVERING', 'RUNNING', 'PAUSED') order by name limit 1;
  if found then
    raise exception 'product version % is being made by campaign %', version_name, busy using errcode = 'SP002';
  end if;
  update product_version set deleted_at = now() where product_version_id = chosen.product_version_id;
  insert into product_change (product_version_id, change, operator, reason)
  values (chosen.product_version_id, 'DELETED', by_operator, why);
  return (select count(*) from scene_run where product_version_id = chosen.product_version_id);
end $$;

comment on function delete_product(text, text, text) is
  'Gives the results of a product version up, and writes down who decided it and why: nothing is added to it any more, and clear_deleted_product() takes away what there is. Refused while it is promoted or a campaign makes it; its scene runs, count';

create function clear_deleted_product(version_name text, most integer default 500) returns integer
language plpgsql security definer set search_path = silt, public, pg_temp as $$
declare
  gone    integer := (select product_version_id from product_version where name = version_name and deleted_at is not null);
  runs    bigint[];
begin
  if gone is null then
    raise exception 'product version % has not been deleted', version_name using errcode = 'SP002';
  end if;
  select array_agg(scene_run_id) into runs
  from (select scene_run_id from scene_run where product_version_id = gone order by scene_run_id limit most for update skip locked) these;
  delete from observation o using scene_run r, scene s
  where r.scene_run_id = any (runs) and s.scene_id = r.scene_id
    and o.scene_id = r.scene_id and o.product_version_id = gone and o.acquired_at = s.acquired_at;
  delete from scene_run where scene_run_id = any (runs);
  return coalesce(cardinality(runs), 0);
end $$;

comment on function clear_deleted_product(text, integer) is
  'Takes away as many scene runs of a deleted product version as asked for, with their observations, 500 at a time; how many, 0 once none is left';

create function product_still_there() returns trigger
language plpgsql security definer set search_path = silt, public, pg_temp as $$
begin
  -- waits for a deletion that is going on, which holds the row
  perform from product_version where product_version_id = new.product_version_id for key share;
  perform from product_version where product_version_id = new.product_version_id and deleted_at is not null;
  if found then
    raise exception 'product version % was deleted: nothing is added to it',
      (select name from product_version where product_version_id = new.product_version_id) using errcode = 'SP002';
  end if;
  return new;
end $$;

comment on function product_still_there() is 'Refuses results and campaigns of a product version that was deleted';

create trigger product_still_there before insert on scene_run for each row execute function product_still_there();
create trigger product_still_there before insert on campaign for each row execute function product_still_there();

revoke all on function product_version_stays(), product_version_models_fit(), missing_scenes(text, text), locked_product(text),
  promote_product(text, text, text, boolean), retire_product(text, text, text), delete_product(text, text, text),
  clear_deleted_product(text, integer), product_still_there() from public;
grant execute on function missing_scenes(text, text) to silt_reader, silt_writer;
grant execute on function promote_product(text, text, text, boolean), retire_product(text, text, text),
  delete_product(text, text, text), clear_deleted_product(text, integer) to silt_writer;
revoke insert, update on product_version from silt_writer;
revoke update (promoted_at, retired_at) on product_version from silt_writer;
grant insert (name, algorithm_version, mask_model_id, ssc_model_id, parameters, numeric_form) on product_version to silt_writer;

-- What null means, where a column may be and did not say.
do $$
declare
  said record;
begin
  for said in
    select * from (values
      ('observation', 'ssc_mean_mg_l', 'null where ssc_mg_l is'),
      ('observation', 'ssc_p10_mg_l', 'null where ssc_mg_l is'),
      ('observation', 'ssc_p25_mg_l', 'null where ssc_mg_l is'),
      ('observation', 'ssc_p75_mg_l', 'null where ssc_mg_l is'),
      ('observation', 'ssc_p90_mg_l', 'null where ssc_mg_l is'),
      ('observation', 'ssc_std_mg_l', 'null where ssc_mg_l is'),
      ('scene', 'asset_base', 'null where the archive does not state it'),
      ('scene', 'bytes', 'null where the archive does not state it'),
      ('scene', 'revision_date', 'null where the archive does not state it'),
      ('scene_run', 'build_version', 'null where it was not recorded'),
      ('scene_run', 'git_commit', 'null where it is not known'),
      ('scene_run', 'host', 'null where it was not recorded'),
      ('scene_run', 'run_id', 'null where no workflow ran it'),
      ('scene_run', 'workflow_id', 'null where no workflow ran it'),
      ('scene_run', 'mask_uri', 'null where no mask was made'),
      ('scene_run', 'mask_sha256', 'null where mask_uri is'),
      ('scene_run', 'mask_bytes', 'null where mask_uri is'),
      ('scene_run', 'ssc_sha256', 'null where no SSC raster was made'),
      ('scene_run', 'ssc_bytes', 'null where no SSC raster was made'),
      ('scene_run', 'quality_sha256', 'null where quality_uri is'),
      ('scene_run', 'quality_bytes', 'null where quality_uri is'),
      ('scene_run', 'n_valid', 'null where the scene was not masked'),
      ('scene_run', 'n_water', 'null where n_valid is'),
      ('scene_run', 'n_clear_water', 'null where n_valid is'),
      ('scene_run', 'n_shadow', 'null where n_valid is'),
      ('scene_run', 'n_cloud', 'null where n_valid is'),
      ('scene_run', 'n_snow', 'null where n_valid is'),
      ('scene_run', 'n_shade', 'null where n_valid is'),
      ('daily_run', 'unfit', 'null before the search ended'),
      ('host_bytes', 'state', 'null before the first file')) as t (of_table, of_column, meaning)
    join pg_attribute a on a.attrelid = ('silt.' || of_table)::regclass and a.attname = of_column
    where col_description(a.attrelid, a.attnum) !~* '\mnull\M'
  loop
    execute format('comment on column silt.%I.%I is %L', said.of_table, said.of_column,
                   rtrim(col_description(('silt.' || said.of_table)::regclass, said.attnum), '.') || '; ' || said.meaning);
  end loop;
end $$;
