package silt.fetch;

import io.temporal.failure.ApplicationFailure;

/**
 * What a host of the archive is asked for at most, by all workers together.
 *
 * <p>Both methods wait as long as it takes; a thread that is interrupted meanwhile stops waiting.
 */
public interface HostLimits {

  /** No limit, and nobody is asked. */
  HostLimits NONE =
      host ->
          new Place() {
            @Override
            public void spend(int bytes) {}

            @Override
            public boolean isLost() {
              return false;
            }

            @Override
            public void close() {}
          };

  /**
   * A connection's place at a host; to be closed when the connection is.
   *
   * @param host with its port where that is not 443
   * @throws ApplicationFailure to retry, where no place came free in a long time or the limits
   *     cannot be asked for
   */
  Place place(String host) throws InterruptedException;

  /** The right to one connection. */
  interface Place extends AutoCloseable {

    /**
     * Accounts for bytes that were read, and waits until the next may be.
     *
     * @throws ApplicationFailure to retry, where the limits cannot be asked for
     */
    void spend(int bytes) throws InterruptedException;

    /** Whether the place may be another's by now: the connection must be cut. */
    boolean isLost();

    @Override
    void close();
  }
}
