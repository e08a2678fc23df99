package silt.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.db.Catalogue;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RasterRow;
import silt.export.ObservedRiver;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.scene.BadInput;
import silt.schemas.OfficialSchemas;
import silt.staging.Store;
import silt.steps.ArtifactRef;

class CatalogWriterTest {

  private static final String CORE = "https://schemas.stacspec.org/v1.1.0/";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @TempDir private static Path shared;

  private static Store store;
  private static ObservedRiver river;

  private Path stac;

  @BeforeAll
  static void observe() {
    store = Store.at(shared.resolve("products").toUri(), shared.resolve("scratch"));
    river = new ObservedRiver(CatalogWriterTest::stored);
  }

  @AfterAll
  static void close() {
    river.close();
  }

  @BeforeEach
  void aFolder() {
    stac = folder.resolve("stac");
  }

  /** Masks of product version first are there; those of the other are gone. */
  private static RasterRow stored(RasterRow mask) {
    if (!mask.uri().contains("/first/")) {
      return mask;
    }
    RasterGrid grid = RasterGrid.of(32660, 399960, -4_100_040, 30, 64, 48);
    Path file = shared.resolve("mask.tif");
    try (CogWriter cog = CogWriter.ofBytes(grid)) {
      cog.write(grid.whole(), new byte[grid.whole().pixels()]).save(file);
    }
    ArtifactRef put = store.put(URI.create(mask.uri()).getPath().substring(1), file);
    return new RasterRow(put.uri().toString(), put.sha256(), put.bytes());
  }

  private CatalogWriter.Written write(String... products) {
    return write(river, products);
  }

  private CatalogWriter.Written write(ObservedRiver river, String... products) {
    Products all = new Products(river.reader);
    List<ProductRow> known = all.list();
    return new CatalogWriter(new Catalogue(river.reader), store)
        .write(
            stac, known.stream().filter(p -> List.of(products).contains(p.name())).toList(), known);
  }

