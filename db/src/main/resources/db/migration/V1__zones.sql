-- What results are summarised over: rivers in reaches and nodes, lakes, polygons of any kind, cells of a grid.

create table zone_set (
  zone_set_id integer     generated always as identity primary key,
  name        text        not null unique check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  kind        text        not null check (kind in ('reach', 'node', 'lake', 'polygon', 'cell')),
  source      text        not null,
  version     text        not null,
  digest      text        not null check (digest ~ '^[0-9a-f]{64}$'),
  loaded_at   timestamptz not null default now()
);

comment on table zone_set is
  'A collection of zones that came from one source at one version; results are tracked per scene run and zone set';
comment on column zone_set.zone_set_id is 'Surrogate key, no unit';
comment on column zone_set.name is 'What users call the set, for instance sword-v17c; letters, digits, dot, dash and underscore, at most 63';
comment on column zone_set.kind is 'What a zone of the set is: reach, node, lake, polygon or cell';
comment on column zone_set.source is 'Where the zones came from: a file name, a URL or a grid rule';
comment on column zone_set.version is 'Version of the source; SWORD changes its ids between versions, so an id means nothing without it';
comment on column zone_set.digest is 'SHA-256 of the loaded content, 64 hexadecimal digits; for cells of the rule that makes them';
comment on column zone_set.loaded_at is 'When the set was loaded, UTC';

create table zone (
  zone_id     bigint  generated always as identity primary key,
  zone_set_id integer not null references zone_set,
  external_id text    not null check (external_id <> ''),
  name        text,
  width_m     real    check (width_m > 0),
  geom        geometry(Geometry, 4326) not null
              check (not st_isempty(geom)
                     and st_xmin(geom) >= -180 and st_xmax(geom) <= 180
                     and st_ymin(geom) >= -90 and st_ymax(geom) <= 90),
  unique (zone_set_id, external_id)
);

create index zone_geom on zone using gist (geom);
create index zone_external_id on zone (external_id);

comment on table zone is
  'One place that results are summarised over: a river reach, a node on it, a lake, a polygon, a grid cell';
comment on column zone.zone_id is 'Surrogate key, no unit; users ask by external_id';
comment on column zone.zone_set_id is 'The set that the zone belongs to';
comment on column zone.external_id is 'The id that the source gives the zone, as text; unique within its set';
comment on column zone.name is 'Name of the river, lake or place; null where the source has none';
comment on column zone.width_m is 'Width of a reach or diameter of a node as its source states it, m, over 0; null where unknown';
comment on column zone.geom is 'Centreline of a reach, point of a node, outline of anything else; EPSG:4326, degrees, longitude -180 to 180, latitude -90 to 90';
