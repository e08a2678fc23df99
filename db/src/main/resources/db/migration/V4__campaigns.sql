-- The operators' side: what was asked for, how far it is, what happened.

create table campaign (
  campaign_id        integer     generated always as identity primary key,
  name               text        not null unique check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  region             geometry(Geometry, 4326) not null check (not st_isempty(region)),
  from_time          timestamptz not null,
  to_time            timestamptz not null,
  sensors            text[]      not null check (cardinality(sensors) > 0 and sensors <@ array['L30', 'S30']),
  max_cloud          real        not null check (max_cloud between 0 and 100),
  zone_set_ids       integer[]   not null,
  product_version_id integer     not null references product_version,
  archive            text        not null,
  state              text        not null default 'DISCOVERING'
                     check (state in ('DISCOVERING', 'RUNNING', 'PAUSED', 'DONE', 'CANCELLED', 'FAILED')),
  scenes             bigint      not null default 0 check (scenes >= 0),
  bytes              bigint      not null default 0 check (bytes >= 0),
  workflow_id        text,
  created_at         timestamptz not null default now(),
  state_changed_at   timestamptz not null default now(),
  check (from_time < to_time)
);

comment on table campaign is 'A region and a span of time that an operator asked results for';
comment on column campaign.campaign_id is 'Surrogate key, no unit';
comment on column campaign.name is 'What operators call it; letters, digits, dot, dash and underscore, at most 63';
comment on column campaign.region is 'Where scenes are looked for; EPSG:4326, degrees';
comment on column campaign.from_time is 'Earliest acquisition that counts, UTC, inclusive';
comment on column campaign.to_time is 'Acquisitions from here on do not count, UTC, exclusive';
comment on column campaign.sensors is 'Sensors asked for: L30, S30 or both';
comment on column campaign.max_cloud is 'Scenes that the archive calls cloudier are left out, percent, 0 to 100';
comment on column campaign.zone_set_ids is 'Zone sets that each scene is summarised over; empty where rasters alone were asked for';
comment on column campaign.product_version_id is 'The product version that makes the results';
comment on column campaign.archive is 'Archive that the scenes come from: sample, nasa or a base URL';
comment on column campaign.state is 'DISCOVERING, RUNNING, PAUSED, DONE, CANCELLED or FAILED';
comment on column campaign.scenes is 'Scenes that discovery has added so far, count, 0 or more';
comment on column campaign.bytes is 'Size of those scenes as the archive states it, bytes, 0 or more';
comment on column campaign.workflow_id is 'Id of the workflow that runs it; null before it starts';
comment on column campaign.created_at is 'When it was asked for, UTC';
comment on column campaign.state_changed_at is 'When its state last changed, UTC';

create table campaign_scene (
  campaign_id integer     not null references campaign on delete cascade,
  position    bigint      not null check (position >= 1),
  scene_id    bigint      not null references scene,
  added_at    timestamptz not null default now(),
  primary key (campaign_id, position),
  unique (campaign_id, scene_id)
);

create index campaign_scene_scene on campaign_scene (scene_id);

comment on table campaign_scene is
  'The scenes of a campaign in the order of their discovery; what each came to stands in scene_run';
comment on column campaign_scene.campaign_id is 'The campaign';
comment on column campaign_scene.position is 'Place in the campaign, counted from 1 without gaps';
comment on column campaign_scene.scene_id is 'The scene';
comment on column campaign_scene.added_at is 'When the scene was added, UTC';

create table ingest_watermark (
  archive       text        not null,
  collection    text        not null,
  revised_until timestamptz not null,
  updated_at    timestamptz not null default now(),
  primary key (archive, collection)
);

comment on table ingest_watermark is 'How far the daily ingest has read each collection of each archive';
comment on column ingest_watermark.archive is 'Archive that is read: sample, nasa or a base URL';
comment on column ingest_watermark.collection is 'Collection within it, for instance HLSS30_2.0';
comment on column ingest_watermark.revised_until is 'Granules revised before this time have been read, UTC';
comment on column ingest_watermark.updated_at is 'When the mark last moved, UTC';

create table event (
  event_id    bigint      generated always as identity primary key,
  at          timestamptz not null default now(),
  kind        text        not null check (kind <> ''),
  campaign_id integer     references campaign on delete cascade,
  scene_id    bigint      references scene on delete cascade,
  workflow_id text,
  message     text        not null,
  detail      jsonb       not null default '{}' check (jsonb_typeof(detail) = 'object')
);

create index event_at on event (at);
create index event_campaign on event (campaign_id, event_id);
create index event_scene on event (scene_id);

comment on table event is 'What an operator would want to know of later: starts, pauses, refusals, decisions';
comment on column event.event_id is 'Surrogate key, rises with time, no unit';
comment on column event.at is 'When it happened, UTC';
comment on column event.kind is 'A word for the sort of event, for instance campaign-paused';
comment on column event.campaign_id is 'The campaign it concerns; null where none';
comment on column event.scene_id is 'The scene it concerns; null where none';
comment on column event.workflow_id is 'The workflow it concerns; null where none';
comment on column event.message is 'What happened, one sentence for a person';
comment on column event.detail is 'The same as data, one JSON object';
