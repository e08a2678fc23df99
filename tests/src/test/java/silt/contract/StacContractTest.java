package silt.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.archive.ArchivePorts;
import silt.archive.Http;
import silt.archive.SampleArchive;
import silt.archive.ScenesOnDisk;

/**
 * Holds the archive's STAC replies against the item and the collection that CMR-STAC served (STAC
 * 1.0.0, HLS v1.5 and v2.0).
 *
 * <p>No recording covers, so that only the service's published source and LP DAAC's tutorials vouch
 * for it:
 *
 * <ul>
 *   <li>anything of STAC 1.1.0: {@code storage:schemes}, {@code storage:refs}, {@code roles}, the
 *       {@code s3_} assets;
 *   <li>a search reply: its links, {@code context}, {@code numberMatched}, the trim at 100, the
 *       form of the cursor, the empty page at the end of the links;
 *   <li>replies to errors (400, 404, 503) and their headers;
 *   <li>the landing page and the list of collections;
 *   <li>how POSTed geometry and {@code sortby} are written into a {@code next} link.
 * </ul>
 */
class StacContractTest {

  private static final String L30_ID = "HLS.L30.T14TKL.2021124T173013.v2.0";

  /** What we serve and the older recording has not, with the reason. */
  private static final Set<String> NEW_IN_1_1 =
      Set.of(
          "extra properties/storage:schemes", // storage extension of STAC 1.1
          "extra assets/*/roles", // set by the service since 1.1
          "extra assets/*/storage:refs", // storage extension, on the s3_ assets
          "extra links[]/title"); // the via links are titled since 1.0.1

  @TempDir static Path root;
  private static SampleArchive archive;

  @BeforeAll
  static void serve() throws IOException {
    new ScenesOnDisk(root)
        .granule(
            L30_ID,
            Instant.parse("2021-05-04T17:30:13.428Z"),
            35,
            -102.5,
            40.5,
            1,
            ScenesOnDisk.L30,
            100);
    archive = SampleArchive.start(root, ArchivePorts.free());
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @Test
  void anItemHasTheKeysAndTypesOfARecordedOne() throws IOException {
    JsonNode recorded = recordedItem();
    Shape shape = Shape.of(Set.of("assets"), recorded);
    assertThat(shape.differences(item()))
        .as("differences but those that STAC 1.1 brought")
        .containsExactlyInAnyOrderElementsOf(NEW_IN_1_1);
  }

  @Test
  void anItemHasAnAssetForEveryRecordedAsset() throws IOException {
    Set<String> recorded = names(recordedItem().get("assets"));
    assertThat(names(item().get("assets"))).containsAll(recorded);
  }

  @Test
  void theOtherAssetsOfAnItemAreItsObjectsInS3() throws IOException {
    Set<String> others = names(item().get("assets"));
    others.removeAll(names(recordedItem().get("assets")));
    assertThat(others).isNotEmpty().allMatch(name -> name.startsWith("s3_"));
  }

  @Test
  void anItemIsLinkedByTheRelationsOfARecordedOne() throws IOException {
    assertThat(relations(item())).isEqualTo(relations(recordedItem()));
  }

  @Test
  void theLinksOfAnItemHaveThePathsOfRecordedOnes() throws IOException {
    String collection = "/collections/HLSL30_2.0";
    String before = archive.stacRoot();
    assertThat(hrefs(item()))
        .containsExactlyElementsOf(
            hrefs(recordedItem()).stream()
                .map(href -> href.replace("https://cmr.earthdata.nasa.gov/stac/LPCLOUD", before))
                .map(href -> href.replace("https://cmr.earthdata.nasa.gov", archive.dataRoot()))
                .map(href -> href.replace("/collections/HLSL30.v1.5", collection))
                .map(href -> href.replace("HLS.L30.T14TKL.2021124T173013.v1.5", L30_ID))
                .map(href -> href.replace("G2047834723-LPCLOUD", "G3000000001-LPCLOUD"))
                .toList());
  }

  @Test
  void noItemHasProjectionOrGrid() throws IOException {
    assertThat(names(item().get("properties"))).noneMatch(name -> name.matches("(proj|grid):.*"));
  }

  @Test
  void aFileIsTitledAsRecorded() throws IOException {
    assertThat(item().at("/assets/B10/title").asText())
        .isEqualTo(
            recordedItem().at("/assets/B10/title").asText().replace(".v1.5.B10", ".v2.0.B10"));
  }

  @Test
  void theCollectionHasTheKeysAndTypesOfARecordedOne() throws IOException {
    JsonNode recorded = Recordings.json("openscapes/cmr-stac_collection_HLSL30.v2.0.json");
    JsonNode ours = Http.json(Http.get(archive.stacRoot() + "/collections/HLSL30_2.0"));
    assertThat(Shape.of(Set.of(), recorded).differences(ours))
        .containsExactlyInAnyOrder(
            "extra keywords", // since STAC 1.1
            "extra summaries"); // since STAC 1.1
  }

  @Test
  void theCollectionIsLinkedByTheRelationsOfARecordedOneButItsYears() throws IOException {
    JsonNode recorded = Recordings.json("openscapes/cmr-stac_collection_HLSL30.v2.0.json");
    Set<String> expected = new TreeSet<>(relations(recorded));
    expected.remove("child"); // catalogues by year and day: browsing, which no client of ours does
    assertThat(
            new TreeSet<>(
                relations(Http.json(Http.get(archive.stacRoot() + "/collections/HLSL30_2.0")))))
        .isEqualTo(expected);
  }

  @Test
  void theOlderCollectionIdIsUnderstood() throws IOException {
    JsonNode recorded = Recordings.json("openscapes/cmr-stac_collection_HLSL30.v2.0.json");
    HttpResponse<byte[]> reply =
        Http.get(archive.stacRoot() + "/search?collections=" + recorded.get("id").asText());
    assertThat(Http.json(reply).get("numberMatched").asInt()).isEqualTo(1);
  }

  private static JsonNode recordedItem() throws IOException {
    return Recordings.json("openscapes/cmr-stac_item_HLS.L30.T14TKL.2021124T173013.v1.5.json");
  }

  private static JsonNode item() throws IOException {
    return Http.json(Http.get(archive.stacRoot() + "/collections/HLSL30_2.0/items/" + L30_ID));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> relations(JsonNode document) {
    return each(document.get("links"), "rel");
  }

  private static List<String> hrefs(JsonNode document) {
    return each(document.get("links"), "href");
  }

  private static List<String> each(JsonNode links, String field) {
    return StreamSupport.stream(links.spliterator(), false)
        .map(link -> link.get(field).asText())
        .toList();
  }
}
