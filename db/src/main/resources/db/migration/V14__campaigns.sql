-- Campaigns that are paused, retried, reprocessed and watched for years: who decided what and when, how they are to
-- run, and how far they are without a look at each of a million scenes.

alter table campaign
  add column kind               text        not null default 'campaign'
                                check (kind in ('campaign', 'daily', 'backfill', 'reprocess')),
  add column parent_campaign_id integer     references campaign on delete set null,
  add column window_size        integer     not null default 8 check (window_size between 1 and 500),
  add column priority           smallint    not null default 4 check (priority between 1 and 5),
  add column started_by         text,
  add column state_reason       text,
  add column moved_at           timestamptz,
  add column ended_at           timestamptz;

comment on table campaign is 'A region and a span of time that an operator, or daily ingestion, asked results for';
comment on column campaign.kind is
  'campaign (an operator asked for it), daily (one run of daily ingestion), backfill (its past) or reprocess (the scenes of another campaign under another product version)';
comment on column campaign.parent_campaign_id is 'The campaign whose scenes it has taken over; null where it found its own';
comment on column campaign.window_size is 'Scenes in flight at a time, count, 1 to 500';
comment on column campaign.priority is 'What is served first: 1, first, to 5';
comment on column campaign.started_by is 'Account of the operator who asked for it; null where silt did and in rows before migration 14';
comment on column campaign.state_reason is 'Why it is in its state, one sentence; null where the state says it all';
comment on column campaign.moved_at is 'When its workflow decided the state that stands here, UTC; null before its first; what it decided earlier changes the state no more';
comment on column campaign.state_changed_at is 'When its state last changed, UTC, by the clock of whoever changed it';
comment on column campaign.ended_at is 'When it came to DONE, CANCELLED or FAILED, UTC; null while it has not, and again once it is taken up anew';

update campaign set ended_at = state_changed_at where state in ('DONE', 'CANCELLED', 'FAILED');

create index campaign_open on campaign (product_version_id) where state in ('DISCOVERING', 'RUNNING', 'PAUSED');
create index campaign_parent on campaign (parent_campaign_id);

alter table campaign_scene
  add column retry_requested_at timestamptz,
  add column retry_requested_by text,
  add check (num_nulls(retry_requested_at, retry_requested_by) in (0, 2));

comment on column campaign_scene.retry_requested_at is
  'When an operator last asked for another try, UTC; it is due while scene_run.recorded_at is not later; null where none was asked for';
comment on column campaign_scene.retry_requested_by is 'Account of that operator; null where none asked';

alter table event add column operator text;

create index event_campaign_at on event (campaign_id, at);

comment on column event.operator is 'Account of the operator who decided it; null where silt did';
comment on column event.event_id is 'Surrogate key, no unit; rises in the order in which events are committed, so that who has read up to one misses none';

-- Ids are drawn one transaction after the other: else a smaller one might be committed after a greater one was read.
create function event_in_order() returns trigger language plpgsql set search_path = silt, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('silt.event', 0));
  return null;
end $$;

comment on function event_in_order() is 'Lets transactions append to event one after the other';

create trigger event_in_order before insert on event for each statement execute function event_in_order();

-- Counts by outcome as signed changes that add up: one row for each change, so that scenes that end at the same time do
-- not wait for each other, folded into one row for each outcome now and then, so that a sum reads a hundred rows or so.
create table campaign_tally (
  campaign_tally_id bigint      generated always as identity primary key,
  campaign_id       integer     not null references campaign on delete cascade,
  outcome           text        not null,
  scenes            bigint      not null,
  first_started_at  timestamptz,
  last_finished_at  timestamptz
);

create index campaign_tally_campaign on campaign_tally (campaign_id);

comment on table campaign_tally is
  'How many scenes of each campaign came to each outcome under its product version, as changes that add up; campaign_progress is the view to query';
comment on column campaign_tally.campaign_tally_id is 'Surrogate key, no unit';
comment on column campaign_tally.campaign_id is 'The campaign';
comment on column campaign_tally.outcome is 'What the scenes came to, as in scene_run';
comment on column campaign_tally.scenes is 'Scenes that came to it, less those that came to another since, count, also below 0';
comment on column campaign_tally.first_started_at is 'When the first of the campaign''s own runs among them began, UTC; null where others ran them';
comment on column campaign_tally.last_finished_at is 'When the last of the campaign''s own runs among them ended, UTC; null where others ran them';

create function campaign_tally_run() returns trigger language plpgsql set search_path = silt, public, pg_temp as $$
declare
  run scene_run := case when tg_op = 'DELETE' then old else new end;
