package silt.sediment.zones;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The file in which zone statistics travel from the sediment step to the load step: one JSON object
 * a line, gzipped, UTF-8. The same rows give the same bytes. There may be millions, and so both
 * ways a row is in hand only while it passes.
 */
public final class ZoneRows {

  private static final int BUFFER_BYTES = 1 << 16;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                  .build())
          // a file is not a conversation: nobody waits for a line
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .build();
  private static final ObjectWriter WRITER =
      JSON.writerFor(MeasuredZone.class).withRootValueSeparator("\n");
  private static final ObjectReader READER = JSON.readerFor(MeasuredZone.class);
  private static final String SET = "{\"zoneSet\":\"";

  private ZoneRows() {}

  /** Whatever makes rows, one by one. */
  public interface Telling {
    void to(Consumer<MeasuredZone> each);
  }

  public static void write(Path file, Telling rows) throws IOException {
    try (OutputStream out = new FastGzip(new BufferedOutputStream(Files.newOutputStream(file)));
        SequenceWriter lines = WRITER.writeValues(out)) {
      rows.to(
          row -> {
            try {
              lines.write(row);
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  /** All rows of a file that is known to be small. */
  public static List<MeasuredZone> read(Path file) throws IOException {
    try (Stream<MeasuredZone> rows = stream(file)) {
      return rows.toList();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  /** All rows, to be closed; reading on may throw {@link UncheckedIOException}. */
  public static Stream<MeasuredZone> stream(Path file) throws IOException {
    return lines(file).map(ZoneRows::row);
  }

  /** Those of one zone set, as {@link #stream(Path)}. */
  public static Stream<MeasuredZone> stream(Path file, String zoneSet) throws IOException {
    return lines(file)
        // a line of another set need not be understood
        .filter(line -> !line.startsWith(SET) || line.startsWith(zoneSet, SET.length()))
        .map(ZoneRows::row)
        .filter(row -> row.zoneSet().equals(zoneSet));
  }

  private static Stream<String> lines(Path file) throws IOException {
    GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER_BYTES);
    return reader
        .lines()
        .filter(line -> !line.isEmpty())
        .onClose(
            () -> {
              try {
                reader.close();
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
  }

  private static MeasuredZone row(String line) {
    try {
      return READER.readValue(line);
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** The file lives for minutes: it is written fast rather than small. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
