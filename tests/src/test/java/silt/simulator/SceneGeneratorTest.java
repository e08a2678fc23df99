package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.GeoTiff;

class SceneGeneratorTest {

  @TempDir private Path root;

  private static SceneRecipe recipe(String granule) {
    return TinyWorlds.under(new Sky(0.2, 0, 0.005, 0.002), granule, TinyWorlds.world(3, 800), 96);
  }

  @Test
  void bandsAreCloudOptimisedAndTaggedAsRealOnes() {
    Path folder = SceneGenerator.write(recipe(TinyWorlds.S30), root);

    try (GeoTiff red = GeoTiff.open(folder.resolve(TinyWorlds.S30 + ".B04.tif"))) {
      assertThat(red.isCloudOptimised()).isTrue();
      assertThat(red.nodata(1)).hasValue(-9999);
      assertThat(red.grid().originX()).isEqualTo(399_960);
      assertThat(red.grid().originY()).isEqualTo(-4_399_980);
      assertThat(red.grid().crsWkt()).contains("UTM zone 60N");
      assertThat(red.tags())
          .containsEntry("MSI band 04 bandpass adjustment slope and offset", "0.976100, 0.001000")
          .containsEntry("_FillValue", "-9999")
          .containsEntry("spatial_coverage", "100")
          .containsKeys("NBAR_SOLAR_ZENITH", "MEAN_SUN_AZIMUTH_ANGLE", "cloud_coverage");
    }
  }

  @Test
  void aGranuleHasEveryFileOfItsSensor() throws IOException {
    assertThat(filesOf(SceneGenerator.write(recipe(TinyWorlds.S30), root)))
        .hasSize(13 + 1 + 4 + 1)
        .contains(TinyWorlds.S30 + ".B8A.tif", TinyWorlds.S30 + ".VAA.tif", "granule.json");
    assertThat(filesOf(SceneGenerator.write(recipe(TinyWorlds.L30), root)))
        .hasSize(10 + 1 + 4 + 1)
        .contains(TinyWorlds.L30 + ".B11.tif", TinyWorlds.L30 + ".Fmask.tif");
  }

  @Test
  void theSameRecipeGivesTheSameBytes() throws IOException {
    Path one = SceneGenerator.write(recipe(TinyWorlds.L30), root.resolve("one"));
    Path other = SceneGenerator.write(recipe(TinyWorlds.L30), root.resolve("other"));

    for (String name : filesOf(one)) {
      assertThat(Files.mismatch(one.resolve(name), other.resolve(name))).as(name).isEqualTo(-1);
    }
  }

  @Test
  void aGranuleIsCompleteOnlyForTheRecipeThatMadeIt() {
    SceneRecipe recipe = recipe(TinyWorlds.L30);
    assertThat(SceneGenerator.isComplete(recipe, root)).isFalse();

    SceneGenerator.write(recipe, root);

    assertThat(SceneGenerator.isComplete(recipe, root)).isTrue();
    SceneRecipe clearer = TinyWorlds.clear(TinyWorlds.L30, recipe.world(), 96);
    assertThat(SceneGenerator.isComplete(clearer, root)).isFalse();
  }

  @Test
  void theDescriptionHoldsAFootprintOfTheSeenPart() throws IOException {
    SceneRecipe edge =
        TinyWorlds.withSwath(new Swath(401_400, -4_401_400, false), TinyWorlds.world(3, 0), 96);
    Path folder = SceneGenerator.write(edge, root);

    JsonNode described = new ObjectMapper().readTree(folder.resolve("granule.json").toFile());

    JsonNode ring = described.at("/footprint/coordinates/0");
    assertThat(ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
    assertThat(ring).hasSize(5);
    assertThat(ring.get(0).get(0).asDouble()).isBetween(175.8, 175.9);
    assertThat(ring.get(0).get(1).asDouble()).isBetween(-39.8, -39.7);
    assertThat(described.get("conceptId").asText()).matches("G\\d{10}-LPCLOUD");
    assertThat(described.get("cloudCover").isInt()).isTrue();
  }

  private static List<String> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
