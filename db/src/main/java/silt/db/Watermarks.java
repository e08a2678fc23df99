package silt.db;

import java.time.Instant;
import java.util.Optional;

/** How far the daily ingest has read each collection; a mark never moves back. */
public final class Watermarks {

  private final Database database;

  public Watermarks(Database database) {
    this.database = database;
  }

  /** Granules revised before this time have been read; empty where none was. */
  public Optional<Instant> find(String archive, String collection) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    "select revised_until from ingest_watermark where archive = ? and collection = ?")
                .with(archive, collection)
                .find(row -> Sql.instant(row, "revised_until")));
  }

  /** Moves the mark forward; an earlier time leaves it where it is. */
  public void advance(String archive, String collection, Instant revisedUntil) {
    database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    insert into ingest_watermark as w (archive, collection, revised_until)
                    values (?, ?, ?)
                    on conflict (archive, collection) do update
                      set revised_until = excluded.revised_until, updated_at = now()
                      where w.revised_until < excluded.revised_until
                    """)
                .with(archive, collection, revisedUntil)
                .update());
  }
}
