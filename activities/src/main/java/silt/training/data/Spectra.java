package silt.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import silt.scene.BadInput;

/**
 * Real spectra for augmentation to paste, {@code spectra.csv} of a dataset folder: {@code kind}
 * ({@code cloud}, {@code shadow}, {@code snow}) and a column a band, {@code BLUE} to {@code SWIR2}.
 *
 * @param clouds surface reflectance of opaque cloud, 0..1.6, six bands each
 * @param shadows what a cloud's shadow leaves of the same place's clear reflectance, 0..1.2
 * @param snows surface reflectance of snow, 0..1.6
 */
public record Spectra(List<float[]> clouds, List<float[]> shadows, List<float[]> snows) {

  static final String FILE = "spectra.csv";

  public static final Spectra NONE = new Spectra(List.of(), List.of(), List.of());

  private static final float MOST = 1.6f;

  public Spectra {
    clouds = List.copyOf(clouds);
    shadows = List.copyOf(shadows);
    snows = List.copyOf(snows);
    for (List<float[]> kind : List.of(clouds, shadows, snows)) {
      for (float[] spectrum : kind) {
        if (spectrum.length != DatasetCard.BANDS.size()) {
          throw new IllegalArgumentException("a spectrum has 6 bands, not " + spectrum.length);
        }
        for (float value : spectrum) {
          if (!(value > -0.1f && value <= MOST)) {
            throw new IllegalArgumentException("a spectrum lies in -0.1..1.6, not " + value);
          }
        }
      }
    }
  }

  /** Spectra of all kinds. */
  public int count() {
    return clouds.size() + shadows.size() + snows.size();
  }

  /** Both together. */
  public Spectra and(Spectra other) {
    return new Spectra(
        joined(clouds, other.clouds), joined(shadows, other.shadows), joined(snows, other.snows));
  }

  private static List<float[]> joined(List<float[]> one, List<float[]> other) {
    List<float[]> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  static Spectra read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    List<float[]> clouds = new ArrayList<>();
    List<float[]> shadows = new ArrayList<>();
    List<float[]> snows = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = format.parse(Files.newBufferedReader(file))) {
      for (CSVRecord row : rows) {
        List<float[]> into =
            switch (row.get("kind")) {
              case "cloud" -> clouds;
              case "shadow" -> shadows;
              case "snow" -> snows;
              default -> throw new IllegalArgumentException("kind is " + row.get("kind"));
            };
        float[] spectrum = new float[DatasetCard.BANDS.size()];
        for (int b = 0; b < spectrum.length; b++) {
          spectrum[b] = Float.parseFloat(row.get(DatasetCard.BANDS.get(b).name()));
        }
        into.add(spectrum);
      }
      return new Spectra(clouds, shadows, snows);
    } catch (IllegalArgumentException unfit) {
      throw new BadInput(file + ": " + unfit.getMessage(), "Make the dataset anew.", unfit);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  void write(Path folder) {
    List<String> lines = new ArrayList<>();
    lines.add("kind,BLUE,GREEN,RED,NIR,SWIR1,SWIR2");
    add(lines, "cloud", clouds);
    add(lines, "shadow", shadows);
    add(lines, "snow", snows);
    try {
      Files.write(folder.resolve(FILE), lines);
    } catch (IOException failed) {
      throw new UncheckedIOException(folder.resolve(FILE) + " cannot be written", failed);
    }
  }

  private static void add(List<String> lines, String kind, List<float[]> spectra) {
    for (float[] spectrum : spectra) {
      StringBuilder line = new StringBuilder(kind);
      for (float value : spectrum) {
        line.append(String.format(Locale.ROOT, ",%.4f", value));
      }
      lines.add(line.toString());
    }
  }
}
