package silt.db;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done within one transaction; it may be begun again, so it has no effect outside it. */
@FunctionalInterface
public interface Work<T> {

  T in(Connection connection) throws SQLException;
}
