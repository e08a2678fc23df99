package silt.simulator;

import java.util.Arrays;
import java.util.List;
import silt.simulator.Sediment.Mixture;
import silt.simulator.SensorBand.Kind;

/**
 * Renders what one pass sees of a world, row by row: ground, sun, water, clouds, sensor.
 *
 * <p>S30 goes the way of the real product: land is turned from OLI's bands to MSI's by the inverse
 * of HLS's bandpass adjustment, water is computed at MSI's own wavelengths, and the sum is adjusted
 * to OLI with HLS's slopes and offsets. So both sensors give nearly the same for the same water,
 * but not quite, as in reality.
 */
final class SceneRenderer {

  private final SceneRecipe recipe;
  private final Frame frame;
  private final List<SensorBand> bands;
  private final SunPosition sun;
  private final RiverMap riverMap;
  private final Terrain terrain;
  private final Sunlight sunlight;
  private final Clouds clouds;
  private final LandCover landCover;
  private final Sediment sediment;
  private final Lakes lakes;
  private final Digitiser digitiser;
  private final FractalField sscField;
  private final FractalField hazeField;
  private final FractalField cloudTops;
  private final int width;

  private final float[] height;
  private final float[] cosine;
  private final float[] seen;
  private final float[] slope;
  private final float[] opacity;
  private final float[] cloudSun;
  private final float[] cirrus;
  private final float[] brightness;
  private final float[] haze;
  private final float[] tops;
  private final float[] variation;
  private float[] lake;
  private float[] lakeAbove;
  private final float[] water;
  private final float[][] cover;
  private final float[][] waterRho;
  private final float[] out;

  SceneRenderer(SceneRecipe recipe, Frame frame, SunPosition sun) {
    this.recipe = recipe;
    this.frame = frame;
    this.sun = sun;
    World world = recipe.world();
    bands = SensorBand.of(recipe.granule().sensor());
    width = frame.width();
    int pad = Sunlight.padFor(world.parameters(), sun.zenithDeg());
    List<River> rivers = RiverNetwork.of(world).rivers();
    riverMap = new RiverMap(frame, rivers, pad);
    terrain = new Terrain(world, frame, pad, riverMap);
    sunlight = new Sunlight(terrain, sun);
    clouds = new Clouds(Dice.seed(recipe.passSeed(), 1), recipe.sky(), frame, sun);
    landCover = new LandCover(world, recipe.snowLineM(), width);
    double[] nm = bands.stream().mapToDouble(SensorBand::nm).toArray();
    sediment = new Sediment(world, rivers, recipe.time(), nm);
    digitiser = new Digitiser(recipe, frame);
    lakes = new Lakes(world, width + 1);
    sscField = new FractalField(Dice.seed(recipe.passSeed(), 2), 64, 4, 0.6);
    hazeField = new FractalField(Dice.seed(recipe.passSeed(), 3), 512, 3, 0.5);
    cloudTops = new FractalField(Dice.seed(recipe.passSeed(), 4), 48, 5, 0.65);
    height = new float[width];
    cosine = new float[width];
    seen = new float[width];
    slope = new float[width];
    opacity = new float[width];
    cloudSun = new float[width];
    cirrus = new float[width];
    brightness = new float[width];
    haze = new float[width];
    tops = new float[width];
    variation = new float[width];
    lake = new float[width + 1];
    lakeAbove = new float[width + 1];
    water = new float[width];
    cover = new float[Cover.values().length][width];
    waterRho = new float[bands.size()][width];
    out = new float[width];
  }

  RenderedScene render() {
    RenderedScene scene = new RenderedScene(frame, bands);
    lakes.row(frame.gx(), frame.gy() - 1, width + 1, lake);
    for (int row = 0; row < frame.height(); row++) {
      ground(row);
      waters(row, scene);
      air(row);
      for (int b = 0; b < bands.size(); b++) {
        band(b);
        digitiser.store(row, b, out, scene.values[b]);
      }
      truth(row, scene);
    }
    return scene;
  }

  Terrain terrain() {
    return terrain;
  }

  private void ground(int row) {
    for (int x = 0; x < width; x++) {
      height[x] = terrain.height(x, row);
    }
    sunlight.row(row, cosine, seen, slope);
    landCover.row(frame, row, height, slope, riverMap.bank, row * width, cover, brightness);
  }