begin
  -- whoever puts the scene into a campaign at this moment holds it by the foreign key: one of the two sees the other's row
  perform from scene where scene_id = run.scene_id for update;
  if tg_op <> 'INSERT' and (tg_op = 'DELETE' or old.outcome <> new.outcome) then
    insert into campaign_tally (campaign_id, outcome, scenes)
    select c.campaign_id, old.outcome, -1
    from campaign_scene cs join campaign c using (campaign_id)
    where cs.scene_id = run.scene_id and c.product_version_id = run.product_version_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into campaign_tally (campaign_id, outcome, scenes, first_started_at, last_finished_at)
    select c.campaign_id, new.outcome,
           case when tg_op = 'UPDATE' and old.outcome = new.outcome then 0 else 1 end,
           case when c.campaign_id = new.campaign_id then new.started_at end,
           case when c.campaign_id = new.campaign_id then new.finished_at end
    from campaign_scene cs join campaign c using (campaign_id)
    where cs.scene_id = run.scene_id and c.product_version_id = run.product_version_id
      and (tg_op = 'INSERT' or old.outcome <> new.outcome or c.campaign_id = new.campaign_id);
  end if;
  if run.scene_run_id % 64 = 0 then
    with folded as (
      delete from campaign_tally t
      where t.campaign_tally_id in (
        select a.campaign_tally_id from campaign_tally a
        join campaign_scene cs using (campaign_id)
        where cs.scene_id = run.scene_id
        for update of a skip locked)
      returning t.*)
    insert into campaign_tally (campaign_id, outcome, scenes, first_started_at, last_finished_at)
    select campaign_id, outcome, sum(scenes), min(first_started_at), max(last_finished_at)
    from folded
    group by campaign_id, outcome
    having sum(scenes) <> 0 or max(last_finished_at) is not null;
  end if;
  return null;
end $$;

comment on function campaign_tally_run() is 'Counts what a scene came to in every campaign that holds it under the same product version';

create trigger campaign_tally_run after insert or delete or update of outcome, campaign_id, started_at, finished_at
  on scene_run for each row execute function campaign_tally_run();

create function campaign_scene_added() returns trigger language plpgsql set search_path = silt, public, pg_temp as $$
begin
  insert into campaign_tally (campaign_id, outcome, scenes, first_started_at, last_finished_at)
  select c.campaign_id, r.outcome, count(*), min(r.started_at) filter (where r.campaign_id = c.campaign_id),
         max(r.finished_at) filter (where r.campaign_id = c.campaign_id)
  from added
  join campaign c using (campaign_id)
  join scene_run r on r.scene_id = added.scene_id and r.product_version_id = c.product_version_id
  group by c.campaign_id, r.outcome;
  update campaign c set scenes = c.scenes + more.scenes, bytes = c.bytes + more.bytes
  from (select added.campaign_id, count(*) as scenes, coalesce(sum(s.bytes), 0) as bytes
        from added join scene s using (scene_id) group by added.campaign_id) more
  where c.campaign_id = more.campaign_id;
  return null;
end $$;

comment on function campaign_scene_added() is 'Counts the scenes that a campaign was given, those with an outcome among them';

create trigger campaign_scene_added after insert on campaign_scene
  referencing new table as added for each statement execute function campaign_scene_added();

revoke all on function event_in_order(), campaign_tally_run(), campaign_scene_added() from public;

insert into campaign_tally (campaign_id, outcome, scenes, first_started_at, last_finished_at)
select c.campaign_id, r.outcome, count(*), min(r.started_at) filter (where r.campaign_id = c.campaign_id),
       max(r.finished_at) filter (where r.campaign_id = c.campaign_id)
from campaign c
join campaign_scene cs using (campaign_id)
join scene_run r on r.scene_id = cs.scene_id and r.product_version_id = c.product_version_id
group by c.campaign_id, r.outcome;

drop index scene_run_campaign;
create index scene_run_campaign on scene_run (campaign_id, finished_at);
create index scene_run_finished on scene_run (finished_at, scene_run_id);

grant update (retry_requested_at, retry_requested_by) on campaign_scene to silt_writer;
grant delete on campaign to silt_writer;
grant insert, update, delete on campaign_tally to silt_writer;

create or replace view campaign_progress as
select c.name as campaign, c.state, p.name as product_version,
       c.scenes, t.finished, c.scenes - t.finished as waiting,
       t.observed, t.no_clear_water, t.too_cloudy, t.no_data, t.input_gone, t.input_corrupt, t.failed, t.cancelled,
       t.first_started_at, t.last_finished_at, c.campaign_id,
       c.kind, c.state_reason, c.window_size, c.priority, c.started_by, c.created_at, c.state_changed_at, c.ended_at,
       parent.name as parent_campaign, c.bytes
