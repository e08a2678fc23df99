package silt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import silt.db.Coverage;
import silt.db.DatabaseAddress;

/**
 * A project of QGIS over the views for maps: rivers coloured by SSC, with a time slider that steps
 * by months. QGIS itself made the template ({@code deploy/qgis/make-template.py}); here it is told
 * the database, the place and the time. It holds no password.
 */
final class QgisProject {

  private static final String TEMPLATE = "silt.qgs";

  /** Round what is shown, as a share of its size. */
  private static final double MARGIN = 0.05;

  /** A single point has no size, degrees. */
  private static final double LEAST_MARGIN = 0.01;

  private QgisProject() {}

  /** How libpq reaches the server by what the user's own files say. */
  static String byService(String service) {
    return "service=" + quoted(service);
  }

  /**
   * How libpq reaches the server, whose password it finds in the user's own password file or QGIS
   * asks for.
   *
   * @param authcfg id of a configuration in the user's own QGIS; null for none
   */
  static String byAddress(DatabaseAddress reader, String authcfg) {
    String connection =
        "dbname=%s host=%s port=%d"
            .formatted(quoted(reader.database()), quoted(reader.host()), reader.port());
    String sslmode = reader.options().get("sslmode");
    return connection
        + (authcfg == null ? " user=" + quoted(reader.user()) : " authcfg=" + authcfg)
        + (sslmode == null ? "" : " sslmode=" + sslmode);
  }

  /** The project file's content. */
  static String of(String connection, Coverage coverage) {
    Envelope shown = new Envelope(coverage.lonLat());
    shown.expandBy(
        Math.max(LEAST_MARGIN, MARGIN * shown.getWidth()),
        Math.max(LEAST_MARGIN, MARGIN * shown.getHeight()));
    LocalDate from = YearMonth.from(coverage.first().atOffset(ZoneOffset.UTC)).atDay(1);
    LocalDate to = YearMonth.from(coverage.last().atOffset(ZoneOffset.UTC)).plusMonths(1).atDay(1);
    String project = template();
    for (Map.Entry<String, String> told :
        Map.of(
                "@CONNECTION@", escaped(connection),
                "@WEST@", degrees(Math.max(-180, shown.getMinX())),
                "@EAST@", degrees(Math.min(180, shown.getMaxX())),
                // the web's projection ends before the poles
                "@SOUTH@", degrees(Math.max(-85, shown.getMinY())),
                "@NORTH@", degrees(Math.min(85, shown.getMaxY())),
                "@FROM@", from.toString(),
                "@TO@", to.toString())
            .entrySet()) {
      project = project.replace(told.getKey(), told.getValue());
    }
    return project;
  }

  private static String degrees(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  /** As libpq quotes a value. */
  private static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String template() {
    try (InputStream in = QgisProject.class.getResourceAsStream(TEMPLATE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
