-- What a map client draws: geometry beside values, a row for each moment that a time slider stops at.

create view monthly_ssc_map as
select m.zone_id, m.month, m.month::timestamp as from_time, m.month + interval '1 month' as to_time, z.geom, m.external_id, m.zone_name, m.zone_set, m.kind,
       m.ssc_mg_l, m.ssc_low_mg_l, m.ssc_high_mg_l, m.ssc_min_mg_l, m.ssc_max_mg_l, m.n_observations, m.n_valid, m.product_version
from monthly_ssc m
join zone z on z.zone_id = m.zone_id;

comment on view monthly_ssc_map is
  'monthly_ssc with the geometry of each zone, for maps with a time slider; zone_id and month are its key';
comment on column monthly_ssc_map.zone_id is 'Joins to zone';
comment on column monthly_ssc_map.month is 'First day of the month, UTC';
comment on column monthly_ssc_map.from_time is 'Begin of the month, UTC; without a zone, so that a client in another one shows the same month';
comment on column monthly_ssc_map.to_time is 'Begin of the next month, UTC, without a zone';
comment on column monthly_ssc_map.geom is 'Centreline, point or outline of the zone; EPSG:4326, degrees';
comment on column monthly_ssc_map.external_id is 'The id that the source gives the zone, as text; unique within zone_set';
comment on column monthly_ssc_map.zone_name is 'Name of the river, lake or place; null where the source has none';
comment on column monthly_ssc_map.zone_set is 'Name of the zone set';
comment on column monthly_ssc_map.kind is 'What the zone is: reach, node, lake, polygon or cell';
comment on column monthly_ssc_map.ssc_mg_l is 'Median of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc_map.ssc_low_mg_l is
  'Median of the low ends of the observations'' 80 % intervals, mg/L, 0 or more; null where none has one';
comment on column monthly_ssc_map.ssc_high_mg_l is 'Median of the high ends of the same intervals, mg/L; null where ssc_low_mg_l is';
comment on column monthly_ssc_map.ssc_min_mg_l is 'Least of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc_map.ssc_max_mg_l is 'Greatest of the observations'' medians, mg/L, 0 or more';
comment on column monthly_ssc_map.n_observations is 'Observations with a value in the month, count, 1 or more';
comment on column monthly_ssc_map.n_valid is 'Clear water pixels behind them in all, count, 1 or more';
comment on column monthly_ssc_map.product_version is 'Name of the promoted product version';

create view observation_map as
select o.zone_id, o.scene_id, o.acquired_at, z.geom, o.external_id, o.zone_name, o.zone_set, o.kind,
       o.ssc_mg_l, o.ssc_low_mg_l, o.ssc_high_mg_l, o.n_valid, o.n_total, o.clear_fraction,
       array_to_string(flag_names(o.flags), ', ') as flags, o.sensor, o.tile, o.granule_id, o.product_version
from current_observation o
join zone z on z.zone_id = o.zone_id
where o.n_valid > 0;

comment on view observation_map is
  'The values of current_observation with the geometry of each zone, pass by pass, for maps with a time slider; zone_id and scene_id are its key';
comment on column observation_map.zone_id is 'Joins to zone';
comment on column observation_map.scene_id is 'Joins to scene';
comment on column observation_map.acquired_at is 'When the sensor saw it, UTC';
comment on column observation_map.geom is 'Centreline, point or outline of the zone; EPSG:4326, degrees';
comment on column observation_map.external_id is 'The id that the source gives the zone, as text; unique within zone_set';
comment on column observation_map.zone_name is 'Name of the river, lake or place; null where the source has none';
comment on column observation_map.zone_set is 'Name of the zone set';
comment on column observation_map.kind is 'What the zone is: reach, node, lake, polygon or cell';
comment on column observation_map.ssc_mg_l is
  'Median suspended-sediment concentration over the clear water pixels of the zone, mg/L, 0 or more';
comment on column observation_map.ssc_low_mg_l is
  'Low end of the 80 % interval of ssc_mg_l, mg/L, 0 to ssc_mg_l; null where the model states no interval';
comment on column observation_map.ssc_high_mg_l is 'High end of the same interval, mg/L, ssc_mg_l or more; null where ssc_low_mg_l is';
comment on column observation_map.n_valid is 'Clear water pixels of 30 m with a concentration, count, 1 or more';
comment on column observation_map.n_total is 'Pixels with data of the zone on this tile, count, at least n_valid';
comment on column observation_map.clear_fraction is 'Share of the n_total pixels that nothing obscures, 0 to 1';
comment on column observation_map.flags is 'Names of its quality flags, a comma between two; empty where there are none';
comment on column observation_map.sensor is 'L30 (Landsat 8 and 9) or S30 (Sentinel-2)';
comment on column observation_map.tile is 'MGRS tile without the leading T';
comment on column observation_map.granule_id is 'Granule id of the scene';
comment on column observation_map.product_version is 'Name of the promoted product version';

-- Zones may come by plain SQL. The loading command has seen to it that outlines do not cross themselves; what came before is left.
alter table zone add constraint zone_geom_valid check (st_isvalid(geom)) not valid;

comment on table zone is
  'One place that results are summarised over: a river reach, a node on it, a lake, a polygon, a grid cell. silt_writer may insert zones of a set of its own in zone_set: a reach is a line, a node a point, a lake or polygon an area, valid and in degrees; zones are not changed afterwards, for results refer to them';
