package silt.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.db.Database;
import silt.db.MeasuredPixels;
import silt.db.ModelRow;
import silt.db.PixelCounts;
import silt.db.PrivatePostgres;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RasterRow;
import silt.db.Rasters;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.scene.GranuleId;
import silt.staging.FileStore;
import silt.steps.ArtifactRef;

/** The products' store beside what the database says of it. */
class ProductBooksTest {

  private static final GranuleId SEEN = new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0");
  private static final GranuleId STRAY = new GranuleId("HLS.S30.T60GVA.2024042T222551.v2.0");

  @TempDir private Path folder;
  private Database database;
  private FileStore products;
  private Path file;

  @BeforeEach
  void aSceneWithItsRasters() throws IOException {
    database = Database.open(PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase()), 2);
    products = new FileStore(folder.resolve("products"));
    file = Files.writeString(folder.resolve("raster.tif"), "pixels");
    new Products(database)
        .create(
            ProductRow.of(
                "first",
                1,
                ModelRow.of("mask", "m", "a".repeat(64), "{}", "file:///m"),
                ModelRow.of("ssc", "s", "b".repeat(64), "{}", "file:///s"),
                new TreeMap<>(),
                "f32"));
    new Scenes(database)
        .upsert(
            List.of(
                new SceneRow(
                    0,
                    SEEN.text(),
                    1,
                    "S30",
                    "60GVA",
                    SEEN.acquiredAt(),
                    null,
                    null,
                    "https://archive/",
                    null,
                    null)));
    Instant then = Instant.parse("2024-02-07T00:00:00Z");
    new SceneRuns(database)
        .record(
            new SceneRunRow(
                0,
                SEEN.text(),
                1,
                "first",
                "OBSERVED",
                null,
                1,
                null,
                RunOrigin.UNKNOWN,
                then,
                then,
                null,
                put("mask.tif"),
                put("ssc.tif"),
                put("quality.tif"),
                new PixelCounts(9, 9, 0, 0, 0, 0, 9),
                new MeasuredPixels(9, new TreeMap<>(Map.of())),
                List.of()),
            List.of(),
            List.of());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private RasterRow put(String name) {
    ArtifactRef put = products.put(key(SEEN) + "/" + name, file);
    return new RasterRow(put.uri().toString(), put.sha256(), put.bytes());
  }

  private static String key(GranuleId granule) {
    return "first/60GVA/" + granule.text() + "/r1";
  }

  /** A day later, unless said otherwise. */
  private ProductBooks.Found compared(Set<String> owned) {
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(1)), ZoneOffset.UTC);
    return new ProductBooks(
            products, new Rasters(database), keys -> owned, Duration.ofHours(1), later)
        .compare();
  }

  @Test
  void whatAgreesIsCounted() {
    assertThat(compared(Set.of())).isEqualTo(new ProductBooks.Found(3, List.of(), List.of()));
  }

  @Test
  void aRasterThatIsGoneIsToldByItsSceneAndProduct() {
    products.deletePrefix(key(SEEN) + "/ssc.tif");
    products.deletePrefix(key(SEEN) + "/quality.tif");

    ProductBooks.Found found = compared(Set.of());

    assertThat(found.gone()).containsExactly(SEEN.text() + "/r1 first");
    assertThat(found.rasters()).isEqualTo(1);
    assertThat(found.unnamed()).isEmpty();
  }

  @Test
  void rastersThatNoRowNamesAreToldUnlessSomebodyWorksOnThem() {
    products.put(key(STRAY) + "/mask.tif", file);

    assertThat(compared(Set.of()).unnamed())
        .singleElement()
        .satisfies(stray -> assertThat(stray.key()).isEqualTo(key(STRAY)))
        .satisfies(stray -> assertThat(stray.bytes()).isEqualTo(6));
    assertThat(compared(Set.of(key(STRAY))).unnamed()).isEmpty();
    assertThat(products.find(key(STRAY) + "/mask.tif")).isPresent();
  }
}
