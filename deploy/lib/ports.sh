# shellcheck shell=bash
# The ports of the services: environment before $SILT_HOME/ports.env (what the last `up` used) before the defaults.
# Needs say.sh and home.sh.

declare -A PORT_DEFAULTS=(
  [SILT_DB_PORT]=5633
  [SILT_TEMPORAL_PORT]=7833
  [SILT_TEMPORAL_UI_PORT]=7834
  [SILT_ARCHIVE_PORT]=7835
  [SILT_ARCHIVE_S3_PORT]=7836
  [SILT_ARCHIVE_URS_PORT]=7837
  [SILT_ARCHIVE_SIGNED_PORT]=7838
)

recorded_port() { # NAME; the file is read, never sourced
  [ ! -f "$SILT_HOME/ports.env" ] || sed -n "s/^$1=\([0-9]\{1,5\}\)\$/\1/p" "$SILT_HOME/ports.env" | tail -n 1
}

load_ports() {
  local name value
  for name in "${!PORT_DEFAULTS[@]}"; do
    value=${!name:-$(recorded_port "$name")}
    value=${value:-${PORT_DEFAULTS[$name]}}
    if ! [[ $value =~ ^[0-9]{1,5}$ ]] || [ "$value" -lt 1 ] || [ "$value" -gt 65535 ]; then
      refuse "$name: a port is a number from 1 to 65535, not '$value'" "Set it right, or unset it for ${PORT_DEFAULTS[$name]}."
    fi
    printf -v "$name" '%s' "$value"
    export "${name?}"
  done
}

record_ports() {
  local name
  for name in "${!PORT_DEFAULTS[@]}"; do echo "$name=${!name}"; done | sort >"$SILT_HOME/ports.env.new"
  mv "$SILT_HOME/ports.env.new" "$SILT_HOME/ports.env"
  chmod 644 "$SILT_HOME/ports.env"
}

# the inode of the socket that listens on PORT, on whatever address; nothing when it is free
listener() { # PORT
  awk -v port=":$(printf '%04X' "$1")" '
    $4 == "0A" && substr($2, length($2) - 4) == port { print $10; exit }' /proc/net/tcp* # tcp6 is absent where the kernel has no IPv6
}

# "PID NAME" of the process that holds a socket; nothing when it belongs to somebody whose files we may not see
socket_holder() { # INODE
  local fd pid
  fd=$(find /proc/[0-9]*/fd -lname "socket:\[$1\]" 2>/dev/null | head -n 1 || true)
  [ -n "$fd" ] || return 0
  pid=${fd#/proc/}
  pid=${pid%%/*}
  echo "$pid $(cat "/proc/$pid/comm" 2>/dev/null)"
}

need_port_free() { # VARIABLE
  local inode holder
  inode=$(listener "${!1}")
  [ -n "$inode" ] || return 0
  holder=$(socket_holder "$inode")
  refuse "port ${!1} ($1): in use by ${holder:+process }${holder:-a process that this user may not see}" \
    "Stop it, or choose another port: $1=$((${!1} + 1000)) deploy/silt up"
}
