# shellcheck shell=bash
# Where an installation lives and as whom it runs. As root: /var/lib/silt and the system user silt, so that no service
# has root's rights; as anybody else: ~/.silt and that user. Needs say.sh.

if [ "$(id -u)" = 0 ]; then
  SILT_HOME=${SILT_HOME:-/var/lib/silt}
  SILT_USER=${SILT_USER:-silt}
else
  SILT_HOME=${SILT_HOME:-$HOME/.silt}
  SILT_USER=$(id -un)
fi
SILT_HOME=$(realpath -m -- "$SILT_HOME")
export SILT_HOME SILT_USER

# Subfolders that services write. `app` and `ports.env` are not among them: they belong to whoever installs, and the
# sticky bit of SILT_HOME keeps the service user from replacing what root will execute.
SILT_ROOMS=(archive cache logs models postgres products run staging temporal)

make_user() {
  [ "$(id -u)" = 0 ] || return 0
  id -u "$SILT_USER" >/dev/null 2>&1 && return 0
  useradd --system --user-group --home-dir "$SILT_HOME" --no-create-home --shell /usr/sbin/nologin "$SILT_USER"
  say "user $SILT_USER: created, without a login; services run as it"
}

make_home() {
  local group room place=$SILT_HOME
  make_user
  group=$(id -gn "$SILT_USER")
  if [ "$(id -u)" = 0 ]; then
    until [ -d "$place" ]; do place=$(dirname "$place"); done
    as_service test -x "$place" ||
      refuse "SILT_HOME: $SILT_HOME is closed to user $SILT_USER, as whom the services run" \
        "Choose a folder under one that everybody may enter, for example SILT_HOME=/srv/silt."
    install -d -m 1775 -o root -g "$group" "$SILT_HOME"
  else
    mkdir -p "$SILT_HOME" 2>/dev/null || true
    [ -w "$SILT_HOME" ] ||
      refuse "SILT_HOME: $SILT_HOME cannot be written by $SILT_USER" "Choose another folder: SILT_HOME=DIR deploy/quickstart"
  fi
  for room in "${SILT_ROOMS[@]}"; do
    [ -d "$SILT_HOME/$room" ] || install -d -m 755 -o "$SILT_USER" -g "$group" "$SILT_HOME/$room"
  done
  [ -d "$SILT_HOME/secrets" ] || install -d -m 700 -o "$SILT_USER" -g "$group" "$SILT_HOME/secrets"
}

# Runs COMMAND as the service user, in SILT_HOME, with only those variables of the caller that silt and the libraries
# under it read: what a service does must not hang on the shell that happened to start it.
as_service() { (become_service "$@"); }

become_service() { # the same in place of this shell; nothing passes by a command line, where others could read a token
  local name drop=()
  [ "$(id -u)" != 0 ] || drop=(setpriv --reuid "$SILT_USER" --regid "$(id -g "$SILT_USER")" --init-groups --no-new-privs)
  for name in $(compgen -e); do
    case $name in
      SILT_* | TEMPORAL_* | EARTHDATA_* | AWS_* | MALLOC_* | OMP_* | PYTORCH_* | GDAL_* | PROJ_* | CPL_* | CUDA_* | \
        NVIDIA_* | LD_LIBRARY_PATH | JAVA_HOME | TZ | LANG | LC_* | *_proxy | *_PROXY | SSL_CERT_*) ;;
      *) export -n "${name?}" ;;
    esac
  done
  export HOME=$SILT_HOME USER=$SILT_USER LOGNAME=$SILT_USER PATH=/usr/local/bin:/usr/bin:/bin
  export DJL_CACHE_DIR=$SILT_HOME/cache/djl
  cd "$SILT_HOME" 2>/dev/null || cd /
  exec "${drop[@]}" "$@"
}

# Passwords are made once, here, and read by whoever may read the folder: the service user, and root.
make_secrets() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  as_service bash -c 'umask 077
    for role in postgres silt_owner silt_writer silt_reader; do
      file=$SILT_HOME/secrets/$role.password
      [ -s "$file" ] || { head -c 24 /dev/urandom | base64 | tr "+/" "-_" >"$file.new" && mv "$file.new" "$file"; }
    done'
}

need_space() { # GIGABYTES: refuses when less is free under SILT_HOME
  local free_kb least=${SILT_MIN_FREE_GB:-$1}
  free_kb=$(df -k --output=avail "$SILT_HOME" | tail -n 1 | tr -d ' ')
  [ "$free_kb" -ge $((least * 1024 * 1024)) ] ||
    refuse "disk: $((free_kb / 1024)) MB free under $SILT_HOME, and silt wants $least GB" \
      "Free some space, choose SILT_HOME on another disk, or lower the limit with SILT_MIN_FREE_GB."
}
