-- Who may do what: the reader reads, the writer writes rows and nothing else, the owner alone changes the schema.

revoke all on all functions in schema silt from public;

grant select on all tables in schema silt to silt_reader, silt_writer;
alter default privileges in schema silt grant select on tables to silt_reader, silt_writer;

grant execute on function ssc_series(text, timestamptz, timestamptz) to silt_reader, silt_writer;
grant execute on function ssc_at(double precision, double precision, timestamptz, timestamptz) to silt_reader, silt_writer;
grant execute on function ssc_mvt(integer, integer, integer, timestamptz, timestamptz) to silt_reader, silt_writer;

grant execute on function ensure_observation_month(timestamptz) to silt_writer;

grant insert on zone_set, zone, model, campaign_scene, event to silt_writer;
grant insert, update on scene, scene_input, scene_run, campaign, ingest_watermark to silt_writer;
grant insert, update, delete on observation, zone_run to silt_writer;
grant insert, update (promoted_at, retired_at) on product_version to silt_writer;
