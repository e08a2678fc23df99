package silt.training.ssc;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import silt.scene.Band;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscScore;

/**
 * Satellite reflectance beside samples from the rivers Rhine and Meuse within a day: another
 * atmospheric correction, other water, and a table without a licence, so it judges and never
 * trains.
 */
final class SscMatchups {

  static final String FILE = "RMD_sr_plus_ssc_1DAY.csv";

  private SscMatchups() {}

  /** A line for the model with and without its glint correction. */
  static void print(Path file, LogLinear model, PrintStream out) {
    LogLinear asSeen =
        new LogLinear(model.intercept(), model.weights(), model.softening(), 0, model.validRange());
    out.printf(Locale.ROOT, "%nRhine and Meuse, Landsat reflectance, SSC (evaluation only)%n");
    JudgeSsc.line(out, "ours", score(file, model));
    JudgeSsc.line(out, "ours, glint left in", score(file, asSeen));
  }

  private static SscScore score(Path file, LogLinear model) {
    List<Band> inputs = model.inputs();
    List<CSVRecord> rows = records(file);
    short[][] bands = new short[inputs.size()][rows.size()];
    boolean[] wanted = new boolean[rows.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = number(rows.get(i), "ssc") > 0;
      for (int b = 0; b < bands.length; b++) {
        double rho = number(rows.get(i), column(inputs.get(b)));
        wanted[i] &= rho > -1 && rho < 3;
        bands[b][i] = (short) Math.round(rho / Band.REFLECTANCE_SCALE);
      }
    }
    SscPixels ssc = new SscPixels(wanted.length);
    model.predict(bands, wanted, ssc);
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i]) {
        pairs.add(new double[] {Math.log(ssc.mgL[i]), Math.log(number(rows.get(i), "ssc"))});
      }
    }
    return SscScore.of(
        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
        pairs.stream().mapToDouble(pair -> pair[1]).toArray());
  }

  private static String column(Band band) {
    String name = band.name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static double number(CSVRecord row, String column) {
    String text = row.get(column);
    return text.isEmpty() || text.equals("NA") ? Double.NaN : Double.parseDouble(text);
  }

  private static List<CSVRecord> records(Path file) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        var parser = format.parse(reader)) {
      return parser.getRecords();
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }
}
