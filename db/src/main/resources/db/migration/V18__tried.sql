-- Whether a campaign has itself tried a scene. Until here that was read off the last run alone, so that a scene that failed
-- in one campaign and then ran in another was offered to the first again, unasked.

alter table campaign_scene add column tried_at timestamptz;

comment on column campaign_scene.tried_at is
  'When a run of the campaign''s own last stored what the scene came to, UTC; null where none did, also where another campaign''s did';
comment on column campaign_scene.retry_requested_at is
  'When an operator last asked for another try, UTC; it is due while tried_at is null or not later; null where none was asked for';

update campaign_scene cs set tried_at = r.recorded_at
from campaign c, scene_run r
where c.campaign_id = cs.campaign_id and r.campaign_id = cs.campaign_id and r.scene_id = cs.scene_id
  and r.product_version_id = c.product_version_id;

create function campaign_scene_tried() returns trigger language plpgsql set search_path = silt, public, pg_temp as $$
begin
  update campaign_scene cs set tried_at = new.recorded_at
  from campaign c
  where cs.campaign_id = new.campaign_id and cs.scene_id = new.scene_id
    and c.campaign_id = cs.campaign_id and c.product_version_id = new.product_version_id;
  return null;
end $$;

comment on function campaign_scene_tried() is 'Notes in a campaign that a run of its own has stored what a scene came to';

revoke all on function campaign_scene_tried() from public;

create trigger campaign_scene_tried after insert or update of outcome, campaign_id, started_at, finished_at
  on scene_run for each row when (new.campaign_id is not null) execute function campaign_scene_tried();

grant update (tried_at) on campaign_scene to silt_writer;

create or replace view scene_without_result as
select s.granule_id, s.revision, s.sensor, s.tile, s.acquired_at, s.cloud_cover,
       p.name as product_version, r.outcome,
       coalesce(r.reason, case when r.outcome is null then held.state_reason end) as reason, r.finished_at, s.scene_id,
       what_to_do(r.outcome, held.tried_at is null or held.retry_requested_at >= held.tried_at, s.granule_id, held.campaign, held.state) as what_to_do,
       coalesce(r.finished_at, held.added_at, s.discovered_at) as since,
       held.campaign, held.state as campaign_state, r.attempts
from scene s
left join product_version p on p.promoted_at is not null and p.retired_at is null
left join scene_run r on r.scene_id = s.scene_id and r.product_version_id = p.product_version_id
left join lateral (
  select c.name as campaign, c.state, c.state_reason, cs.added_at, cs.retry_requested_at, cs.tried_at
  from campaign_scene cs join campaign c using (campaign_id)
  where cs.scene_id = s.scene_id and c.product_version_id = p.product_version_id
  order by c.state in ('DISCOVERING', 'RUNNING', 'PAUSED') desc, c.campaign_id desc
  limit 1) held on true
where r.outcome is distinct from 'OBSERVED'
  and not exists (
    select from scene later where later.granule_id = s.granule_id and later.revision > s.revision);

create or replace view campaign_scene_without_result as
select c.name as campaign, c.state as campaign_state, p.name as product_version,
       s.granule_id, s.revision, s.sensor, s.tile, s.acquired_at, r.outcome,
       coalesce(r.reason, case when r.outcome is null then c.state_reason end) as reason,
       what_to_do(r.outcome, cs.tried_at is null or cs.retry_requested_at >= cs.tried_at, s.granule_id, c.name, c.state) as what_to_do,
       coalesce(r.finished_at, cs.added_at) as since, r.attempts, c.campaign_id, cs.position, cs.scene_id
from campaign c
join product_version p on p.product_version_id = c.product_version_id
join campaign_scene cs on cs.campaign_id = c.campaign_id
join scene s on s.scene_id = cs.scene_id
left join scene_run r on r.scene_id = cs.scene_id and r.product_version_id = c.product_version_id
where r.outcome is distinct from 'OBSERVED';
