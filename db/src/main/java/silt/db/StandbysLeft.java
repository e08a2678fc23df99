package silt.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Has the pool drop a connection to a server that has become a standby since: it answers, so that
 * the pool would hand it out for half an hour more.
 */
final class StandbysLeft implements SQLExceptionOverride {

  // the interface has an Override of its own
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return DatabaseFailure.STANDBY.equals(failure.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
