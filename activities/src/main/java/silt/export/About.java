package silt.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import silt.db.ExtractQuestion;
import silt.db.ProductRow;
import silt.db.ZoneSetRow;
import silt.load.CodeVersion;

/**
 * What is known of a file before its first row.
 *
 * @param meanings of the columns by their names, with units, as the database comments them
 * @param flagNames of the bits of {@code flags}, lowest first
 * @param writtenAt when the file was asked for
 */
record About(
    ExtractQuestion question,
    ZoneSetRow zoneSet,
    ProductRow product,
    Map<String, String> meanings,
    List<String> flagNames,
    CodeVersion build,
    Instant writtenAt) {

  About {
    meanings = Map.copyOf(meanings);
    flagNames = List.copyOf(flagNames);
  }

  String title() {
    return "Suspended-sediment concentration of "
        + zoneSet.name()
        + " from HLS v2.0, product version "
        + product.name();
  }
}
