-- Daily ingestion: what is taken day by day for good, how far it has read, and what each of its runs came to.

create table daily (
  daily_id         integer     generated always as identity primary key,
  name             text        not null unique check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,37}$'),
  region           geometry(Geometry, 4326) not null check (not st_isempty(region)),
  sensors          text[]      not null check (cardinality(sensors) > 0 and sensors <@ array['L30', 'S30']),
  max_cloud        real        not null check (max_cloud between 0 and 100),
  zone_set_ids     integer[]   not null,
  archive          text        not null,
  window_size      integer     not null check (window_size between 1 and 500),
  at_utc           time        not null,
  period           interval    not null check (period > interval '0'),
  overlap          interval    not null check (overlap >= interval '0'),
  since            timestamptz not null,
  starts_at        timestamptz,
  state            text        not null default 'ENABLED' check (state in ('ENABLED', 'PAUSED', 'DISABLED')),
  state_reason     text,
  state_changed_by text        not null,
  state_changed_at timestamptz not null default now(),
  waits_for        text,
  created_by       text        not null,
  created_at       timestamptz not null default now()
);

comment on table daily is
  'What is ingested day by day: a region whose granules are taken as the archive publishes or revises them, on a schedule of Temporal';
comment on column daily.daily_id is 'Surrogate key, no unit';
comment on column daily.name is 'What operators call it; letters, digits, dot, dash and underscore, at most 38; never given twice';
comment on column daily.region is 'Where granules are looked for; EPSG:4326, degrees';
comment on column daily.sensors is 'Sensors asked for: L30, S30 or both';
comment on column daily.max_cloud is 'Granules that the archive calls cloudier are left out, percent, 0 to 100';
comment on column daily.zone_set_ids is 'Zone sets that each scene is summarised over; empty where rasters alone were asked for';
comment on column daily.archive is 'Archive that is read: sample, nasa or a base URL';
comment on column daily.window_size is 'Scenes of one run in flight at a time, count, 1 to 500';
comment on column daily.at_utc is 'Time of day at which its schedule starts a run, UTC';
comment on column daily.period is 'From one run to the next: a day, but in tests';
comment on column daily.overlap is 'How far before its mark each run reads again, in the archive''s time, 0 or more';
comment on column daily.since is 'The first run takes what was revised from here on, UTC';
comment on column daily.starts_at is 'No run before this time, UTC; null where it began at once';
comment on column daily.state is 'ENABLED; PAUSED: its schedule starts nothing until it is resumed; DISABLED: it has no schedule any more. The schedule follows this row';
comment on column daily.state_reason is 'Why, one sentence; null where none was given';
comment on column daily.state_changed_by is 'Account of the operator who last changed the state';
comment on column daily.state_changed_at is 'When the state last changed, UTC';
comment on column daily.waits_for is 'What a person must mend before its run goes on, one sentence; null where it waits for none';
comment on column daily.created_by is 'Account of the operator who enabled it';
comment on column daily.created_at is 'When it was enabled, UTC';

alter table campaign add column daily_id integer references daily;
create index campaign_daily on campaign (daily_id, campaign_id) where daily_id is not null;
comment on column campaign.daily_id is
  'The daily ingestion that it is a run or a backfill of; null where none. A backfill''s range is from_time to to_time';

alter table event add column daily_id integer references daily on delete cascade;
create index event_daily on event (daily_id, event_id) where daily_id is not null;
comment on column event.daily_id is 'The daily ingestion that it concerns; null where none';

create table daily_run (
  daily_run_id       bigint      generated always as identity primary key,
  daily_id           integer     not null references daily on delete cascade,
  workflow_id        text        not null,
  run_id             text        not null unique,
  product_version_id integer     references product_version,
  due_at             timestamptz not null,
  campaign_id        integer     references campaign on delete set null,
  told               bigint      check (told >= 0),
  scenes             bigint      check (scenes between 0 and told),
  unfit              bigint      check (unfit between 0 and told),
  outcome            text        check (outcome in ('FOUND', 'NOTHING', 'DISABLED', 'FAILED')),
  reason             text,
  began_at           timestamptz not null default now(),
  ended_at           timestamptz,
  check (num_nulls(told, scenes, unfit) in (0, 3))
);

create index daily_run_daily on daily_run (daily_id, daily_run_id);

