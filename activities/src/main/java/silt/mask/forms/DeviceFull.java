package silt.mask.forms;

/** A device's memory does not hold the windows that were asked for at once. */
public final class DeviceFull extends RuntimeException {

  DeviceFull(String message, Throwable cause) {
    super(message, cause);
  }
}
