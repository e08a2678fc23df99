package silt.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.locationtech.jts.geom.Envelope;
import silt.db.ExtractedRow;

/**
 * GeoParquet 1.1.0, by DuckDB: rows wait in a database beside the file, which is written of it at
 * the end, when the extent that its metadata tells is known. Coordinates are longitude and latitude
 * (OGC:CRS84, the format's default); {@code bbox} is the covering that the specification describes.
 */
final class GeoParquetFile implements RowFile {

  private static final String MEMORY = "400MB";

  private final Path file;
  private final Path waiting;
  private final About about;
  private final List<Column> columns;
  private final Tally tally;
  private final DuckDBConnection duck;
  private final DuckDBAppender rows;

  /**
   * @param tally which holds the shape of the row that it was given last
   */
  GeoParquetFile(Path file, About about, List<Column> columns, Tally tally) throws IOException {
    this.file = file;
    this.waiting = file.resolveSibling("waiting.duckdb");
    this.about = about;
    this.columns = columns;
    this.tally = tally;
    try {
      duck = DriverManager.getConnection("jdbc:duckdb:" + waiting).unwrap(DuckDBConnection.class);
    } catch (SQLException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
    try {
      run("set memory_limit = '" + MEMORY + "'");
      run("set threads = 2");
      run("set temp_directory = '" + quoted(file.resolveSibling("spilled").toString()) + "'");
      run("set TimeZone = 'UTC'");
      run("create table observation (" + definitions() + ")");
      rows = duck.createAppender("observation");
    } catch (SQLException failed) {
      close();
      throw new IOException(failed.getMessage(), failed);
    }
  }

  private String definitions() {
    return Stream.concat(
            columns.stream().map(column -> '"' + column.name() + "\" " + type(column)),
            Stream.of("xmin double, ymin double, xmax double, ymax double, wkb blob"))
        .collect(Collectors.joining(", "));
  }

  private static String type(Column column) {
    return switch (column.type()) {
      case TEXT -> "varchar";
      case TIME -> "bigint";
      case REAL -> "double";
      case FLOAT -> "float";
      case INTEGER -> "integer";
      case BOOLEAN -> "boolean";
    };
  }

  @Override
  public void add(ExtractedRow row) throws IOException {
    try {
      rows.beginRow();
      for (Column column : columns) {
        append(column, column.value().apply(row));
      }
      Envelope box = tally.shape().getEnvelopeInternal();
      rows.append(box.getMinX()).append(box.getMinY()).append(box.getMaxX()).append(box.getMaxY());
      rows.append(row.zone().wkb());
      rows.endRow();
    } catch (SQLException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }

  private void append(Column column, Object value) throws SQLException {
    switch (column.type()) {
      case TEXT -> rows.append((String) value);
      case TIME ->
          rows.append(
              ChronoUnit.MICROS.between(java.time.Instant.EPOCH, (java.time.Instant) value));
      case REAL -> rows.append((Double) value);
      case FLOAT -> rows.append((Float) value);
      case INTEGER -> rows.append((Integer) value);
      case BOOLEAN -> rows.append((Boolean) value);
    }
  }

  @Override
  public void finish(Tally whole) throws IOException {
    String names =
        columns.stream()
            .map(
                column ->
                    switch (column.type()) {
                      case TIME -> "make_timestamptz(" + column.name() + ") as " + column.name();
                      default -> column.name();
                    })
            .collect(Collectors.joining(", "));
    try {
      rows.close();
      run(
          """
          copy (select %s,
                       struct_pack(xmin := xmin, ymin := ymin, xmax := xmax, ymax := ymax) as bbox,
                       wkb as geometry
                from observation)
          to '%s' (format parquet, compression zstd, kv_metadata {geo: '%s', silt: '%s'})
          """
              .formatted(names, quoted(file.toString()), quoted(geo(whole)), quoted(silt())));
      duck.close();
    } catch (SQLException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }

  /** As <a href="https://geoparquet.org/releases/v1.1.0/">GeoParquet 1.1.0</a> has it. */
  private static String geo(Tally whole) throws JsonProcessingException {
    JsonMapper json = new JsonMapper();
    ObjectNode geo = json.createObjectNode();
    geo.put("version", "1.1.0").put("primary_column", "geometry");
    ObjectNode geometry = geo.putObject("columns").putObject("geometry");
    geometry.put("encoding", "WKB");
    ArrayNode types = geometry.putArray("geometry_types");
    whole.geometryTypes().forEach(types::add);
    Envelope box = whole.box();
    geometry
        .putArray("bbox")
        .add(box.getMinX())
        .add(box.getMinY())
        .add(box.getMaxX())
        .add(box.getMaxY());
    ObjectNode covering = geometry.putObject("covering").putObject("bbox");
    for (String side : List.of("xmin", "ymin", "xmax", "ymax")) {
      covering.putArray(side).add("bbox").add(side);
    }
    return json.writeValueAsString(geo);
  }

  /** What else a reader of this file alone should know. */
  private String silt() throws JsonProcessingException {
    JsonMapper json = new JsonMapper();
    ObjectNode known = json.createObjectNode();
    known.put("title", about.title());
    ObjectNode meanings = known.putObject("columns");
    columns.forEach(column -> meanings.put(column.name(), column.meaning(about)));
    return json.writeValueAsString(known);
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      duck.close();
    } catch (SQLException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }
}