  private void waters(int row, RenderedScene scene) {
    float[] swap = lakeAbove;
    lakeAbove = lake;
    lake = lakes.row(frame.gx(), frame.gy() + row, width + 1, swap);
    sscField.row(frame.gx(), frame.gy() + row, width, variation);
    Mixture mixture = new Mixture();
    float glint = (float) recipe.sky().glint();
    for (int x = 0; x < width; x++) {
      int at = row * width + x;
      float gx = lake[x + 1] - lake[x];
      float gy = lake[x] - lakeAbove[x];
      float rise = (float) Math.sqrt(gx * gx + gy * gy) + 1e-4f;
      float inLake = Math.max(0, Math.min(1, 0.5f + lake[x] / rise));
      float inRiver = Math.max(0, Math.min(1, 0.5f - riverMap.bank[at] / (float) Frame.PIXEL_M));
      water[x] = Math.max(inLake, inRiver);
      if (water[x] <= 0) {
        continue;
      }
      if (inRiver > inLake) {
        int where = riverMap.where[at];
        sediment.river(
            where >>> 20, where & 0xfffff, frame.x(x), frame.y(row), variation[x], mixture);
      } else {
        sediment.lake(variation[x], mixture);
      }
      if (water[x] >= 0.5f) {
        scene.sscMgL[at] = mixture.sscMgL();
      }
      float shine = glint * (1 + 0.5f * variation[x]);
      for (int b = 0; b < bands.size(); b++) {
        if (bands.get(b).kind() != Kind.THERMAL) {
          waterRho[b][x] = mixture.reflectance(b) + Math.max(0, shine);
        }
      }
    }
  }

  private void air(int row) {
    clouds.row(row, height, opacity, cloudSun, cirrus);
    hazeField.row(frame.gx(), frame.gy() + row, width, haze);
    cloudTops.row(frame.gx(), frame.gy() + row, width, tops);
    float most = (float) recipe.sky().haze();
    for (int x = 0; x < width; x++) {
      haze[x] = most * Math.max(0, 0.75f + 0.35f * haze[x]);
      tops[x] = Math.max(0.55f, Math.min(1.15f, 0.88f + 0.11f * tops[x]));
    }
  }

  private void band(int b) {
    SensorBand band = bands.get(b);
    if (band.kind() == Kind.THERMAL) {
      thermal(band);
      return;
    }
    int s = band.spectrum();
    Arrays.fill(out, 0);
    for (Cover kind : Cover.values()) {
      float rho = kind.at(s);
      float[] share = cover[kind.ordinal()];
      for (int x = 0; x < width; x++) {
        out[x] += share[x] * rho;
      }
    }
    float direct = Cover.DIRECT[s];
    float diffuse = 1 - direct;
    float flat = 1 / sunlight.levelCosine();
    float toSlope = (float) (1 / band.slope());
    float toOffset = (float) (-band.offset() / band.slope());
    float[] wet = waterRho[b];
    for (int x = 0; x < width; x++) {
      float beam = direct * seen[x] * cloudSun[x];
      float sky = diffuse * (1 + 0.3f * (1 - cloudSun[x])) / (1 + 0.3f * slope[x]);
      float land = (out[x] * brightness[x]) * toSlope + toOffset;
      float lit = land * (beam * Math.min(1.8f, cosine[x] * flat) + sky);
      out[x] = water[x] <= 0 ? lit : lit + water[x] * (wet[x] * (beam + sky) - lit);
    }
    float bright = Cover.CLOUD[s];
    float veil = Cover.haze(s);
    boolean vapour = band.kind() == Kind.VAPOUR;
    boolean high = band.kind() == Kind.CIRRUS;
    for (int x = 0; x < width; x++) {
      float over = opacity[x];
      float below = out[x] + veil * haze[x];
      if (vapour) {
        below *= 0.5f;
      }
      if (high) {
        out[x] = 0.0011f + 0.22f * cirrus[x] + 0.006f * over;
      } else {
        out[x] = below + over * (bright * tops[x] - below);
      }
    }
  }

  private void thermal(SensorBand band) {
    float lapse = 0.0065f;
    float warmth = band.code().equals("B10") ? 25f : 24f;
    for (int x = 0; x < width; x++) {
      float ground =
          warmth
              - lapse * height[x]
              + 6 * (brightness[x] - 1)
              + 5 * cover[Cover.BARE.ordinal()][x]
              - 3 * cover[Cover.FOREST.ordinal()][x]
              - 20 * cover[Cover.SNOW.ordinal()][x]
              + 4 * (Math.min(1.8f, cosine[x] / sunlight.levelCosine()) * cloudSun[x] - 1);
      ground += water[x] * (warmth - 7 - ground);
      float top = 15 - lapse * clouds.lowestM() - 40 * cirrus[x];
      out[x] = ground + opacity[x] * (top - ground);
    }
  }

  private void truth(int row, RenderedScene scene) {
    double y = frame.y(row);
    float[] snow = cover[Cover.SNOW.ordinal()];
    for (int x = 0; x < width; x++) {
      int at = row * width + x;
      if (recipe.swath().isPresent() && !recipe.swath().get().sees(frame.x(x), y)) {
        scene.truth[at] = (byte) TruthFlags.NODATA;
        scene.sscMgL[at] = Float.NaN;
        continue;
      }
      scene.truth[at] =
          (byte)
              TruthFlags.of(water[x], snow[x] * (1 - water[x]), opacity[x], cloudSun[x], seen[x]);
      scene.opacity[at] = (byte) (200 * opacity[x]);
      scene.waterShare[at] = (byte) (200 * water[x]);
      scene.haze[at] = (byte) Math.min(255, 2_000 * haze[x]);
    }
  }
}
