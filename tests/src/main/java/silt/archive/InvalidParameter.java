package silt.archive;

/** A request that the service refuses with status 400 and {@code {"errors": [message]}}. */
public final class InvalidParameter extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidParameter(String message) {
    super(message);
  }
}
