-- What made a result: models and the immutable, named product version that binds them.

create table model (
  model_id      integer     generated always as identity primary key,
  kind          text        not null check (kind in ('mask', 'ssc')),
  name          text        not null check (name <> ''),
  sha256        text        not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  card          jsonb       not null check (jsonb_typeof(card) = 'object'),
  uri           text        not null,
  registered_at timestamptz not null default now()
);

comment on table model is 'A model bundle that made, or may make, results';
comment on column model.model_id is 'Surrogate key, no unit';
comment on column model.kind is 'mask (pixels to classes) or ssc (reflectance to concentration)';
comment on column model.name is 'Name that the bundle gives itself';
comment on column model.sha256 is 'SHA-256 of the bundle, 64 hexadecimal digits: its identity';
comment on column model.card is 'The bundle''s model.json: bands, scaling, thresholds, training data, metrics, licence';
comment on column model.uri is 'Where the bundle was read from';
comment on column model.registered_at is 'When the model was first registered, UTC';

create table product_version (
  product_version_id integer     generated always as identity primary key,
  name               text        not null unique check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  algorithm_version  integer     not null check (algorithm_version >= 1),
  mask_model_id      integer     not null references model,
  ssc_model_id       integer     not null references model,
  parameters         jsonb       not null default '{}' check (jsonb_typeof(parameters) = 'object'),
  numeric_form       text        not null check (numeric_form in ('f32', 'bf16')),
  created_at         timestamptz not null default now(),
  promoted_at        timestamptz,
  retired_at         timestamptz,
  check (retired_at is null or promoted_at is not null)
);

create unique index product_version_promoted on product_version ((true))
  where promoted_at is not null and retired_at is null;

comment on table product_version is
  'An immutable, named way of making results; versions stand side by side and at most one is promoted';
comment on column product_version.product_version_id is 'Surrogate key, no unit';
comment on column product_version.name is 'What users call the version; letters, digits, dot, dash and underscore, at most 63';
comment on column product_version.algorithm_version is 'Number raised by hand whenever the code gives other values, 1 or more';
comment on column product_version.mask_model_id is 'The model that classed the pixels';
comment on column product_version.ssc_model_id is 'The model that gave the concentration';
comment on column product_version.parameters is 'Thresholds and switches that change values, one JSON object';
comment on column product_version.numeric_form is 'Arithmetic of the networks: f32 or bf16';
comment on column product_version.created_at is 'When the version was created, UTC';
comment on column product_version.promoted_at is 'When the version was last promoted, UTC; null where it never was';
comment on column product_version.retired_at is 'When another version took its place, UTC; null while promoted and where it never was';

create function product_version_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'product version % is immutable: it cannot be deleted', old.name
      using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - 'promoted_at' - 'retired_at') is distinct from
     (to_jsonb(old) - 'promoted_at' - 'retired_at') then
    raise exception 'product version % is immutable: only its promotion may change', old.name
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

comment on function product_version_stays() is 'Refuses any change of a product version but its promotion';

create trigger product_version_stays before update or delete on product_version
  for each row execute function product_version_stays();

create function product_version_models_fit() returns trigger language plpgsql as $$
begin
  if (select kind from model where model_id = new.mask_model_id) <> 'mask' then
    raise exception 'product version %: its mask model is of another kind', new.name
      using errcode = 'check_violation';
  end if;
  if (select kind from model where model_id = new.ssc_model_id) <> 'ssc' then
    raise exception 'product version %: its ssc model is of another kind', new.name
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

comment on function product_version_models_fit() is 'Refuses a product version whose models are of the wrong kind';

create trigger product_version_models_fit before insert on product_version
  for each row execute function product_version_models_fit();
