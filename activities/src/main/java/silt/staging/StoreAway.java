package silt.staging;

/** A store did not answer, or answered that it is busy: the cause of a failure that may pass. */
public final class StoreAway extends RuntimeException {

  public StoreAway(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
