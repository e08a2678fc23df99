package silt.export;

import java.io.IOException;
import silt.db.ExtractedRow;

/** A file that takes one row after the other, zones in the order of their ids, oldest first. */
interface RowFile extends AutoCloseable {

  void add(ExtractedRow row) throws IOException;

  /**
   * Ends the file whole.
   *
   * @param tally of all rows that were added
   */
  void finish(Tally tally) throws IOException;

  /** Lets go of what is open; after {@link #finish} nothing is. */
  @Override
  void close() throws IOException;
}
