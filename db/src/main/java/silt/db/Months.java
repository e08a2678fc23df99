package silt.db;

/**
 * The months of {@code monthly_ssc} that are kept in a table. What is not kept yet, or was touched
 * since, the view computes when it is asked, so keeping them is for speed alone.
 */
public final class Months {

  /**
   * So many in a transaction, and a twentieth where a year was attached and all of it is marked.
   */
  private static final int AT_A_TIME = 20_000;

  private static final int MOST_AT_A_TIME = 500_000;

  private final Database database;

  public Months(Database database) {
    this.database = database;
  }

  /**
   * Computes all that are marked, some at a time, each some in a transaction of its own; writers go
   * on meanwhile.
   *
   * @return marks that it took away, 0 or more
   */
  public long keep() {
    int most = (int) Math.min(Math.max(AT_A_TIME, marked() / 20), MOST_AT_A_TIME);
    long taken = 0;
    while (true) {
      int some =
          database.inTransaction(
              connection ->
                  Sql.on(connection, "select keep_months(?)")
                      .with(most)
                      .find(row -> row.getInt(1))
                      .orElseThrow());
      taken += some;
      if (some == 0 || Thread.currentThread().isInterrupted()) {
        return taken;
      }
    }
  }

  /** Months of zones that are marked, count, 0 or more; one may be marked several times. */
  public long marked() {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "select count(*) from zone_month_stale")
                .find(row -> row.getLong(1))
                .orElseThrow());
  }
}