comment on table daily_run is 'One row for each run of a daily ingestion, those that found nothing included';
comment on column daily_run.daily_run_id is 'Surrogate key, rises with time, no unit';
comment on column daily_run.daily_id is 'The daily ingestion';
comment on column daily_run.workflow_id is 'Id of the Temporal workflow';
comment on column daily_run.run_id is 'Run id of that workflow';
comment on column daily_run.product_version_id is 'The product version that was promoted as the run began; null where the run had nothing to begin';
comment on column daily_run.due_at is 'When the schedule meant it to begin, UTC';
comment on column daily_run.campaign_id is 'The campaign over the scenes that no earlier run held; null where there were none';
comment on column daily_run.told is 'Granules that the archive told of, cloudy ones included, count; null before the search ended';
comment on column daily_run.scenes is 'Scenes among them that no earlier run held, count; null before the search ended';
comment on column daily_run.unfit is 'Granules among them that no scene could be made of, count; the event log names them';
comment on column daily_run.outcome is 'FOUND, NOTHING, DISABLED or FAILED; null while it runs';
comment on column daily_run.reason is 'Why it failed, one sentence; null otherwise';
comment on column daily_run.began_at is 'When it began, UTC';
comment on column daily_run.ended_at is 'When it ended, UTC; null while it runs';

-- A mark holds for the region, sensors and cloud limit it was read with, so it belongs to one daily ingestion and not
-- to an archive as V4 had it. No command of an earlier build wrote a mark.
delete from ingest_watermark;
alter table ingest_watermark
  drop constraint ingest_watermark_pkey,
  drop column archive,
  add column daily_id integer not null references daily on delete cascade,
  add primary key (daily_id, collection);

comment on table ingest_watermark is 'How far each daily ingestion has read each collection';
comment on column ingest_watermark.daily_id is 'The daily ingestion';
comment on column ingest_watermark.collection is 'Collection of its archive, for instance HLSS30_2.0';
comment on column ingest_watermark.revised_until is
  'The greatest revision date that the archive has told it, UTC, by the archive''s clock and no other; a run reads again from here less the overlap';

create view daily_progress as
select d.name as daily, d.state, d.state_reason, d.waits_for, d.period, d.at_utc,
       began.due_at as last_due_at, began.began_at as last_began_at, began.outcome as last_outcome,
       began.reason as last_reason, heard.ended_at as last_heard_at, marks.revised_until,
       coalesce(runs.n, 0) as runs, coalesce(runs.scenes, 0) as scenes, d.daily_id
from daily d
left join lateral (
  select r.due_at, r.began_at, r.outcome, r.reason from daily_run r
  where r.daily_id = d.daily_id order by r.daily_run_id desc limit 1) began on true
left join lateral (
  select r.ended_at from daily_run r
  where r.daily_id = d.daily_id and r.outcome in ('FOUND', 'NOTHING') order by r.daily_run_id desc limit 1) heard on true
left join lateral (
  select min(w.revised_until) as revised_until from ingest_watermark w where w.daily_id = d.daily_id) marks on true
left join lateral (
  select count(*) as n, sum(r.scenes) as scenes from daily_run r where r.daily_id = d.daily_id) runs on true;

comment on view daily_progress is 'How far each daily ingestion is; one whose last_heard_at is older than its period has missed its schedule';
comment on column daily_progress.daily is 'Name of the daily ingestion';
comment on column daily_progress.state is 'ENABLED, PAUSED or DISABLED';
comment on column daily_progress.state_reason is 'Why, one sentence; null where none was given';
comment on column daily_progress.waits_for is 'What a person must mend before its run goes on; null where it waits for none';
comment on column daily_progress.period is 'From one run to the next';
comment on column daily_progress.at_utc is 'Time of day at which runs begin, UTC';
comment on column daily_progress.last_due_at is 'When the last run that began was due, UTC; null before the first';
comment on column daily_progress.last_began_at is 'When the last run began, UTC; null before the first';
comment on column daily_progress.last_outcome is 'What it came to: FOUND, NOTHING, DISABLED or FAILED; null while it runs';
comment on column daily_progress.last_reason is 'Why it failed, one sentence; null otherwise';
comment on column daily_progress.last_heard_at is 'When a run last had the archive''s whole answer stored, UTC; null before the first';
comment on column daily_progress.revised_until is 'The mark: the least over its collections of the greatest revision date told, UTC, by the archive''s clock; null before the first';
comment on column daily_progress.runs is 'Runs begun, count';
comment on column daily_progress.scenes is 'Scenes that they found, count';
comment on column daily_progress.daily_id is 'Joins to daily';

grant insert, update, delete on daily to silt_writer;
grant insert, update on daily_run to silt_writer;
