package silt.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import silt.mask.MaskNetwork;
import silt.mask.Pace;
import silt.mask.SceneMasks;
import silt.mask.Share;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscPixels;
import silt.simulator.SampleCountry;
import silt.simulator.SceneGenerator;
import silt.simulator.SceneRecipe;
import silt.simulator.Sky;

/** The generated half of {@link MaskWorth}: squares of a scene as zones, truth known to a pixel. */
record SceneWorth(ModelBundle mask, SscModel model) {

  private static final String TRUE_MASK = "true mask";
  private static final int STRIP_ROWS = 256;
  private static final int LEAST_WATER = 10;
  private static final byte CLEAR_WATER = 1;
  private static final int NODATA = 255;

  /** Scenes of either sensor under a clear and under a hazy, partly clouded sky. */
  private static Map<String, SceneRecipe> recipes(int size) {
    Sky clear = new Sky(0.06, 0, 0.004, 0.002);
    Sky hazy = new Sky(0.1, 0.1, 0.016, 0.006);
    Map<String, SceneRecipe> recipes = new LinkedHashMap<>();
    recipes.put("S30 clear", recipe("HLS.S30.T60GVA.2024067T222549.v2.0", clear, size));
    recipes.put("L30 clear", recipe("HLS.L30.T60GVA.2024073T220733.v2.0", clear, size));
    recipes.put("S30 hazy", recipe("HLS.S30.T60GVA.2024077T222549.v2.0", hazy, size));
    recipes.put("L30 hazy", recipe("HLS.L30.T60GVA.2024089T220733.v2.0", hazy, size));
    return recipes;
  }

  private static SceneRecipe recipe(String granule, Sky sky, int size) {
    return new SceneRecipe(
        new GranuleId(granule), 1, SampleCountry.world(), size, sky, 1_600, Optional.empty());
  }