  private Map<Path, JsonNode> files() throws IOException {
    Map<Path, JsonNode> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(stac)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, JSON.readTree(file.toFile()));
      }
    }
    return files;
  }

  @Test
  void everyDocumentIsValidByTheOfficialSchemas() throws IOException {
    write("first", "trial");
    List<String> types = new ArrayList<>();
    for (JsonNode document : files().values()) {
      String type = document.path("type").asText();
      types.add(type);
      OfficialSchemas.requireValid(
          document,
          CORE
              + switch (type) {
                case "Catalog" -> "catalog-spec/json-schema/catalog.json";
                case "Collection" -> "collection-spec/json-schema/collection.json";
                default -> "item-spec/json-schema/item.json";
              });
      for (JsonNode extension : document.path("stac_extensions")) {
        if (extension.asText().equals(Stac.FILE)) {
          filesAreDescribed(document);
        } else {
          assertThat(OfficialSchemas.kept(extension.asText())).as(extension.asText()).isTrue();
          OfficialSchemas.requireValid(document, extension.asText());
        }
      }
    }
    // first: four scenes of two tiles, the revised one only as it is now; trial: one
    assertThat(types).containsOnly("Catalog", "Collection", "Feature");
    assertThat(types.stream().filter("Feature"::equals)).hasSize(5);
    assertThat(types.stream().filter("Collection"::equals)).hasSize(2);
  }

  /** file:size is bytes, 0 or more; file:checksum a multihash, hexadecimal, of sha2-256 here. */
  private static void filesAreDescribed(JsonNode item) {
    List<JsonNode> described = new ArrayList<>();
    item.path("assets").forEach(described::add);
    item.path("links").forEach(link -> described.add(link));
    int checked = 0;
    for (JsonNode each : described) {
      if (each.has("file:checksum")) {
        checked++;
        assertThat(each.path("file:checksum").asText()).matches("1220[0-9a-f]{64}");
        assertThat(each.path("file:size").isIntegralNumber()).isTrue();
        assertThat(each.path("file:size").asLong()).isPositive();
      }
      each.fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(!name.startsWith("file:") || name.matches("file:(size|checksum)"))
                      .as(name)
                      .isTrue());
    }
    assertThat(checked).as("three rasters and two inputs").isEqualTo(5);
  }

  @Test
  void linksLeadToEachOtherAndToTheSource() throws IOException {
    write("first", "trial");
    Map<Path, JsonNode> files = files();
    files.forEach(
        (file, document) -> {
          for (JsonNode link : document.path("links")) {
            String relation = link.path("rel").asText();
            String href = link.path("href").asText();
            if (relation.equals("derived_from")) {
              assertThat(href).startsWith("https://archive/");
              continue;
            }
            Path target = file.getParent().resolve(href).normalize();
            assertThat(files).as("%s: %s %s", file, relation, href).containsKey(target);
            if (relation.equals("child") || relation.equals("item")) {
              assertThat(linked(files.get(target), "parent", target)).isEqualTo(file);
            }
            if (relation.equals("root")) {
              assertThat(target).isEqualTo(stac.resolve("catalog.json"));
            }
          }
        });
  }

  private static Path linked(JsonNode document, String relation, Path at) {
    for (JsonNode link : document.path("links")) {
      if (link.path("rel").asText().equals(relation)) {
        return at.getParent().resolve(link.path("href").asText()).normalize();
      }
    }
    return null;
  }

  @Test
  void anItemTellsPlaceChecksumsAndWhatMadeIt() throws IOException {
    write("first");
    JsonNode item =
        files().entrySet().stream()
            .filter(file -> file.getKey().toString().contains("60GVA/HLS.L30"))
            .findFirst()
            .orElseThrow()
            .getValue();
    JsonNode properties = item.path("properties");
    assertThat(properties.path("proj:code").asText()).isEqualTo("EPSG:32660");
    assertThat(properties.path("proj:shape")).hasToString("[48,64]");
    assertThat(properties.path("proj:transform").get(2).asDouble()).isEqualTo(399960);
    assertThat(properties.path("processing:software").path("silt").asText())
        .isEqualTo("0.1.0 53e094d");
    assertThat(properties.path("processing:lineage").asText())
        .contains(ObservedRiver.sha('a'), ObservedRiver.sha('b'));
    assertThat(item.at("/assets/ssc/file:checksum").asText())
        .isEqualTo("1220" + ObservedRiver.sha('e'));
    assertThat(item.at("/assets/ssc/bands")).hasSize(3);
    assertThat(item.at("/assets/ssc/bands/0/raster:spatial_resolution").asInt()).isEqualTo(30);
  }

  @Test
  void aSecondWriteWritesOnlyWhatChanged() throws IOException {
    try (ObservedRiver own = new ObservedRiver(CatalogWriterTest::stored)) {
      assertThat(write(own, "first", "trial").unplaced()).containsExactly("trial/60GVA");
      Map<Path, JsonNode> before = files();
      CatalogWriter.Written again = write(own, "first", "trial");
      assertThat(again.filesWritten()).isZero();
      assertThat(again.filesKept()).isEqualTo(before.size());

      own.observe("first", ObservedRiver.scene("L30", "60GVA", 1, 2), own.seen(0, 5, 10));
      CatalogWriter.Written third = write(own, "first");
      assertThat(third.filesRemoved()).isEqualTo(1);
      // the new item and the list of its tile; the collection's extent is as it was
      assertThat(third.filesWritten()).isEqualTo(2);
      assertThat(files().keySet().toString()).contains("r2.first").contains("trial");
    }
  }

  @Test
  void somebodyElsesCatalogueIsNotTouched() throws IOException {
    Files.createDirectories(stac);
    Files.writeString(stac.resolve("catalog.json"), "{\"id\": \"theirs\"}");
    assertThatThrownBy(() -> write("first"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("somebody else");
    assertThat(files()).hasSize(1);
  }
}
