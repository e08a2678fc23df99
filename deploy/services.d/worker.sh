# shellcheck shell=bash
# The worker: every step of a scene, on this machine. It makes $SILT_HOME/run/worker.ready once it polls its task queues.

worker_mark() { echo "-Dsilt.service=worker -Dsilt.home=$SILT_HOME "; }
worker_ports() { :; }
worker_stop_signal() { echo TERM; }
worker_ready() { [ -e "$SILT_HOME/run/worker.ready" ]; }

# The allocator's settings are worth a factor of two for PyTorch: one arena, and large blocks kept instead of mapped anew.
worker_start() {
  local options=()
  need_app
  read -r -a options <<<"${SILT_WORKER_JAVA_OPTS:--XX:MaxRAMPercentage=35 -XX:MaxDirectMemorySize=512m}"
  as_service rm -f "$SILT_HOME/run/worker.ready"
  launch worker "${COMPUTES[@]}" \
    "$JAVA" -Dsilt.service=worker "-Dsilt.home=$SILT_HOME" "${options[@]}" -XX:+ExitOnOutOfMemoryError \
    -Dai.djl.offline=true --enable-native-access=ALL-UNNAMED "-Djava.library.path=$JNI_PATH" "-Dsilt.readyFile=$SILT_HOME/run/worker.ready" \
    "-Dsilt.log.file=$(log_file worker)" \
    -cp "$SILT_HOME/app/lib/*" silt.worker.WorkerProcess
}
