package silt.training.ssc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import silt.scene.Band;
import silt.scene.Sensor;

/** Water that is brighter in red and near-infrared the more sediment it holds. */
public final class Spectra {

  private Spectra() {}

  /** So many samples of so many organisations, whose bottles err by some. */
  static List<SscSample> of(int groups, int each) {
    Random random = new Random(3);
    List<SscSample> samples = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < each; i++) {
        double tss = Math.exp(Math.log(2) + random.nextDouble() * Math.log(200));
        double measured = tss * Math.exp(0.2 * random.nextGaussian());
        samples.add(
            new SscSample(
                g + "/" + i,
                "data set " + g,
                "group " + g,
                i % 2 == 0 ? Sensor.L30 : Sensor.S30,
                rho(tss),
                measured));
      }
    }
    return samples;
  }

  /** After Nechad's curve, each band with a saturation of its own. */
  static Map<Band, Double> rho(double tss) {
    return Map.of(
        Band.BLUE, 0.02 + 0.05 * tss / (tss + 60),
        Band.GREEN, 0.03 + 0.09 * tss / (tss + 60),
        Band.RED, 0.005 + 0.16 * tss / (tss + 80),
        Band.NIR, 0.001 + 0.2 * tss / (tss + 500));
  }

  /** The three tables of GLORIA, as its makers lay them out, with such water. */
  public static Path gloria(Path folder, int organisations, int each) throws IOException {
    Files.createDirectories(folder);
    StringBuilder meta = new StringBuilder("GLORIA_ID,Organization_ID,Dataset_ID,Site_name\n");
    StringBuilder oli =
        new StringBuilder("\"GLORIA_ID\" \"TSS\" \"x440\" \"x490\" \"x560\" \"x660\" \"x850\"\n");
    StringBuilder msi =
        new StringBuilder("\"GLORIA_ID\" \"TSS\" \"x440\" \"x490\" \"x560\" \"x660\" \"x865\"\n");
    for (SscSample s : of(organisations, each)) {
      String id = "GID_" + s.id().replace('/', '_');
      meta.append(
          id
              + ",org-"
              + s.dataset().replace(' ', '-')
              + ","
              + s.dataset()
              + ",site of "
              + s.group()
              + "\n");
      String line =
          "\"%s\" %.4f %.6f %.6f %.6f %.6f %.6f%n"
              .formatted(
                  id,
                  s.tssMgL(),
                  s.rho(Band.BLUE) / Math.PI,
                  s.rho(Band.BLUE) / Math.PI,
                  s.rho(Band.GREEN) / Math.PI,
                  s.rho(Band.RED) / Math.PI,
                  s.rho(Band.NIR) / Math.PI);
      oli.append(line);
      msi.append(line);
    }
    Files.writeString(folder.resolve("GLORIA_meta_and_lab.csv"), meta);
    Files.writeString(folder.resolve("oli_simulated_filtered.csv"), oli);
    Files.writeString(folder.resolve("sentinel2_simulated_filtered.csv"), msi);
    return folder;
  }
}