  /** Zones of 10 and of 50 pixels a side, 300 m and 1.5 km. */
  void print(Path archive, int size) {
    System.out.println(
        "\n| scene | zone m | mask | zones | without value | false zones | compared | MAE to truth |"
            + " MAE to the true mask | p90 | false px | missed px |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    recipes(size)
        .forEach(
            (name, recipe) -> {
              if (!SceneGenerator.isComplete(recipe, archive)) {
                SceneGenerator.write(recipe, archive);
              }
              Path folder = archive.resolve("granules").resolve(recipe.granule().text());
              print(name, recipe.granule(), folder);
            });
  }

  private void print(String name, GranuleId granule, Path folder) {
    Path truthMask = folder.resolve("truth").resolve(granule + ".mask.tif");
    Path truthSsc = folder.resolve("truth").resolve(granule + ".ssc.tif");
    try (GeoTiff flags = GeoTiff.open(truthMask);
        GeoTiff values = GeoTiff.open(truthSsc);
        GeoTiff quality = GeoTiff.open(folder.resolve(granule.fileName(Band.FMASK)))) {
      RasterGrid grid = flags.grid();
      byte[] truth = flags.readBytes(1, grid.whole());
      float[] mgL = values.readFloats(1, grid.whole());
      float[] predicted = predicted(granule, folder, grid);
      boolean[] wet = new boolean[truth.length];
      boolean[] all = new boolean[truth.length];
      boolean[] fmask = new boolean[truth.length];
      byte[] bits = quality.readBytes(1, grid.whole());
      for (int i = 0; i < truth.length; i++) {
        wet[i] = truth[i] == CLEAR_WATER;
        all[i] = (truth[i] & 0xff) != NODATA;
        int f = bits[i] & 0xff;
        // water, and neither cloud nor cloud shadow
        fmask[i] = f != Band.FMASK_FILL && (f & 0b101010) == 0b100000;
      }
      Map<String, boolean[]> masks = new LinkedHashMap<>();
      masks.put(TRUE_MASK, wet);
      masks.put("our mask", ours(granule, folder));
      masks.put("Fmask", fmask);
      masks.put("no mask", all);
      for (int side : new int[] {10, 50}) {
        Zones zones = new Zones(grid.width(), grid.height(), side, wet, mgL, predicted);
        zones.print(name, masks);
      }
    }
  }

  private boolean[] ours(GranuleId granule, Path folder) {
    Map<Band, Path> bands = new EnumMap<>(Band.class);
    MaskNetwork.INPUTS.forEach(band -> bands.put(band, folder.resolve(granule.fileName(band))));
    try (MaskNetwork network = MaskNetwork.load(mask, NumericForm.F32, Device.CPU)) {
      Pace pace = Pace.forOneScene(network, new Share(Device.CPU, 2, 1));
      byte[] flags =
          SceneMasks.of(network, pace, bands, Optional.empty(), (what, done, total) -> {})
              .flags()
              .flags();
      boolean[] clear = new boolean[flags.length];
      for (int i = 0; i < clear.length; i++) {
        clear[i] = flags[i] == CLEAR_WATER;
      }
      return clear;
    }
  }

  private float[] predicted(GranuleId granule, Path folder, RasterGrid grid) {
    float[] mgL = new float[grid.whole().pixels()];
    List<GeoTiff> files = new ArrayList<>();
    try {
      for (Band band : model.inputs()) {
        files.add(GeoTiff.open(folder.resolve(granule.fileName(band))));
      }
      for (int row = 0; row < grid.height(); row += STRIP_ROWS) {
        Window strip = new Window(0, row, grid.width(), Math.min(STRIP_ROWS, grid.height() - row));
        short[][] bands = new short[files.size()][];
        for (int b = 0; b < bands.length; b++) {
          bands[b] = files.get(b).readShorts(1, strip);
        }
        boolean[] wanted = new boolean[strip.pixels()];
        Arrays.fill(wanted, true);
        SscPixels pixels = new SscPixels(strip.pixels());
        model.predict(bands, wanted, pixels);
        System.arraycopy(pixels.mgL, 0, mgL, row * grid.width(), strip.pixels());
      }
    } finally {
      files.forEach(GeoTiff::close);
    }
    return mgL;
  }

  /** A scene cut into squares. */
  private record Zones(
      int width, int height, int side, boolean[] wet, float[] truth, float[] predicted) {

    /** Errors are of the zones that every mask gives a value: none looks good by giving up. */
    void print(String scene, Map<String, boolean[]> masks) {
      double[] trueMgL = medians(wet, truth);
      Map<String, double[]> found = new LinkedHashMap<>();
      masks.forEach((title, called) -> found.put(title, medians(called, predicted)));
      boolean[] common = new boolean[trueMgL.length];
      for (int z = 0; z < common.length; z++) {
        int zone = z;
        common[z] =
            !Double.isNaN(trueMgL[z])
                && found.values().stream().noneMatch(mgL -> Double.isNaN(mgL[zone]));
      }
      masks.forEach(
          (title, called) -> {
            double[] mgL = found.get(title);
            double[] toTruth = differences(mgL, trueMgL, common);
            double[] toTrueMask = differences(mgL, found.get(SceneWorth.TRUE_MASK), common);
            System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %d | %d | %d | %d | %.2f | %.2f | %.2f | %d | %d |%n",
                scene,
                side * 30,
                title,
                Arrays.stream(trueMgL).filter(value -> !Double.isNaN(value)).count(),
                count(trueMgL, mgL, false),
                count(trueMgL, mgL, true),
                toTruth.length,
                Arrays.stream(toTruth).average().orElse(Double.NaN),
                Arrays.stream(toTrueMask).average().orElse(Double.NaN),
                MaskWorth.quantile(toTrueMask, 0.9),
                wrong(called, wet),
                wrong(wet, called));
          });
    }

    /** Zones with a true value and none of the mask's, or the other way round. */
    private static int count(double[] trueMgL, double[] mgL, boolean valued) {
      int count = 0;
      for (int z = 0; z < mgL.length; z++) {
        count += Double.isNaN(trueMgL[z]) == valued && Double.isNaN(mgL[z]) != valued ? 1 : 0;
      }
      return count;
    }

    private static double[] differences(double[] some, double[] others, boolean[] where) {
      return IntStream.range(0, some.length)
          .filter(z -> where[z])
          .mapToDouble(z -> Math.abs(some[z] - others[z]))
          .toArray();
    }

    private static long wrong(boolean[] called, boolean[] right) {
      return IntStream.range(0, called.length).filter(i -> called[i] && !right[i]).count();
    }

    /** Of each zone with enough pixels; NaN elsewhere. */
    private double[] medians(boolean[] called, float[] of) {
      int across = (width + side - 1) / side;
      double[] medians = new double[across * ((height + side - 1) / side)];
      for (int z = 0; z < medians.length; z++) {
        double[] values = values(z / across * side, z % across * side, called, of);
        medians[z] = values.length < LEAST_WATER ? Double.NaN : MaskWorth.quantile(values, 0.5);
      }
      return medians;
    }

    private double[] values(int top, int left, boolean[] called, float[] of) {
      double[] values = new double[side * side];
      int count = 0;
      for (int row = top; row < Math.min(height, top + side); row++) {
        for (int column = left; column < Math.min(width, left + side); column++) {
          int i = row * width + column;
          if (called[i] && !Float.isNaN(of[i])) {
            values[count++] = of[i];
          }
        }
      }
      return Arrays.copyOf(values, count);
    }
  }
}
