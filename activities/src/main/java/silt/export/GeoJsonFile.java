package silt.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.locationtech.jts.io.geojson.GeoJsonWriter;
import silt.db.ExtractedRow;

/**
 * RFC 7946: one FeatureCollection, a feature a line. Jackson says when a line cannot be written,
 * which GDAL's driver for this format does not.
 */
final class GeoJsonFile implements RowFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final List<Column> columns;
  private final Tally tally;
  private final JsonGenerator out;
  private final GeoJsonWriter shapes = new GeoJsonWriter();
  private Object shapeOf;
  private String shape;

  /**
   * @param tally which holds the shape of the row that it was given last
   */
  GeoJsonFile(Path file, String name, List<Column> columns, Tally tally) throws IOException {
    this.columns = columns;
    this.tally = tally;
    shapes.setEncodeCRS(false);
    shapes.setForceCCW(true);
    out = JSON.getFactory().createGenerator(file.toFile(), JsonEncoding.UTF8);
    out.writeStartObject();
    out.writeStringField("type", "FeatureCollection");
    out.writeStringField("name", name);
    out.writeArrayFieldStart("features");
  }

  @Override
  public void add(ExtractedRow row) throws IOException {
    if (shapeOf != row.zone()) {
      shapeOf = row.zone();
      shape = shapes.write(tally.shape());
    }
    out.writeRaw('\n');
    out.writeStartObject();
    out.writeStringField("type", "Feature");
    out.writeFieldName("geometry");
    out.writeRawValue(shape);
    out.writeObjectFieldStart("properties");
    for (Column column : columns) {
      Object value = column.value().apply(row);
      if (value instanceof java.time.Instant instant) {
        out.writeStringField(column.name(), instant.toString());
      } else {
        out.writePOJOField(column.name(), value);
      }
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  @Override
  public void finish(Tally whole) throws IOException {
    out.writeRaw('\n');
    out.writeEndArray();
    out.writeEndObject();
    out.close();
  }

  @Override
  public void close() throws IOException {
    // what is half done ends as it is; Jackson would close the brackets
    out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    out.close();
  }
}
