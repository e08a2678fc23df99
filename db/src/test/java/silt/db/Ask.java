package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL for tests, on a connection of its own. */
final class Ask {

  private Ask() {}

  /** The first column of each row, as text. */
  static List<String> strings(DatabaseAddress as, String question) {
    try (Connection connection = as.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }

  static String one(DatabaseAddress as, String question) {
    return strings(as, question).get(0);
  }

  static long count(DatabaseAddress as, String from) {
    return Long.parseLong(one(as, "select count(*) from " + from));
  }

  /** Runs a statement and fails as the server does. */
  static void run(DatabaseAddress as, String statement) {
    try (Connection connection = as.connect();
        Statement plain = connection.createStatement()) {
      plain.execute(statement);
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }
}
