package silt.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.GranuleId;

/**
 * Writes a granule as an archive keeps it: {@code ROOT/granules/<id>/} with a cloud-optimised
 * GeoTIFF for each band, for {@code Fmask} and the four angles, {@code granule.json}, and the truth
 * in {@code truth/} ({@code <id>.mask.tif}, {@code <id>.ssc.tif}, {@code <id>.dem.tif}, {@code
 * sky.json}).
 *
 * <p>{@code granule.json} comes last: where it is, the granule is complete. The same recipe gives
 * the same bytes.
 */
public final class SceneGenerator {

  /**
   * Raised when the same recipe gives other pixels than before, so that old granules are redone.
   */
  static final String GENERATION = "2";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SceneGenerator() {}

  /** Whether a complete granule of this very recipe lies in the archive. */
  public static boolean isComplete(SceneRecipe recipe, Path root) {
    Path folder = folder(recipe.granule(), root);
    Path made = folder.resolve("truth/recipe.txt");
    try {
      return Files.exists(folder.resolve("granule.json"))
          && Files.exists(made)
          && Files.exists(folder.resolve("truth/sky.json"))
          && Files.readString(made).equals(fingerprint(recipe));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(made + " cannot be read", unreadable);
    }
  }

  /**
   * Makes the granule, whatever lies there.
   *
   * @return its folder
   */
  public static Path write(SceneRecipe recipe, Path root) {
    Path folder = folder(recipe.granule(), root);
    Frame frame = recipe.frame();
    RasterGrid grid = frame.grid(TileCorner.of(recipe.granule().tile()).epsg());
    try (Projection projection = new Projection(grid)) {
      Files.createDirectories(folder.resolve("truth"));
      Files.deleteIfExists(folder.resolve("granule.json"));
      SunPosition sun = sunOverWorld(recipe, projection);
      SceneRenderer renderer = new SceneRenderer(recipe, frame, sun);
      RenderedScene scene = renderer.render();
      int cloudPercent = (int) Math.round(100 * scene.shareOf(TruthFlags.CLOUD));
      int coverage = (int) Math.round(100 * scene.coverage());
      Map<String, String> tags = GranuleTags.common(recipe, sun, cloudPercent, coverage);
      JSON.writeValue(folder.resolve("truth/sky.json").toFile(), recipe.sky());
      writeTruth(recipe, scene, renderer.terrain(), grid, folder.resolve("truth"));
      GranuleFiles files = new GranuleFiles(recipe.granule(), grid, tags, folder);
      files.writeFmask(Fmask.of(scene, Dice.seed(recipe.passSeed(), 5)));
      for (int b = 0; b < scene.bands.size(); b++) {
        files.writeBand(scene.bands.get(b), scene.values[b]);
        scene.values[b] = null;
      }
      AngleFiles.write(recipe, frame, projection, files);
      Files.writeString(folder.resolve("truth/recipe.txt"), fingerprint(recipe));
      files.complete(GranuleDescription.of(recipe, frame, projection, cloudPercent));
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be written", failed);
    }
  }

  static Path folder(GranuleId granule, Path root) {
    return root.resolve("granules").resolve(granule.text());
  }

  private static String fingerprint(SceneRecipe recipe) {
    return "generation " + GENERATION + "\n" + recipe + "\n";
  }

  /** One sun for the whole pass, so that tiles agree where they overlap. */
  static SunPosition sunOverWorld(SceneRecipe recipe, Projection projection) {
    WorldParameters world = recipe.world().parameters();
    double[] middle = projection.toLonLat(world.anchorX(), world.anchorY());
    return SunPosition.at(recipe.time(), middle[0], middle[1]);
  }

  private static void writeTruth(
      SceneRecipe recipe, RenderedScene scene, Terrain terrain, RasterGrid grid, Path folder) {
    try (CogWriter writer = CogWriter.ofBytes(grid)) {
      writer
          .level(1)
          .overviews("NONE")
          .nodata(TruthFlags.NODATA)
          .description("truth: 1 water, 2 cloud shadow, 4 cloud, 8 snow or ice, 16 terrain shade")
          .write(grid.whole(), scene.truth)
          .save(folder.resolve(recipe.granule() + ".mask.tif"));
    }
    try (CogWriter writer = CogWriter.ofFloats(grid)) {
      writer
          .level(1)
          .overviews("NONE")
          .nodata(Double.NaN)
          .description("true SSC, mg/L")
          .write(grid.whole(), scene.sscMgL)
          .save(folder.resolve(recipe.granule() + ".ssc.tif"));
    }
    short[] metres = new short[scene.frame.pixels()];
    for (int r = 0, i = 0; r < scene.frame.height(); r++) {
      for (int c = 0; c < scene.frame.width(); c++, i++) {
        metres[i] = (short) Math.round(terrain.height(c, r));
      }
    }
    try (CogWriter writer = CogWriter.ofShorts(grid)) {
      writer
          .level(1)
          .overviews("NONE")
          .description("true height, m")
          .write(grid.whole(), metres)
          .save(folder.resolve(recipe.granule() + ".dem.tif"));
    }
  }
}
