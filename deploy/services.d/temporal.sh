# shellcheck shell=bash
# Temporal: the real server from its one binary, its histories in a SQLite file that survives restarts.

TEMPORAL_DB=$SILT_HOME/temporal/temporal.db
TEMPORAL_RETENTION=${SILT_TEMPORAL_RETENTION:-30d} # the development server forgets closed workflows after a day otherwise

# the configured one, then silt's own, then the PATH's
temporal_exe() {
  local candidate
  for candidate in "${SILT_TEMPORAL_EXE:-}" "$SILT_HOME/bin/temporal" "$(command -v temporal || true)"; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

temporal_mark() { echo " --db-filename $TEMPORAL_DB "; }
temporal_ports() { echo SILT_TEMPORAL_PORT SILT_TEMPORAL_UI_PORT; }
temporal_stop_signal() { echo INT; }

# the operator's own Temporal profile must not lead the local server, or our questions to it, elsewhere
temporal_local() { # ARGUMENTS...
  as_service env -i HOME="$SILT_HOME" "$(temporal_exe)" --disable-config-file --disable-config-env "$@" \
    --address "127.0.0.1:$SILT_TEMPORAL_PORT" --command-timeout 5s >/dev/null
}

# ready once the namespace is there and keeps histories as long as it should; saying so twice is harmless
temporal_ready() {
  [ -n "$(listener "$SILT_TEMPORAL_PORT")" ] &&
    temporal_local operator namespace update --namespace default --retention "$TEMPORAL_RETENTION"
}

temporal_start() {
  local exe
  exe=$(temporal_exe) || refuse "Temporal: the temporal command is not on the PATH" "Run deploy/install-native, or set SILT_TEMPORAL_EXE."
  as_service test -x "$exe" || refuse "Temporal: user $SILT_USER cannot run $exe" "Set SILT_TEMPORAL_EXE to a copy that it can, for example in /usr/local/bin."
  # a write-ahead log: with SQLite's own rollback journal a scene costs several times the writes, and the disk bounds the rate
  launch temporal "$exe" server start-dev --db-filename "$TEMPORAL_DB" --sqlite-pragma journal_mode=WAL --ip 127.0.0.1 --port "$SILT_TEMPORAL_PORT" \
    --ui-port "$SILT_TEMPORAL_UI_PORT" --log-level error --disable-config-file --disable-config-env \
    --dynamic-config-value matching.enableFairness=true \
    --search-attribute CampaignId=Keyword --search-attribute MgrsTile=Keyword --search-attribute Sensor=Keyword \
    --search-attribute AcquiredAt=Datetime --search-attribute ProductVersion=Keyword --search-attribute Outcome=Keyword
}
