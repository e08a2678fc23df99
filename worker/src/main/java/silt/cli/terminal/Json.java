package silt.cli.terminal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.geojson.GeoJsonWriter;

/** What {@code --json} prints: one document, times in ISO 8601, absent values as null. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addSerializer(Geometry.class, new AsGeoJson()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .serializationInclusion(JsonInclude.Include.ALWAYS)
          .build();

  private Json() {}

  /** Longitude and latitude, as RFC 7946 writes them. */
  private static final class AsGeoJson extends JsonSerializer<Geometry> {
    @Override
    public void serialize(Geometry shape, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      GeoJsonWriter writer = new GeoJsonWriter();
      writer.setEncodeCRS(false);
      out.writeRawValue(writer.write(shape));
    }
  }

  /** Prints records, lists and maps of them. */
  public static void print(Terminal terminal, Object document) {
    terminal.say(text(document));
  }

  /** A document on one line, for a stream of them. */
  public static String line(Object document) {
    try {
      return MAPPER
          .writer()
          .without(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own records are JSON", impossible);
    }
  }

  /** Indented, for a file. */
  public static String text(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own records are JSON", impossible);
    }
  }
}