from campaign c
join product_version p on p.product_version_id = c.product_version_id
left join campaign parent on parent.campaign_id = c.parent_campaign_id
cross join lateral (
  select coalesce(sum(a.scenes), 0)::bigint as finished,
         coalesce(sum(a.scenes) filter (where a.outcome = 'OBSERVED'), 0)::bigint as observed,
         coalesce(sum(a.scenes) filter (where a.outcome = 'NO_CLEAR_WATER'), 0)::bigint as no_clear_water,
         coalesce(sum(a.scenes) filter (where a.outcome = 'TOO_CLOUDY'), 0)::bigint as too_cloudy,
         coalesce(sum(a.scenes) filter (where a.outcome = 'NO_DATA'), 0)::bigint as no_data,
         coalesce(sum(a.scenes) filter (where a.outcome = 'INPUT_GONE'), 0)::bigint as input_gone,
         coalesce(sum(a.scenes) filter (where a.outcome = 'INPUT_CORRUPT'), 0)::bigint as input_corrupt,
         coalesce(sum(a.scenes) filter (where a.outcome = 'FAILED'), 0)::bigint as failed,
         coalesce(sum(a.scenes) filter (where a.outcome = 'CANCELLED'), 0)::bigint as cancelled,
         min(a.first_started_at) as first_started_at, max(a.last_finished_at) as last_finished_at
  from campaign_tally a where a.campaign_id = c.campaign_id) t;

comment on view campaign_progress is 'How far each campaign is: its scenes by outcome, read from counts that are kept';
comment on column campaign_progress.first_started_at is
  'When the first of its own scene runs began, UTC, also where another run has taken its place since';
comment on column campaign_progress.last_finished_at is
  'When the last of its own scene runs ended, UTC, also where another run has taken its place since';
comment on column campaign_progress.kind is 'campaign, daily, backfill or reprocess';
comment on column campaign_progress.state_reason is 'Why it is in its state, one sentence; null where the state says it all';
comment on column campaign_progress.window_size is 'Scenes in flight at a time, count, 1 to 500';
comment on column campaign_progress.priority is 'What is served first: 1, first, to 5';
comment on column campaign_progress.started_by is 'Account of the operator who asked for it; null where silt did';
comment on column campaign_progress.created_at is 'When it was asked for, UTC';
comment on column campaign_progress.state_changed_at is 'When its state last changed, UTC';
comment on column campaign_progress.ended_at is 'When it ended, UTC; null while it has not';
comment on column campaign_progress.parent_campaign is 'Name of the campaign whose scenes it has taken over; null where it found its own';
comment on column campaign_progress.bytes is 'Size of its scenes as the archive states it, bytes, 0 or more';

-- What an operator can do about a scene without observations; the commands are those of the command line.
create function what_to_do(
  outcome text, retry_due boolean, granule_id text, campaign text, campaign_state text) returns text
language sql immutable parallel safe set search_path = silt, public, pg_temp as $$
  select case
    when outcome in ('NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA') then 'Nothing: the scene was seen.'
    when (outcome is null or retry_due) and campaign_state in ('DISCOVERING', 'RUNNING')
      then 'Wait: campaign ' || campaign || ' has it in its list.'
    when (outcome is null or retry_due) and campaign_state = 'PAUSED'
      then 'Mend what campaign ' || campaign || ' waits for, if anything, then silt campaign resume ' || campaign || '.'
    when (outcome is null or retry_due) and campaign is not null
      then 'Take campaign ' || campaign || ' up again: silt campaign retry ' || campaign || '; or run it alone: silt scene run ' || granule_id || '.'
    when outcome is null then 'Start a campaign that covers it, or run it alone: silt scene run ' || granule_id || '.'
    else
      case outcome
        when 'INPUT_GONE' then 'Once the archive has its files again: '
        when 'INPUT_CORRUPT' then 'Once the archive has mended its files, of which it mostly makes a new revision: '
        when 'CANCELLED' then 'Where it is still wanted: '
        else 'Mend what the reason names, then: ' end
      || case when campaign is null then 'silt scene run ' || granule_id
              else 'silt campaign retry ' || campaign || ' --outcome ' || outcome end || '.'
  end
$$;

comment on function what_to_do(text, boolean, text, text, text) is
  'What an operator can do about a scene without observations, one sentence: by its outcome (null where it has not been run), whether a retry is due, and the campaign that holds it with its state (null where none does)';

revoke all on function what_to_do(text, boolean, text, text, text) from public;
grant execute on function what_to_do(text, boolean, text, text, text) to silt_reader, silt_writer;

