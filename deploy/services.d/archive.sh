# shellcheck shell=bash
# The sample archive: NASA's protocols over the scenes in $SILT_HOME/archive.

archive_mark() { echo "-Dsilt.service=archive -Dsilt.home=$SILT_HOME "; }
archive_ports() { echo SILT_ARCHIVE_PORT SILT_ARCHIVE_S3_PORT SILT_ARCHIVE_URS_PORT SILT_ARCHIVE_SIGNED_PORT; }
archive_stop_signal() { echo TERM; }

archive_ready() {
  [ -n "$(listener "$SILT_ARCHIVE_PORT")" ] && [ -n "$(listener "$SILT_ARCHIVE_S3_PORT")" ] && [ -n "$(listener "$SILT_ARCHIVE_URS_PORT")" ]
}

archive_start() {
  need_app
  launch archive "$JAVA" -Dsilt.service=archive "-Dsilt.home=$SILT_HOME" -Xmx512m -XX:+ExitOnOutOfMemoryError \
    -cp "$SILT_HOME/app/lib/*" silt.archive.SampleArchive --root "$SILT_HOME/archive" --port "$SILT_ARCHIVE_PORT" \
    --s3-port "$SILT_ARCHIVE_S3_PORT" --urs-port "$SILT_ARCHIVE_URS_PORT" --signed-port "$SILT_ARCHIVE_SIGNED_PORT"
}
