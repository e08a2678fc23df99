package silt.training.data.makers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Part;
import silt.training.data.PathRadiance;

/**
 * The two hand-labelled 512 x 512 images of DLR's ukis-csmask: six bands of reflectance at the top
 * of the atmosphere, and one class a pixel.
 *
 * <p>An image that judges is one chip. One that trains is three: its upper half and its lower left
 * quarter train, the lower right quarter chooses.
 */
final class CloudShadow {

  private static final List<String> IMAGES = List.of("sentinel2", "landsat5");
  private static final String FOLDER = "cloud-shadow-chips";
  private static final String LICENCE = "Apache-2.0";
  private static final int SHADOW = 0;
  private static final int LAND = 3;
  private static final int CLOUD = 4;
  private static final double BRIGHTEST = 3;

  private final Path data;
  private final String judge;

  CloudShadow(Path data, String judge) {
    if (judge != null && !IMAGES.contains(judge)) {
      throw new BadInput(
          "--judge " + judge + ": there is no such image",
          "Give " + String.join(" or ", IMAGES) + ".");
    }
    this.data = data;
    this.judge = judge;
  }

  DatasetCard writeTo(DatasetWriter out, IntConsumer told) {
    int written = 0;
    for (String image : IMAGES) {
      Chip whole = read(image);
      double path = PathRadiance.share(whole.bands()[0]);
      Named named = Named.surface(image, image, image, FOLDER, LICENCE).in(Part.JUDGE).toa(path);
      if (image.equals(judge)) {
        out.add(named, whole);
        told.accept(++written);
        continue;
      }
      int w = whole.width() / 2;
      int h = whole.height() / 2;
      out.add(named.piece("top", Part.TRAIN), whole.part(0, 0, whole.width(), h));
      out.add(named.piece("lower-left", Part.TRAIN), whole.part(0, h, w, h));
      out.add(named.piece("lower-right", Part.CHOOSE), whole.part(w, h, w, h));
      told.accept(written += 3);
    }
    return card();
  }

  private Chip read(String image) {
    Path file = Found.file(data, FOLDER + "/" + image + ".npz");
    Npz.Array reflectance = Npz.read(file, "img");
    int[] labels = Arrays.stream(Npz.read(file, "msk").values()).mapToInt(v -> (int) v).toArray();
    int height = reflectance.shape()[0];
    int width = reflectance.shape()[1];
    short[][] bands = new short[DatasetCard.BANDS.size()][width * height];
    byte[][] truth = new byte[MaskClass.values().length][width * height];
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    for (int i = 0; i < labels.length; i++) {
      for (int b = 0; b < bands.length; b++) {
        double seen = reflectance.values()[i * bands.length + b];
        bands[b][i] = (short) Math.round(Math.min(seen, BRIGHTEST) * 10_000);
      }
      truth[MaskClass.CLOUD.ordinal()][i] = (byte) (labels[i] == CLOUD ? 1 : 0);
      truth[MaskClass.CLOUD_SHADOW.ordinal()][i] =
          labels[i] == CLOUD ? Chip.UNKNOWN : (byte) (labels[i] == SHADOW ? 1 : 0);
      // what it calls water is as bright in the near infrared as land: banks and mixed pixels
      if (labels[i] == LAND) {
        truth[MaskClass.WATER.ordinal()][i] = 0;
      }
    }
    return new Chip(width, height, bands, truth);
  }

  private DatasetCard card() {
    return DatasetCard.of(
        FOLDER,
        "silt dataset make cloud-shadow" + (judge == null ? "" : " --judge " + judge),
        "hand labels: cloud; shadow where no cloud hides it; no water on what is labelled land",
        List.of(LICENCE),
        List.of("DLR ukis-csmask hand-labelled cloud and shadow images, Apache-2.0"),
        Map.of(),
        List.of(
            "Reflectance is of the top of the atmosphere; column path of the index is the share of"
                + " Rayleigh's light that the whole image's dark objects show.",
            "The label water is not believed: it is as bright in the near infrared as land."));
  }
}
