package silt.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnmappableCharacterException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import silt.scene.BadInput;

/**
 * A table in text with a line of headings: comma, semicolon, tab or bar between cells, UTF-8 or
 * what spreadsheets write, lines with # passed over. It is streamed, as often as it is asked for.
 */
final class CsvFile {

  private static final String DELIMITERS = ";\t,|";
  private static final Charset SPREADSHEET = Charset.forName("windows-1252");

  private final String what;
  private final Path file;
  private final Charset charset;
  private final char delimiter;
  private final List<String> header;

  /**
   * A row.
   *
   * @param number of its last line in the file, from 1
   */
  record Line(long number, List<String> cells) {}

  private CsvFile(String what, Path file, Charset charset, char delimiter, List<String> header) {
    this.what = what;
    this.file = file;
    this.charset = charset;
    this.delimiter = delimiter;
    this.header = header;
  }

  /**
   * Opens a table.
   *
   * @param what the thing that it holds, e.g. {@code samples}, for refusals
   * @throws BadInput where there is no such file, or none with headings
   */
  static CsvFile open(String what, Path file) {
    String named = what + " " + file;
    try {
      Charset charset = charset(file);
      char delimiter = delimiter(firstLine(file, charset));
      try (BufferedReader reader = reader(file, charset);
          CSVParser parser = format(delimiter).parse(reader)) {
        var rows = parser.iterator();
        if (!rows.hasNext()) {
          throw new BadInput(named + " is empty", "Give a CSV file with a line of headings.");
        }
        List<String> header = cells(rows.next());
        return new CsvFile(named, file, charset, delimiter, header);
      }
    } catch (AccessDeniedException closed) {
      throw new BadInput(
          named + " cannot be read by " + System.getProperty("user.name"),
          "Make it readable: chmod a+r " + file + ".",
          closed);
    } catch (IOException | UncheckedIOException failed) {
      String why = Files.isRegularFile(file) ? " cannot be read" : ": there is no such file";
      throw new BadInput(
          named + (Files.isDirectory(file) ? " is a folder" : why), "Give a CSV file.", failed);
    }
  }

  String what() {
    return what;
  }

  List<String> header() {
    return header;
  }

  /** Whether a comma cannot part cells here, so that one within a number is its decimal mark. */
  boolean commasAreFree() {
    return delimiter != ',';
  }

  /** Hands on every row below the headings that is not blank. */
  void forEach(Consumer<Line> each) {
    try (BufferedReader reader = reader(file, charset);
        CSVParser parser = format(delimiter).parse(reader)) {
      boolean first = true;
      for (CSVRecord row : parser) {
        List<String> cells = cells(row);
        if (!first && cells.stream().anyMatch(cell -> !cell.isEmpty())) {
          each.accept(new Line(parser.getCurrentLineNumber(), cells));
        }
        first = false;
      }
    } catch (UncheckedIOException | CSVException broken) {
      throw new BadInput(
          what + ": its quotes do not match: " + broken.getMessage(), "Mend them.", broken);
    } catch (IOException failed) {
      throw new UncheckedIOException(what + " cannot be read", failed);
    }
  }

  private static CSVFormat format(char delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setCommentMarker('#')
        .setIgnoreEmptyLines(true)
        .get();
  }

  private static List<String> cells(CSVRecord row) {
    List<String> cells = new ArrayList<>(row.size());
    // a non-breaking space is one to people, and none to String.strip
    row.forEach(cell -> cells.add(cell.replace('\u00a0', ' ').strip()));
    return cells;
  }

  private static String firstLine(Path file, Charset charset) throws IOException {
    try (BufferedReader reader = reader(file, charset)) {
      String line = reader.readLine();
      while (line != null && (line.isBlank() || line.startsWith("#"))) {
        line = reader.readLine();
      }
      return line == null ? "" : line;
    }
  }

  /** The mark that parts the headings most often; quoted text does not count. */
  private static char delimiter(String header) {
    String plain = header.replaceAll("\"[^\"]*\"", "");
    char most = ',';
    long times = 0;
    for (char mark : DELIMITERS.toCharArray()) {
      long count = plain.chars().filter(c -> c == mark).count();
      if (count > times) {
        most = mark;
        times = count;
      }
    }
    return most;
  }

  private static BufferedReader reader(Path file, Charset charset) throws IOException {
    CharsetDecoder strict =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), strict));
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }

  private static Charset charset(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] mark = in.readNBytes(2);
      if (mark.length == 2 && (mark[0] & 0xff) + (mark[1] & 0xff) == 0xff + 0xfe) {
        return StandardCharsets.UTF_16;
      }
    }
    try (BufferedReader whole = reader(file, StandardCharsets.UTF_8)) {
      char[] buffer = new char[1 << 16];
      while (whole.read(buffer) >= 0) {
        // only whether it decodes
      }
      return StandardCharsets.UTF_8;
    } catch (MalformedInputException | UnmappableCharacterException notUtf8) {
      return SPREADSHEET;
    }
  }
}
