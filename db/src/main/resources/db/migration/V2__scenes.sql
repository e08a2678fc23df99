-- What the archive offers, and which of its files were read.

create table scene (
  scene_id      bigint      generated always as identity primary key,
  granule_id    text        not null check (granule_id <> ''),
  revision      integer     not null check (revision >= 1),
  sensor        text        not null check (sensor in ('L30', 'S30')),
  tile          text        not null check (tile ~ '^[0-9]{2}[A-Z]{3}$'),
  acquired_at   timestamptz not null,
  cloud_cover   real        check (cloud_cover between 0 and 100),
  footprint     geometry(Geometry, 4326),
  asset_base    text,
  revision_date timestamptz,
  bytes         bigint      check (bytes >= 0),
  discovered_at timestamptz not null default now(),
  unique (granule_id, revision)
);

create index scene_acquired_at on scene (acquired_at);
create index scene_tile on scene (tile, acquired_at);
create index scene_footprint on scene using gist (footprint);

comment on table scene is
  'One HLS granule at one revision: the unit of work, of retry and of provenance; a reprocessed granule is a new row';
comment on column scene.scene_id is 'Surrogate key, no unit';
comment on column scene.granule_id is 'Granule id of the archive, for instance HLS.S30.T60GVA.2024037T222549.v2.0';
comment on column scene.revision is 'Revision of the granule in the archive''s catalogue, counted from 1';
comment on column scene.sensor is 'L30 (Landsat 8 and 9, OLI) or S30 (Sentinel-2, MSI adjusted to OLI)';
comment on column scene.tile is 'MGRS tile without the leading T: zone number, latitude band, two letters of the square';
comment on column scene.acquired_at is 'When the sensor saw the scene, UTC';
comment on column scene.cloud_cover is 'Cloud cover as the archive states it, percent, 0 to 100; null where it does not';
comment on column scene.footprint is 'Outline of the scene as the archive states it; EPSG:4326, degrees; null where it does not';
comment on column scene.asset_base is 'URI in front of the scene''s file names';
comment on column scene.revision_date is 'When the archive published this revision, UTC';
comment on column scene.bytes is 'Size of the whole granule in the archive, bytes, 0 or more';
comment on column scene.discovered_at is 'When this service first heard of the scene, UTC';

create table scene_input (
  scene_id   bigint      not null references scene on delete cascade,
  band       text        not null check (band <> ''),
  uri        text        not null,
  bytes      bigint      not null check (bytes > 0),
  sha256     text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  fetched_at timestamptz not null default now(),
  primary key (scene_id, band)
);

comment on table scene_input is 'Each file of a scene that was read, with what it held, so that a result can be made again';
comment on column scene_input.scene_id is 'The scene that the file belongs to';
comment on column scene_input.band is 'Name of the band in the file name: B02, B03, ..., Fmask';
comment on column scene_input.uri is 'Where the file was read from';
comment on column scene_input.bytes is 'Length of the file, bytes, over 0';
comment on column scene_input.sha256 is 'SHA-256 of the file, taken on arrival, 64 hexadecimal digits';
comment on column scene_input.fetched_at is 'When the file was first recorded with this content, UTC';
