# shellcheck shell=bash
# Finds a Java of 17 or later. The tests and the build want 17 where there is one; any later one will do.

java_major() { # JAVA_HOME
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# every Java home of this machine, the likeliest first
java_homes() {
  local tool
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  tool=$(command -v javac || command -v java || true)
  [ -z "$tool" ] || dirname "$(dirname "$(readlink -f "$tool")")"
  ls -d /usr/lib/jvm/*17* /usr/lib/jvm/* 2>/dev/null || true
}

find_java() { # TOOL (java or javac), exact major or nothing: prints a Java home with it, or fails
  local home major
  while IFS= read -r home; do
    [ -x "$home/bin/$1" ] || continue
    major=$(java_major "$home")
    if [ -n "${2:-}" ]; then [ "${major:-0}" = "$2" ] || continue; fi
    if [ "${major:-0}" -ge 17 ]; then
      echo "$home"
      return 0
    fi
  done < <(java_homes)
  return 1
}

# The JNI library of GDAL lies where Debian's Java looks; other vendors' do not look there.
export JNI_PATH=/usr/lib/jni:/usr/java/packages/lib:/usr/lib64:/lib64:/lib:/usr/lib

# What computes with libtorch runs as COMPUTES COMMAND...: an allocator that keeps what it has is worth a tenth of the time,
# and threads that wait without spinning five times as much where other work runs beside them.
# shellcheck disable=SC2034
COMPUTES=(
  env MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184
  "OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}"
)
