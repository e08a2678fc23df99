package silt.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GranuleSearchTest {

  private static final Instant START = Instant.parse("2024-02-06T22:00:00Z");

  @TempDir static Path root;
  private static SampleArchive archive;

  @BeforeAll
  static void serve() throws IOException {
    ScenesOnDisk scenes = new ScenesOnDisk(root);
    for (int i = 0; i < 5; i++) {
      scenes.granule(
          "HLS.S30.T60GVA.2024%03dT220000.v2.0".formatted(37 + i),
          START.plusSeconds(86_400L * i),
          10 * i,
          177,
          -41,
          i + 1,
          List.of("B04", "Fmask"),
          1000);
    }
    scenes.granule("HLS.L30.T59GQP.2024037T220000.v2.0", START, 5, 170, -44);
    archive = SampleArchive.start(root, ArchivePorts.free());
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @Test
  void aBatchOfNamesGivesRevisionDateAndSizeOfEach() throws IOException {
    JsonNode page =
        Http.json(
            post(
                "short_name=HLSS30&page_size=2000"
                    + "&readable_granule_name[]=HLS.S30.T60GVA.2024037T220000.v2.0"
                    + "&readable_granule_name[]=HLS.S30.T60GVA.2024041T220000.v2.0"));
    assertThat(page.get("hits").asInt()).isEqualTo(2);
    assertThat(page.at("/items/1/meta/revision-id").asInt()).isEqualTo(5);
    assertThat(page.at("/items/1/meta/revision-date").asText())
        .isEqualTo("2024-02-11T22:00:00.000Z");
    assertThat(
            page.at("/items/1/umm/DataGranule/ArchiveAndDistributionInformation/0/SizeInBytes")
                .asInt())
        .isEqualTo(2000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "collection_concept_id=C2021957295-LPCLOUD | 5",
        "collection_concept_id[]=C2021957295-LPCLOUD&collection_concept_id[]=C2021957657-LPCLOUD | 6",
        "provider=LPCLOUD&granule_ur[]=HLS.L30.T59GQP.2024037T220000.v2.0 | 1",
        "short_name=HLSS30&readable_granule_name[]=HLS.S30.T60GVA.202403* | 0",
        "short_name=HLSS30&readable_granule_name[]=HLS.S30.T60GVA.202403*&options[readable_granule_name][pattern]=true | 3",
        "short_name=HLSS30&temporal[]=2024-02-08T00:00:00Z,2024-02-09T23:59:59Z | 2",
        "short_name=HLSS30&temporal=2024-02-08T00:00:00Z, | 3",
        "short_name=HLSS30&revision_date[]=2024-02-10T00:00:00Z, | 2",
        "short_name=HLSS30&updated_since=2024-02-10T00:00:00Z | 2",
        "provider=LPCLOUD&bounding_box=169,-45,171,-43 | 1",
        "provider=LPCLOUD&polygon[]=169,-45,171,-45,171,-43,169,-43,169,-45 | 1",
        "short_name=HLSS30&polygon[]=169,-45,171,-45,171,-43,169,-43,169,-45 | 0",
        "provider=LPCLOUD&attribute[]=string,MGRS_TILE_ID,59GQP | 1",
        "provider=LPCLOUD&attribute[]=int,CLOUD_COVERAGE,0,10 | 3",
        "short_name=HLSS30&cloud_cover=20,30 | 2",
        "concept_id=G3000000001-LPCLOUD | 1",
        "short_name=MODIS | 0",
      })
  void aSearchIsNarrowedByItsParameters(String query, int hits) throws IOException {
    HttpResponse<byte[]> reply = get(query);
    assertThat(Http.header(reply, "CMR-Hits")).isEqualTo(Integer.toString(hits));
    assertThat(Http.json(reply).get("items")).hasSize(hits);
  }

  @Test
  void theSearchAfterOfAPageLeadsToTheNextUntilNoneIsGiven() throws IOException {
    List<String> names = new ArrayList<>();
    HttpResponse<byte[]> reply = get("short_name=HLSS30&page_size=2");
    Optional<String> after = reply.headers().firstValue("CMR-Search-After");
    while (after.isPresent()) {
      Http.json(reply).get("items").forEach(item -> names.add(item.at("/meta/native-id").asText()));
      reply =
          Http.get(
              archive.cmrRoot() + "/granules.umm_json?short_name=HLSS30&page_size=2",
              "CMR-Search-After",
              after.get());
      after = reply.headers().firstValue("CMR-Search-After");
    }
    assertThat(names).hasSize(5).doesNotHaveDuplicates();
    assertThat(Http.json(reply).get("items")).isEmpty();
    assertThat(Http.json(reply).get("hits").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "short_name=HLSS30&page_size=2001 | page_size must be a number between 0 and 2000",
        "short_name=HLSS30&colour=red | Parameter [colour] was not recognized.",
        "temporal[]=2024-01-01T00:00:00Z, | does not allow querying across granules",
        "short_name=HLSS30&temporal[]=soon | not a valid datetime",
        "short_name=HLSS30&bounding_box=1,2 | bounding_box",
        "short_name=HLSS30&polygon[]=1,2,3 | polygon",
        "short_name=HLSS30&polygon[]=0,0,1,0,1,1,0,1 | not closed",
        "short_name=HLSS30&polygon[]=0,0,0,1,1,1,1,0,0,0 | counter clockwise",
      })
  void aSearchThatMakesNoSenseIsRefused(String query, String words) throws IOException {
    HttpResponse<byte[]> reply = get(query);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(Http.json(reply).at("/errors/0").asText()).contains(words);
  }

  private static HttpResponse<byte[]> get(String query) throws IOException {
    return Http.get(
        archive.cmrRoot() + "/granules.umm_json?" + query.replace("[", "%5B").replace("]", "%5D"));
  }

  private static HttpResponse<byte[]> post(String form) throws IOException {
    return Http.post(
        archive.cmrRoot() + "/granules.umm_json",
        form.replace("[", "%5B").replace("]", "%5D"),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }
}
