# shellcheck shell=bash
# Words for the person at the terminal, in one shape everywhere: a step, a long wait, a refusal.
# Nothing is coloured unless standard output is a terminal.

# one clock for all the scripts of a run, so that each line tells the seconds since the first command
export SILT_STARTED_AT=${SILT_STARTED_AT:-$(date +%s)}

elapsed() { echo "$(($(date +%s) - SILT_STARTED_AT))"; }

say() { printf '[%3d s] %s\n' "$(elapsed)" "$*"; }

headline() {
  if [ -t 1 ]; then printf '\n\033[1m%s\033[0m\n' "$*"; else printf '\n%s\n' "$*"; fi
}

# refuse "thing: what is wrong with the value" "the way out"
refuse() {
  printf 'silt: %s%s\n' "$1" "${2:+; $2}" >&2
  exit 2
}

last_lines() { # FILE COUNT
  tail -n "$2" "$1" | cut -c1-300 | sed 's/^/      | /' >&2
}

# Runs COMMAND with its output in LOG. Every 20 seconds a line tells that it still works, and on what; when it fails, the
# end of the log is shown and its status returned. Tick with SILT_TICK_SECONDS.
logged() { # LABEL LOG COMMAND...
  local label=$1 log=$2 pid waited=0 status=0 tick=${SILT_TICK_SECONDS:-20}
  shift 2
  mkdir -p "$(dirname "$log")"
  : >"$log"
  "$@" >>"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    waited=$((waited + 1))
    if [ $((waited % (tick * 5))) = 0 ]; then
      say "$label: $(tail -n 1 "$log" | tr -d '\r\033' | cut -c1-100)"
    fi
  done
  wait "$pid" || status=$?
  if [ "$status" != 0 ]; then
    printf 'silt: %s failed (status %d); the end of %s:\n' "$label" "$status" "$log" >&2
    last_lines "$log" 30
  fi
  return "$status"
}
