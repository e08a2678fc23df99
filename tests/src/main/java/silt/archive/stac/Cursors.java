package silt.archive.stac;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import silt.archive.InvalidParameter;

/** Reads back the cursor of a {@code next} link. */
final class Cursors {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Cursors() {}

  static long conceptNumber(String cursor) {
    try {
      // a '+' of base64 arrives as a space where a client does not encode it
      byte[] json = Base64.getDecoder().decode(cursor.replace(' ', '+'));
      return JSON.readTree(json).path("umm").path(2).longValue();
    } catch (IllegalArgumentException | IOException unreadable) {
      throw new InvalidParameter("The provided cursor is not valid.");
    }
  }
}
