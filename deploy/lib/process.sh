# shellcheck shell=bash
# Starts, watches and ends one service. A service is known by its pid file and by what its command line says, so that a
# pid file that survived a reboot never points at somebody else's process. Needs say.sh, home.sh.

pid_file() { echo "$SILT_HOME/run/$1.pid"; }
log_file() { echo "$SILT_HOME/logs/$1.log"; }

# the pid of a running service, or failure
service_pid() { # NAME
  local pid
  pid=$(cat "$(pid_file "$1")" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$("$1_mark")" || return 1
  echo "$pid"
}

rotate() { # LOG: one old generation, once it passes 50 MB; the worker sees to its own while it runs, too
  local bytes
  bytes=$(stat -c %s "$1" 2>/dev/null || echo 0)
  [ "$bytes" -le $((50 * 1024 * 1024)) ] || as_service mv "$1" "$1.1"
}

# The command becomes the leader of a session of its own, as the service user, and its pid is recorded before it starts.
launch() { # NAME COMMAND...
  local name=$1 log
  log=$(log_file "$1")
  shift
  rotate "$log"
  log_start=$(stat -c %s "$log" 2>/dev/null || echo 0) # what stood there before is of an earlier run
  rm -f "$(pid_file "$name")"
  # shellcheck disable=SC2016 # expanded by the inner shell
  become_service setsid bash -c 'echo $$ >"$1"; log=$2; shift 2; exec "$@" </dev/null >>"$log" 2>&1' \
    launch "$(pid_file "$name")" "$log" "$@" 9>&- &
  local waited=0
  until [ -s "$(pid_file "$name")" ] || [ $((waited += 1)) -gt 100 ]; do sleep 0.05; done
}

wait_ready() { # NAME
  local name=$1 limit=${SILT_START_SECONDS:-60} since=$SECONDS
  while [ $((SECONDS - since)) -lt "$limit" ]; do
    service_pid "$name" >/dev/null || start_failed "$name" "ended while starting"
    if "${name}_ready" 2>/dev/null; then return 0; fi
    sleep 0.2
  done
  start_failed "$name" "did not answer within $limit s"
}

start_failed() { # NAME WHAT
  printf 'silt: %s: %s; the end of %s:\n' "$1" "$2" "$(log_file "$1")" >&2
  last_lines <(tail -c "+$((${log_start:-0} + 1))" "$(log_file "$1")") 15
  printf '      Run deploy/silt doctor; more time is given by SILT_START_SECONDS=120.\n' >&2
  exit 1
}

start() { # NAME
  local name=$1 port
  if service_pid "$name" >/dev/null; then
    wait_ready "$name"
    say "$name: running already, pid $(service_pid "$name")"
    return 0
  fi
  for port in $("${name}_ports"); do need_port_free "$port"; done
  "${name}_start"
  wait_ready "$name"
  say "$name: started, pid $(service_pid "$name")"
}

stop() { # NAME
  local name=$1 pid since=$SECONDS limit=${SILT_STOP_SECONDS:-40}
  if ! pid=$(service_pid "$name"); then
    rm -f "$(pid_file "$name")"
    return 0
  fi
  kill -s "$("${name}_stop_signal")" "$pid"
  while service_pid "$name" >/dev/null; do
    if [ $((SECONDS - since)) -ge "$limit" ]; then
      say "$name: still there after $limit s, killing pid $pid"
      kill -KILL "$pid"
      sleep 0.5
      break
    fi
    sleep 0.1
  done
  rm -f "$(pid_file "$name")"
  say "$name: stopped"
}
