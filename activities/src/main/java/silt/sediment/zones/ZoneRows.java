package silt.sediment.zones;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The file in which zone statistics travel from the sediment step to the load step: one JSON object
 * a line, gzipped, UTF-8. The same rows give the same bytes.
 */
public final class ZoneRows {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectWriter WRITER = JSON.writerFor(MeasuredZone.class);
  private static final ObjectReader READER = JSON.readerFor(MeasuredZone.class);

  private ZoneRows() {}

  public static void write(Path file, Iterable<MeasuredZone> rows) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (MeasuredZone row : rows) {
        out.write(WRITER.writeValueAsBytes(row));
        out.write('\n');
      }
    }
  }

  public static List<MeasuredZone> read(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file));
        MappingIterator<MeasuredZone> rows = READER.readValues(in)) {
      return rows.readAll();
    }
  }
}
