-- What to do about a scene that was never begun depends on how its campaign ended, and commands are told as one types them.

create or replace function what_to_do(
  outcome text, retry_due boolean, granule_id text, campaign text, campaign_state text) returns text
language sql immutable parallel safe set search_path = silt, public, pg_temp as $$
  select case
    when outcome in ('NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA') then 'Nothing: the scene was seen.'
    when (outcome is null or retry_due) and campaign_state in ('DISCOVERING', 'RUNNING')
      then 'Wait: campaign ' || campaign || ' has it in its list.'
    when (outcome is null or retry_due) and campaign_state = 'PAUSED'
      then 'Mend what campaign ' || campaign || ' waits for, if anything, then deploy/silt campaign resume ' || campaign || '.'
    when (outcome is null or retry_due) and campaign_state in ('CANCELLED', 'FAILED')
      then 'Take campaign ' || campaign || ' up again: deploy/silt campaign resume ' || campaign || '; or run it alone: deploy/silt scene run ' || granule_id || '.'
    when (outcome is null or retry_due) and campaign is not null
      then 'Take campaign ' || campaign || ' up again: deploy/silt campaign retry ' || campaign || '; or run it alone: deploy/silt scene run ' || granule_id || '.'
    when outcome is null then 'Start a campaign that covers it, or run it alone: deploy/silt scene run ' || granule_id || '.'
    else
      case outcome
        when 'INPUT_GONE' then 'Once the archive has its files again: '
        when 'INPUT_CORRUPT' then 'Once the archive has mended its files, of which it mostly makes a new revision: '
        when 'CANCELLED' then 'Where it is still wanted: '
        else 'Mend what the reason names, then: ' end
      || case when campaign is null then 'deploy/silt scene run ' || granule_id
              else 'deploy/silt campaign retry ' || campaign || ' --outcome ' || outcome end || '.'
  end
$$;
