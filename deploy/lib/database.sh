# shellcheck shell=bash
# PostgreSQL's own tools at the database of the installation, or at the one that SILT_DB_URL names. Needs say.sh, home.sh
# and ports.sh. No password stands on a command line: of the installation they are in its secrets, of any other database
# in PGPASSWORD or the operator's own .pgpass.

# at_database ROLE DATABASE: sets what libpq reads; without a DATABASE the one that SILT_DB_URL names, else silt
at_database() {
  local role=$1 place secret=$SILT_HOME/secrets/$1.password
  export PGCONNECT_TIMEOUT=10 PGUSER=$role
  if [ -n "${SILT_DB_URL:-}" ]; then
    place=${SILT_DB_URL#jdbc:}
    [[ $place =~ ^postgresql://([^/:@]+)(:([0-9]+))?(/([^?]*))?(\?(.*))?$ ]] ||
      refuse "SILT_DB_URL: $place is not of the form jdbc:postgresql://host:port/database" "Passwords are kept apart."
    export PGHOST=${BASH_REMATCH[1]} PGPORT=${BASH_REMATCH[3]:-5432} PGDATABASE=${2:-${BASH_REMATCH[5]:-silt}}
    [[ ${BASH_REMATCH[7]:-} =~ sslmode=([a-z-]+) ]] && export PGSSLMODE=${BASH_REMATCH[1]}
    return 0
  fi
  load_ports
  [ -r "$secret" ] ||
    refuse "$secret: cannot be read by $(id -un)" "Run this as root or as the user of the installation, or set SILT_DB_URL."
  PGPASSWORD=$(<"$secret")
  export PGPASSWORD PGHOST=127.0.0.1 PGPORT=$SILT_DB_PORT PGDATABASE=${2:-silt}
}

need_database() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || refuse "$tool: not installed" "Run deploy/install-native."
  done
  pg_isready -q -t 10 || refuse "database: nothing answers at $PGHOST:$PGPORT" "Run deploy/silt up, or set SILT_DB_URL."
}
