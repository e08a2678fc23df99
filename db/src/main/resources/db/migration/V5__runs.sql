-- What became of each scene under each product version, and which zone sets it has been summarised over.

create table scene_run (
  scene_run_id       bigint      generated always as identity primary key,
  scene_id           bigint      not null references scene,
  product_version_id integer     not null references product_version,
  outcome            text        not null check (outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA',
                                                             'INPUT_GONE', 'INPUT_CORRUPT', 'FAILED', 'CANCELLED')),
  reason             text,
  attempts           integer     not null check (attempts >= 1),
  campaign_id        integer     references campaign on delete set null,
  workflow_id        text,
  run_id             text,
  build_version      text,
  git_commit         text,
  host               text,
  started_at         timestamptz not null,
  finished_at        timestamptz not null,
  fetched_via        text,
  mask_uri           text,
  mask_sha256        text        check (mask_sha256 ~ '^[0-9a-f]{64}$'),
  mask_bytes         bigint      check (mask_bytes > 0),
  ssc_uri            text,
  ssc_sha256         text        check (ssc_sha256 ~ '^[0-9a-f]{64}$'),
  ssc_bytes          bigint      check (ssc_bytes > 0),
  n_valid            bigint      check (n_valid >= 0),
  n_water            bigint      check (n_water between 0 and n_valid),
  n_shadow           bigint      check (n_shadow between 0 and n_valid),
  n_cloud            bigint      check (n_cloud between 0 and n_valid),
  n_snow             bigint      check (n_snow between 0 and n_valid),
  n_shade            bigint      check (n_shade between 0 and n_valid),
  n_clear_water      bigint      check (n_clear_water between 0 and n_water),
  timings            jsonb       not null default '[]' check (jsonb_typeof(timings) = 'array'),
  recorded_at        timestamptz not null default now(),
  unique (scene_id, product_version_id),
  check (started_at <= finished_at),
  check (num_nulls(mask_uri, mask_sha256, mask_bytes) in (0, 3)),
  check (num_nulls(ssc_uri, ssc_sha256, ssc_bytes) in (0, 3))
);

create index scene_run_product on scene_run (product_version_id, outcome);
create index scene_run_campaign on scene_run (campaign_id);

comment on table scene_run is
  'What one scene came to under one product version; every scene that was begun ends in a row with an outcome';
comment on column scene_run.scene_run_id is 'Surrogate key, no unit';
comment on column scene_run.scene_id is 'The scene';
comment on column scene_run.product_version_id is 'The product version that made the result';
comment on column scene_run.outcome is
  'OBSERVED; or seen in vain: NO_CLEAR_WATER, TOO_CLOUDY, NO_DATA; or not brought to an end: INPUT_GONE, INPUT_CORRUPT, FAILED, CANCELLED';
comment on column scene_run.reason is 'Why it came to that, one sentence; null where the outcome says it all';
comment on column scene_run.attempts is 'Attempts of the step that needed most, count, 1 or more';
comment on column scene_run.campaign_id is 'The campaign that ran it; null for a single scene';
comment on column scene_run.workflow_id is 'Id of the Temporal workflow that ran it';
comment on column scene_run.run_id is 'Run id of that workflow';
comment on column scene_run.build_version is 'Version of the worker build that loaded it';
comment on column scene_run.git_commit is 'Commit that the worker was built from';
comment on column scene_run.host is 'Host of the worker that loaded it';
comment on column scene_run.started_at is 'When work on the scene began, UTC';
comment on column scene_run.finished_at is 'When work on the scene ended, UTC; not before started_at';
comment on column scene_run.fetched_via is 'How the files came: s3 or https; null where none were fetched';
comment on column scene_run.mask_uri is 'Mask raster: uint8 bit flags, bit 0 water, 1 cloud shadow, 2 cloud, 3 snow or ice, 4 terrain shade, 255 nodata';
comment on column scene_run.mask_sha256 is 'SHA-256 of the mask raster, 64 hexadecimal digits';
comment on column scene_run.mask_bytes is 'Length of the mask raster, bytes, over 0';
comment on column scene_run.ssc_uri is 'SSC raster: float32, mg/L, NaN nodata';
comment on column scene_run.ssc_sha256 is 'SHA-256 of the SSC raster, 64 hexadecimal digits';
comment on column scene_run.ssc_bytes is 'Length of the SSC raster, bytes, over 0';
comment on column scene_run.n_valid is 'Pixels of 30 m that hold data, count, 0 or more';
comment on column scene_run.n_water is 'Pixels classed as water, clear or not, count, 0 to n_valid';
comment on column scene_run.n_shadow is 'Pixels classed as cloud shadow, count, 0 to n_valid';
comment on column scene_run.n_cloud is 'Pixels classed as cloud, count, 0 to n_valid';
comment on column scene_run.n_snow is 'Pixels classed as snow or ice, count, 0 to n_valid';
comment on column scene_run.n_shade is 'Pixels classed as terrain shade, count, 0 to n_valid';
comment on column scene_run.n_clear_water is 'Water pixels that nothing obscures, count, 0 to n_water';
comment on column scene_run.timings is
  'One object per step, in order: step, started_at, finished_at (UTC, ISO 8601), attempt (from 1), host';
comment on column scene_run.recorded_at is 'When the row was last written, UTC';

create table zone_run (
  scene_run_id   bigint      not null references scene_run on delete cascade,
  zone_set_id    integer     not null references zone_set,
  n_zones        integer     not null check (n_zones >= 0),
  n_with_value   integer     not null check (n_with_value between 0 and n_zones),
  recorded_at    timestamptz not null default now(),
  primary key (scene_run_id, zone_set_id)
);

create index zone_run_zone_set on zone_run (zone_set_id);

comment on table zone_run is 'That a scene run has been summarised over a zone set, even where no zone of it was seen';
comment on column zone_run.scene_run_id is 'The scene run';
comment on column zone_run.zone_set_id is 'The zone set';
comment on column zone_run.n_zones is 'Zones of the set that the scene covered, count, 0 or more: the rows in observation';
comment on column zone_run.n_with_value is 'Those of them with clear water and so with a value, count, 0 to n_zones';
comment on column zone_run.recorded_at is 'When the row was last written, UTC';