create or replace view scene_without_result as
select s.granule_id, s.revision, s.sensor, s.tile, s.acquired_at, s.cloud_cover,
       p.name as product_version, r.outcome,
       coalesce(r.reason, case when r.outcome is null then held.state_reason end) as reason, r.finished_at, s.scene_id,
       what_to_do(r.outcome, held.retry_requested_at >= r.recorded_at, s.granule_id, held.campaign, held.state) as what_to_do,
       coalesce(r.finished_at, held.added_at, s.discovered_at) as since,
       held.campaign, held.state as campaign_state, r.attempts
from scene s
left join product_version p on p.promoted_at is not null and p.retired_at is null
left join scene_run r on r.scene_id = s.scene_id and r.product_version_id = p.product_version_id
left join lateral (
  select c.name as campaign, c.state, c.state_reason, cs.added_at, cs.retry_requested_at
  from campaign_scene cs join campaign c using (campaign_id)
  where cs.scene_id = s.scene_id and c.product_version_id = p.product_version_id
  order by c.state in ('DISCOVERING', 'RUNNING', 'PAUSED') desc, c.campaign_id desc
  limit 1) held on true
where r.outcome is distinct from 'OBSERVED'
  and not exists (
    select from scene later where later.granule_id = s.granule_id and later.revision > s.revision);

comment on view scene_without_result is
  'Scenes that the promoted product version has no observation of, latest revision only, why, and what to do; those that wait in a campaign among them';
comment on column scene_without_result.reason is
  'Why it came to that, one sentence; of a scene that has not been run, why the campaign that holds it stands still';
comment on column scene_without_result.what_to_do is 'What an operator can do about it, one sentence';
comment on column scene_without_result.since is
  'Since when it has been without, UTC: since it ended so; before that since a campaign has held it, else since it was heard of';
comment on column scene_without_result.campaign is
  'Campaign of this product version that holds it, one that has not ended before others; null where none does';
comment on column scene_without_result.campaign_state is 'State of that campaign';
comment on column scene_without_result.attempts is 'Attempts of the step that needed most, count, 1 or more; null where it has not been run';

-- The same for what campaigns asked for, under whatever product version, whether a later revision has come or not.
create view campaign_scene_without_result as
select c.name as campaign, c.state as campaign_state, p.name as product_version,
       s.granule_id, s.revision, s.sensor, s.tile, s.acquired_at, r.outcome,
       coalesce(r.reason, case when r.outcome is null then c.state_reason end) as reason,
       what_to_do(r.outcome, cs.retry_requested_at >= r.recorded_at, s.granule_id, c.name, c.state) as what_to_do,
       coalesce(r.finished_at, cs.added_at) as since, r.attempts, c.campaign_id, cs.position, cs.scene_id
from campaign c
join product_version p on p.product_version_id = c.product_version_id
join campaign_scene cs on cs.campaign_id = c.campaign_id
join scene s on s.scene_id = cs.scene_id
left join scene_run r on r.scene_id = cs.scene_id and r.product_version_id = c.product_version_id
where r.outcome is distinct from 'OBSERVED';

comment on view campaign_scene_without_result is
  'Scenes of each campaign that its product version has no observation of, why, and what to do; those that still wait among them';
comment on column campaign_scene_without_result.campaign is 'Name of the campaign';
comment on column campaign_scene_without_result.campaign_state is 'DISCOVERING, RUNNING, PAUSED, DONE, CANCELLED or FAILED';
comment on column campaign_scene_without_result.product_version is 'Name of the product version that the campaign asked for';
comment on column campaign_scene_without_result.granule_id is 'Granule id of the scene';
comment on column campaign_scene_without_result.revision is 'Revision of the granule, counted from 1';
comment on column campaign_scene_without_result.sensor is 'L30 (Landsat 8 and 9) or S30 (Sentinel-2)';
comment on column campaign_scene_without_result.tile is 'MGRS tile without the leading T';
comment on column campaign_scene_without_result.acquired_at is 'When the sensor saw it, UTC';
comment on column campaign_scene_without_result.outcome is 'What the scene came to; null where it has not been run';
comment on column campaign_scene_without_result.reason is
  'Why it came to that, one sentence; of a scene that has not been run, why the campaign stands still';
comment on column campaign_scene_without_result.what_to_do is 'What an operator can do about it, one sentence';
comment on column campaign_scene_without_result.since is 'Since when it has been without, UTC: since it ended so, else since the campaign has held it';
comment on column campaign_scene_without_result.attempts is 'Attempts of the step that needed most, count, 1 or more; null where it has not been run';
comment on column campaign_scene_without_result.campaign_id is 'Joins to campaign';
comment on column campaign_scene_without_result.position is 'Place in the campaign, counted from 1';
comment on column campaign_scene_without_result.scene_id is 'Joins to scene';
