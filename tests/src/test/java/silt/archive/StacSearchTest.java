package silt.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StacSearchTest {

  private static final Instant START = Instant.parse("2024-02-01T00:00:00Z");
  private static final int SCENES = 205;

  @TempDir static Path root;
  private static SampleArchive archive;

  @BeforeAll
  static void serve() throws IOException {
    ScenesOnDisk scenes = new ScenesOnDisk(root);
    for (int i = 0; i < SCENES; i++) {
      String sensor = i % 5 == 0 ? "L30" : "S30";
      String id = "HLS.%s.T60GVA.2024%03dT%02d0000.v2.0".formatted(sensor, 32 + i / 20, i % 20);
      double west = i < 3 ? 10 : 177;
      scenes.granule(id, START.plusSeconds(3600L * i), i % 101, west, -41);
    }
    archive = SampleArchive.start(root, ArchivePorts.free());
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @Test
  void aPageHoldsTenWhereNothingElseIsAsked() throws IOException {
    JsonNode page = get("");
    assertThat(page.get("features")).hasSize(10);
    assertThat(page.at("/context/matched").asInt()).isEqualTo(SCENES);
    assertThat(page.get("numberReturned").asInt()).isEqualTo(10);
  }

  @Test
  void aPageNeverHoldsMoreThanAHundred() throws IOException {
    JsonNode page = get("limit=2000");
    assertThat(page.get("features")).hasSize(100);
    assertThat(page.at("/context/limit").asInt()).isEqualTo(2000);
  }

  @Test
  void followingTheLinksGivesEveryItemOnceAndEndsOnAnEmptyPage() throws IOException {
    List<String> ids = new ArrayList<>();
    JsonNode page = get("limit=100");
    int pages = 1;
    while (next(page) != null) {
      page.get("features").forEach(item -> ids.add(item.get("id").asText()));
      page = Http.json(Http.get(next(page)));
      pages++;
    }
    assertThat(ids).hasSize(SCENES).doesNotHaveDuplicates();
    assertThat(pages).isEqualTo(4);
    assertThat(page.get("features")).isEmpty();
    assertThat(page.get("numberMatched").asInt()).isEqualTo(SCENES);
  }

  @Test
  void theLinkAfterAPostIsToBeFetchedWithGetAndKeepsTheQuery() throws IOException {
    JsonNode first =
        post(
            """
            {"collections": ["HLSS30_2.0"], "limit": 7,
             "intersects": {"type": "Polygon",
               "coordinates": [[[176,-42],[179,-42],[179,-39],[176,-39],[176,-42]]]},
             "query": {"eo:cloud_cover": {"lt": 50}},
             "sortby": [{"field": "properties.datetime", "direction": "desc"}]}
            """);
    JsonNode second = Http.json(Http.get(next(first)));
    assertThat(second.get("features")).hasSize(7);
    assertThat(second.get("numberMatched")).isEqualTo(first.get("numberMatched"));
    assertThat(second.at("/features/0/properties/datetime").asText())
        .isLessThan(first.at("/features/6/properties/datetime").asText());
  }

  @Test
  void anAreaFindsWhatTouchesIt() throws IOException {
    assertThat(matched("bbox=9,-42,12,-39")).isEqualTo(3);
    assertThat(matched("bbox=9,-42,0,12,-39,100")).isEqualTo(3);
    assertThat(
            post("{\"intersects\":{\"type\":\"Point\",\"coordinates\":[10.5,-40.5]}}")
                .get("numberMatched")
                .asInt())
        .isEqualTo(3);
  }

  @Test
  void theHoleOfAPolygonCountsAsPartOfIt() throws IOException {
    String withHole =
        "{\"intersects\":{\"type\":\"Polygon\",\"coordinates\":["
            + "[[0,-50],[30,-50],[30,-30],[0,-30],[0,-50]],"
            + "[[5,-45],[20,-45],[20,-35],[5,-35],[5,-45]]]}}";
    assertThat(post(withHole).get("numberMatched").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-01T00:00:00Z, 1",
    "2024-02-01, 24",
    "2024-02-01/2024-02-02, 48",
    "../2024-02-01T05:00:00Z, 6",
    "2024-02-09T00:00:00Z/.., 13",
  })
  void aDatetimeIsAnInstantADayOrAnInterval(String datetime, int expected) throws IOException {
    assertThat(matched("datetime=" + datetime)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"lt, 2, 9", "lte, 2, 9", "gt, 99, 4", "lt, 0, 205", "gt, 0, 205"})
  void cloudCoverIsAskedInclusivelyAndZeroIsNoBound(String bound, int value, int expected)
      throws IOException {
    String query = "query%5Beo:cloud_cover%5D%5B" + bound + "%5D=" + value;
    assertThat(matched(query)).isEqualTo(expected);
  }

  @Test
  void collectionsAndIdsNarrowASearch() throws IOException {
    assertThat(matched("collections=HLSL30_2.0")).isEqualTo(41);
    assertThat(matched("collections=HLSL30.v2.0,HLSS30_2.0")).isEqualTo(SCENES);
    assertThat(matched("collections=MODIS_1")).isZero();
    assertThat(matched("ids=HLS.L30.T60GVA.2024032T000000.v2.0,HLS.S30.T60GVA.2024032T010000.v2.0"))
        .isEqualTo(2);
  }

  @Test
  void aResultIsSortedAsAsked() throws IOException {
    JsonNode page = get("sortby=-eo:cloud_cover,datetime&limit=3");
    assertThat(page.at("/features/0/properties/eo:cloud_cover").asInt()).isEqualTo(100);
    assertThat(page.at("/features/2/properties/eo:cloud_cover").asInt()).isEqualTo(99);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bbox=179,-42,176,-39 | BBOX must be",
        "bbox=176,-39,179,-42 | BBOX must be",
        "bbox=176,-91,179,-42 | BBOX must be",
        "bbox=1,2,3 | BBOX must be",
        "limit=-1 | Limit must be between 0 and 5000",
        "limit=5001 | Limit must be between 0 and 5000",
        "datetime=yesterday | datetime does not match",
        "sortby=colour | Invalid sort field",
        "bbox=0,0,1,1&intersects=%7B%22type%22:%22Point%22,%22coordinates%22:%5B0,0%5D%7D | mutually exclusive",
        "intersects=%7B%22type%22:%22Blob%22%7D | Invalid intersects",
        "cursor=nonsense | cursor",
      })
  void aSearchThatMakesNoSenseIsRefusedInTheServicesWords(String query, String words)
      throws IOException {
    HttpResponse<byte[]> reply = Http.get(archive.stacRoot() + "/search?" + query);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(Http.json(reply).at("/errors/0").asText()).contains(words);
  }

  @Test
  void whatDoesNotExistIsNotFound() throws IOException {
    String collections = archive.stacRoot() + "/collections/";
    for (String url :
        List.of(
            collections + "MODIS_1",
            collections + "HLSS30_2.0/items/HLS.S30.T01ABC.2024001T000000.v2.0",
            archive.dataRoot() + "/stac/POCLOUD/search")) {
      HttpResponse<byte[]> reply = Http.get(url);
      assertThat(reply.statusCode()).as(url).isEqualTo(404);
      assertThat(Http.json(reply).at("/errors/0").asText()).as(url).contains("ot f");
    }
  }

  @Test
  void theItemsOfACollectionArePagedLikeASearch() throws IOException {
    JsonNode first =
        Http.json(Http.get(archive.stacRoot() + "/collections/HLSL30_2.0/items?limit=40"));
    assertThat(first.get("numberMatched").asInt()).isEqualTo(41);
    assertThat(Http.json(Http.get(next(first))).get("features")).hasSize(1);
  }

  private static JsonNode get(String query) throws IOException {
    return Http.json(Http.get(archive.stacRoot() + "/search?" + query));
  }

  private static JsonNode post(String body) throws IOException {
    return Http.json(
        Http.post(archive.stacRoot() + "/search", body, "Content-Type", "application/json"));
  }

  private static int matched(String query) throws IOException {
    return get(query).get("numberMatched").asInt();
  }

  private static String next(JsonNode page) {
    for (JsonNode link : page.get("links")) {
      if (link.get("rel").asText().equals("next")) {
        return link.get("href").asText();
      }
    }
    return null;
  }
}
