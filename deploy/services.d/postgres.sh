# shellcheck shell=bash
# PostgreSQL: a private cluster in $SILT_HOME/postgres; the system's own cluster, if any, is left alone.

POSTGRES_DATA=$SILT_HOME/postgres/data

# the programs of the cluster's own version, else 15 (Debian 12), else the newest there is
postgres_bin() {
  local version
  version=$(cat "$POSTGRES_DATA/PG_VERSION" 2>/dev/null || echo 15)
  if [ -x "/usr/lib/postgresql/$version/bin/postgres" ]; then
    echo "/usr/lib/postgresql/$version/bin"
  elif [ -s "$POSTGRES_DATA/PG_VERSION" ]; then
    refuse "PostgreSQL: the cluster in $POSTGRES_DATA is of version $version, which is not installed" \
      "apt-get install postgresql-$version postgresql-$version-postgis-3"
  elif [ -d /usr/lib/postgresql ]; then
    find /usr/lib/postgresql -path '*/bin/postgres' -printf '%h\n' | sort -V | tail -n 1
  fi
}

postgres_mark() { echo "postgres -D $POSTGRES_DATA "; }
postgres_ports() { echo SILT_DB_PORT; }
postgres_stop_signal() { echo INT; } # "fast": sessions are ended, nothing is lost
postgres_ready() { "$(postgres_bin)/pg_isready" -q -t 2 -h 127.0.0.1 -p "$SILT_DB_PORT"; }

postgres_start() {
  local bin socket_dir=$SILT_HOME/run
  bin=$(postgres_bin)
  [ -n "$bin" ] || refuse "PostgreSQL: not installed" "Run deploy/install-native."
  [ -s "$POSTGRES_DATA/PG_VERSION" ] || postgres_create "$bin"
  [ ${#socket_dir} -le 80 ] || socket_dir='' # a socket's path has at most 107 bytes; TCP always works
  postgres_forget_dead
  launch postgres "$bin/postgres" -D "$POSTGRES_DATA" -p "$SILT_DB_PORT" -k "$socket_dir" \
    -c listen_addresses=127.0.0.1 -c cluster_name=silt -c timezone=UTC -c log_timezone=UTC
}

# made beside its place and moved there, so that an interrupted start leaves no half cluster
postgres_create() { # BIN
  say "postgres: creating the cluster in $POSTGRES_DATA"
  as_service rm -rf "$POSTGRES_DATA" "$POSTGRES_DATA.new"
  as_service "$1/initdb" -D "$POSTGRES_DATA.new" -U postgres -E UTF8 --locale=C.UTF-8 --auth=scram-sha-256 \
    --pwfile="$SILT_HOME/secrets/postgres.password" >/dev/null
  as_service mv "$POSTGRES_DATA.new" "$POSTGRES_DATA"
}

# when this machine, or this container, came up: seconds since 1970
machine_started() {
  local ticks
  ticks=$(sed 's/.*) //' /proc/1/stat | cut -d' ' -f20)
  echo $(($(awk '$1 == "btime" { print $2 }' /proc/stat) + ticks / $(getconf CLK_TCK)))
}

# PostgreSQL will not start while the pid in one of its lock files is anybody's. A lock from before the machine came up is
# removed, for its pid may be a stranger's now. A later one is PostgreSQL's own to judge, by the memory that children of a
# killed server still share; here only the server itself is given time to vanish.
postgres_forget_dead() {
  local lock pid tries=0
  for lock in "$POSTGRES_DATA/postmaster.pid" "$SILT_HOME/run/.s.PGSQL.$SILT_DB_PORT.lock"; do
    [ -e "$lock" ] || continue
    if [ "$(stat -c %Y "$lock")" -lt "$(machine_started)" ]; then
      rm -f "$lock"
      continue
    fi
    pid=$(head -n 1 "$lock")
    while [ -e "/proc/${pid#-}" ] && [ $((tries += 1)) -le 100 ]; do sleep 0.1; done
  done
}
