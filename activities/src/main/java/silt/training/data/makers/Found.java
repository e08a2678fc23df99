package silt.training.data.makers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import silt.scene.BadInput;

/** Files of real data, found or refused. */
final class Found {

  private Found() {}

  /** A file below the folder of real data. */
  static Path file(Path data, String name) {
    Path file = data.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "real data: " + file + " is missing",
          "Give --data the folder that holds " + name.substring(0, name.indexOf('/')) + ".");
    }
    return file;
  }

  /** The one file of a folder of real data whose name ends so. */
  static Path endingWith(Path data, String folder, String ending) {
    Path in = data.resolve(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(in, "*" + ending)) {
      Iterator<Path> files = found.iterator();
      if (files.hasNext()) {
        return files.next();
      }
    } catch (NoSuchFileException missing) {
      // the line below tells the same
    } catch (IOException failed) {
      throw new UncheckedIOException(in + " cannot be read", failed);
    }
    throw new BadInput(
        "real data: " + in + " holds no file *" + ending,
        "Give --data the folder that holds " + folder + " whole.");
  }

  static List<CSVRecord> rows(Path csv) {
    CSVFormat withHeader = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = withHeader.parse(Files.newBufferedReader(csv))) {
      return rows.getRecords();
    } catch (IOException failed) {
      throw new UncheckedIOException(csv + " cannot be read", failed);
    }
  }
}
