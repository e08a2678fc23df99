-- The views to query. current_observation is the one that everything else here is built on.

-- A revision is superseded once a later one of the same granule has been seen under the same product version;
-- a later one that failed takes nothing away. Two overlapping tiles show a zone twice at one instant (same
-- sensor, within ten minutes): the one with more clear water counts, then the tile that sorts first.
create view current_observation as
with live as not materialized (
  select o.*, s.granule_id, s.revision, s.sensor, s.tile, p.name as product_version
  from observation o
  join scene s on s.scene_id = o.scene_id
  join product_version p on p.product_version_id = o.product_version_id
    and p.promoted_at is not null and p.retired_at is null
  where not exists (
    select from scene later
    join scene_run run on run.scene_id = later.scene_id
    where later.granule_id = s.granule_id and later.revision > s.revision
      and run.product_version_id = o.product_version_id
      and run.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'))
)
select z.external_id, z.name as zone_name, zs.name as zone_set, zs.kind,
       live.granule_id, live.revision, live.sensor, live.tile, live.acquired_at,
       live.ssc_mg_l, live.ssc_mean_mg_l, live.ssc_p10_mg_l, live.ssc_p25_mg_l, live.ssc_p75_mg_l,
       live.ssc_p90_mg_l, live.ssc_std_mg_l,
       live.n_valid, live.n_water, live.n_total, live.clear_fraction, live.flags,
       live.product_version, live.zone_id, live.scene_id, live.product_version_id
from live
join zone z on z.zone_id = live.zone_id
join zone_set zs on zs.zone_set_id = z.zone_set_id
where not exists (
  select from live other
  where other.zone_id = live.zone_id
    and other.scene_id <> live.scene_id
    and other.sensor = live.sensor
    and other.acquired_at between live.acquired_at - interval '10 minutes'
                              and live.acquired_at + interval '10 minutes'
    and (other.n_valid > live.n_valid
         or other.n_valid = live.n_valid
            and (other.tile, other.scene_id) < (live.tile, live.scene_id)));

comment on view current_observation is
  'The view to query: each zone at each pass once, under the promoted product version, latest revision, readable alone';
comment on column current_observation.external_id is 'The id that the source gives the zone, as text; unique within zone_set';
comment on column current_observation.zone_name is 'Name of the river, lake or place; null where the source has none';
comment on column current_observation.zone_set is 'Name of the zone set';
comment on column current_observation.kind is 'What the zone is: reach, node, lake, polygon or cell';
comment on column current_observation.granule_id is 'Granule id of the scene';
comment on column current_observation.revision is 'Revision of the granule, counted from 1';
comment on column current_observation.sensor is 'L30 (Landsat 8 and 9) or S30 (Sentinel-2)';
comment on column current_observation.tile is 'MGRS tile without the leading T';
comment on column current_observation.acquired_at is 'When the sensor saw it, UTC';
comment on column current_observation.ssc_mg_l is
  'Median suspended-sediment concentration over the clear water pixels of the zone, mg/L, 0 or more; null where none was clear';
comment on column current_observation.ssc_mean_mg_l is 'Mean over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p10_mg_l is '10th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p25_mg_l is '25th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p75_mg_l is '75th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_p90_mg_l is '90th percentile over the same pixels, mg/L, 0 or more';
comment on column current_observation.ssc_std_mg_l is 'Standard deviation over the same pixels, mg/L, 0 or more';
comment on column current_observation.n_valid is 'Clear water pixels of 30 m with a concentration, count, 0 or more';
comment on column current_observation.n_water is 'Water pixels in the zone, clear or not, count, at least n_valid';
comment on column current_observation.n_total is 'Pixels in the zone, count, at least n_water';
comment on column current_observation.clear_fraction is 'Share of the zone''s pixels that nothing obscures, 0 to 1';
comment on column current_observation.flags is 'Quality flags as a bit mask, 0 for none';
comment on column current_observation.product_version is 'Name of the promoted product version';
comment on column current_observation.zone_id is 'Joins to zone';
comment on column current_observation.scene_id is 'Joins to scene, scene_input and, with product_version_id, scene_run';
comment on column current_observation.product_version_id is 'Joins to product_version';

create view scene_without_result as
select s.granule_id, s.revision, s.sensor, s.tile, s.acquired_at, s.cloud_cover,
       p.name as product_version, r.outcome, r.reason, r.finished_at, s.scene_id
from scene s
left join product_version p on p.promoted_at is not null and p.retired_at is null
left join scene_run r on r.scene_id = s.scene_id and r.product_version_id = p.product_version_id
where r.outcome is distinct from 'OBSERVED'
  and not exists (
    select from scene later where later.granule_id = s.granule_id and later.revision > s.revision);

comment on view scene_without_result is
  'Scenes that the promoted product version has no observation of, latest revision only, and why';
comment on column scene_without_result.granule_id is 'Granule id of the scene';
comment on column scene_without_result.revision is 'Revision of the granule, counted from 1';
comment on column scene_without_result.sensor is 'L30 (Landsat 8 and 9) or S30 (Sentinel-2)';
comment on column scene_without_result.tile is 'MGRS tile without the leading T';
comment on column scene_without_result.acquired_at is 'When the sensor saw it, UTC';
comment on column scene_without_result.cloud_cover is 'Cloud cover as the archive states it, percent, 0 to 100';
comment on column scene_without_result.product_version is 'Name of the promoted product version; null where none is';
comment on column scene_without_result.outcome is 'What the scene came to; null where it has not been run';
comment on column scene_without_result.reason is 'Why it came to that, one sentence';
comment on column scene_without_result.finished_at is 'When it came to that, UTC';
comment on column scene_without_result.scene_id is 'Joins to scene';

create view campaign_progress as
select c.name as campaign, c.state, p.name as product_version,
       count(cs.scene_id) as scenes,
       count(r.outcome) as finished,
       count(cs.scene_id) - count(r.outcome) as waiting,
       count(*) filter (where r.outcome = 'OBSERVED') as observed,
       count(*) filter (where r.outcome = 'NO_CLEAR_WATER') as no_clear_water,
       count(*) filter (where r.outcome = 'TOO_CLOUDY') as too_cloudy,
       count(*) filter (where r.outcome = 'NO_DATA') as no_data,
       count(*) filter (where r.outcome = 'INPUT_GONE') as input_gone,
       count(*) filter (where r.outcome = 'INPUT_CORRUPT') as input_corrupt,
       count(*) filter (where r.outcome = 'FAILED') as failed,
       count(*) filter (where r.outcome = 'CANCELLED') as cancelled,
       min(r.started_at) filter (where r.campaign_id = c.campaign_id) as first_started_at,
       max(r.finished_at) filter (where r.campaign_id = c.campaign_id) as last_finished_at,
       c.campaign_id
from campaign c
join product_version p on p.product_version_id = c.product_version_id
left join campaign_scene cs on cs.campaign_id = c.campaign_id
left join scene_run r on r.scene_id = cs.scene_id and r.product_version_id = c.product_version_id
group by c.campaign_id, p.name;

comment on view campaign_progress is 'How far each campaign is: its scenes by outcome';
comment on column campaign_progress.campaign is 'Name of the campaign';
comment on column campaign_progress.state is 'DISCOVERING, RUNNING, PAUSED, DONE, CANCELLED or FAILED';
comment on column campaign_progress.product_version is 'Name of the product version that makes the results';
comment on column campaign_progress.scenes is 'Scenes in the campaign so far, count';
comment on column campaign_progress.finished is 'Those of them with an outcome, count';
comment on column campaign_progress.waiting is 'Those of them without one, count';
comment on column campaign_progress.observed is 'Scenes that gave observations, count';
comment on column campaign_progress.no_clear_water is 'Scenes without clear water, count';
comment on column campaign_progress.too_cloudy is 'Scenes under cloud, count';
comment on column campaign_progress.no_data is 'Scenes without data, count';
comment on column campaign_progress.input_gone is 'Scenes whose files the archive no longer has, count';
comment on column campaign_progress.input_corrupt is 'Scenes whose files cannot be read, count';
comment on column campaign_progress.failed is 'Scenes that failed, count';
comment on column campaign_progress.cancelled is 'Scenes that were cancelled, count';
comment on column campaign_progress.first_started_at is 'When the first of its own scene runs began, UTC';
comment on column campaign_progress.last_finished_at is 'When the last of its own scene runs ended, UTC';
comment on column campaign_progress.campaign_id is 'Joins to campaign';

create view monthly_ssc as
select external_id, zone_name, zone_set, kind,
       date_trunc('month', acquired_at at time zone 'UTC')::date as month,
       count(*) as n_observations,
       sum(n_valid) as n_valid,
       percentile_cont(0.5) within group (order by ssc_mg_l)::real as ssc_mg_l,
       min(ssc_mg_l) as ssc_min_mg_l,
       max(ssc_mg_l) as ssc_max_mg_l,
       product_version, zone_id
from current_observation
where n_valid > 0
group by external_id, zone_name, zone_set, kind, month, product_version, zone_id;

comment on view monthly_ssc is 'Each zone month by month: the median over its observations, months in UTC';
comment on column monthly_ssc.external_id is 'The id that the source gives the zone, as text; unique within zone_set';
comment on column monthly_ssc.zone_name is 'Name of the river, lake or place; null where the source has none';
comment on column monthly_ssc.zone_set is 'Name of the zone set';
comment on column monthly_ssc.kind is 'What the zone is: reach, node, lake, polygon or cell';
comment on column monthly_ssc.month is 'First day of the month, UTC';
comment on column monthly_ssc.n_observations is 'Observations with a value in the month, count, 1 or more';
comment on column monthly_ssc.n_valid is 'Clear water pixels behind them in all, count, 1 or more';
comment on column monthly_ssc.ssc_mg_l is 'Median of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc.ssc_min_mg_l is 'Least of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc.ssc_max_mg_l is 'Greatest of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc.product_version is 'Name of the promoted product version';
comment on column monthly_ssc.zone_id is 'Joins to zone';
