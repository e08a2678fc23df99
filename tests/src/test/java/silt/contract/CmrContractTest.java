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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.archive.ArchivePorts;
import silt.archive.Http;
import silt.archive.SampleArchive;
import silt.archive.ScenesOnDisk;
import silt.contract.Recordings.Exchange;

/**
 * Holds the archive's granule search against pages of {@code granules.umm_json} that CMR served to
 * the tests of earthaccess, and against HLS records as the tutorials print them.
 *
 * <p>No recording covers, so that only CMR's documentation vouches for it:
 *
 * <ul>
 *   <li>a whole {@code umm_json} record of HLS: the recorded page is of another collection, and of
 *       the HLS records only the columns that a table shows are known;
 *   <li>searches by {@code granule_ur}, {@code revision_date}, {@code polygon}, {@code attribute}
 *       or by POST, and their {@code sort_key};
 *   <li>the request that carries {@code CMR-Search-After} on, and the page after the last;
 *   <li>refusals (400) and outages.
 * </ul>
 */
class CmrContractTest {

  private static final String ALL = "earthaccess/TestResults.test_get_all_less_than_2k.yaml";
  private static final String NONE = "earthaccess/TestResults.test_no_results.yaml";
  private static final String S30_ID = "HLS.S30.T10TEK.2021122T185911.v2.0";

  /** Headers of the recording that stand for machinery between CMR and its client. */
  private static final Set<String> OF_THE_NETWORK =
      Set.of(
          "connection",
          "content-length",
          "date",
          "server",
          "transfer-encoding",
          "via",
          "x-amz-cf-id",
          "x-amz-cf-pop",
          "x-cache",
          // digests of the body, which no client of ours reads
          "content-md5",
          "content-sha1");

  @TempDir static Path root;
  private static SampleArchive archive;

  @BeforeAll
  static void serve() throws IOException {
    ScenesOnDisk scenes = new ScenesOnDisk(root);
    scenes.granule(
        S30_ID, Instant.parse("2021-05-02T19:13:19.930Z"), 0, -123, 39.6, 1, ScenesOnDisk.S30, 90);
    scenes.granule(
        "HLS.S30.T10TEK.2021124T184919.v2.0",
        Instant.parse("2021-05-04T19:03:22.997Z"),
        3,
        -123,
        39.6);
    archive = SampleArchive.start(root, ArchivePorts.free());
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @Test
  void aPageHasTheKeysAndTypesOfARecordedOne() throws IOException {
    assertThat(recordedPage().differences(Http.json(search("&page_size=2000"))))
        .containsExactlyInAnyOrder(
            // HLS is held as ECHO10, the recorded collection as UMM-G: the tutorials show these
            "extra items[]/umm/AdditionalAttributes",
            "extra items[]/umm/CollectionReference/EntryTitle",
            "extra items[]/umm/DataGranule/Identifiers",
            "extra items[]/umm/Platforms",
            "extra items[]/umm/SpatialExtent/HorizontalSpatialDomain/Geometry/GPolygons",
            // what stands in their place in the recorded collection
            "missing items[]/umm/CollectionReference/ShortName",
            "missing items[]/umm/CollectionReference/Version",
            "missing items[]/umm/DataGranule/ArchiveAndDistributionInformation[]/Checksum",
            "missing items[]/umm/SpatialExtent/HorizontalSpatialDomain/Geometry/BoundingRectangles");
  }

  @Test
  void aPageHasTheHeadersOfARecordedOne() throws IOException {
    Set<String> expected = new TreeSet<>(recorded().headers().keySet());
    expected.removeAll(OF_THE_NETWORK);
    assertThat(search("&page_size=2000").headers().map().keySet()).containsAll(expected);
  }

  @Test
  void thePageThatHoldsAllStillSaysWhereToGoOn() throws IOException {
    JsonNode page = recorded().json();
    assertThat(page.get("items")).hasSize(page.get("hits").asInt());
    assertThat(recorded().headers()).containsKey("cmr-search-after");

    HttpResponse<byte[]> ours = search("&page_size=2000");
    assertThat(Http.json(ours).get("items")).hasSize(2);
    assertThat(form(Http.header(ours, "cmr-search-after")))
        .isEqualTo(form(recorded().headers().get("cmr-search-after")));
  }

  @Test
  void aPageWithoutItemsDoesNotSayWhereToGoOn() throws IOException {
    Exchange empty = exchange(ALL, "page_size=0");
    assertThat(empty.headers()).doesNotContainKey("cmr-search-after");

    HttpResponse<byte[]> ours = search("&page_size=0");
    assertThat(ours.headers().firstValue("cmr-search-after")).isEmpty();
    assertThat(Http.header(ours, "cmr-hits")).isEqualTo("2");
  }

  @Test
  void aSearchThatFindsNothingAnswersAsRecorded() throws IOException {
    Exchange nothing = exchange(NONE, "bounding_box=");
    HttpResponse<byte[]> ours = search("&bounding_box=-95.19,30.59,-94.99,30.79&page_size=0");
    assertThat(ours.statusCode()).isEqualTo(nothing.status());
    assertThat(Shape.of(Set.of(), nothing.json()).differences(Http.json(ours))).isEmpty();
    assertThat(Http.header(ours, "cmr-hits")).isEqualTo(nothing.headers().get("cmr-hits"));
  }

  @Test
  void theTypeOfContentIsTheRecordedOneInItsPresentVersion() throws IOException {
    assertThat(Http.header(search(""), "content-type"))
        .isEqualTo(exchange(NONE, "bounding_box=").headers().get("content-type"));
  }

  @Test
  void aRecordHasEveryColumnOfTheTutorialsTable() throws IOException {
    String table = Recordings.text("openscapes/HLS_Tutorial_cell17.txt");
    Matcher column = Pattern.compile("\\b(meta|umm)\\.[A-Za-z.-]+").matcher(table);
    JsonNode record = record();
    int columns = 0;
    while (column.find()) {
      columns++;
      assertThat(record.at("/" + column.group().replace('.', '/')).isMissingNode())
          .as(column.group())
          .isFalse();
    }
    assertThat(columns).isGreaterThan(15);
  }

  @Test
  void aRecordCountsItsBytesInOneEntryWithoutAName() throws IOException {
    String table = Recordings.text("openscapes/HLS_Tutorial_cell17.txt");
    assertThat(table).contains("[{'Name': 'Not provided', 'SizeInBytes': 20854");
    JsonNode sizes = record().at("/umm/DataGranule/ArchiveAndDistributionInformation");
    assertThat(sizes).hasSize(1);
    assertThat(sizes.get(0).get("Name").asText()).isEqualTo("Not provided");
    assertThat(sizes.get(0).get("SizeInBytes").asLong()).isEqualTo(18 * 90);
  }

  @Test
  void aFootprintHasTheFormThatTheTutorialPrints() throws IOException {
    String printed = Recordings.text("openscapes/HLS_Tutorial_cell19.txt");
    Matcher coverage = Pattern.compile("Spatial coverage: (\\{.*\\})").matcher(printed);
    assertThat(coverage.find()).isTrue();
    JsonNode recorded = Recordings.JSON.readTree(coverage.group(1).replace('\'', '"'));
    assertThat(Shape.of(Set.of(), recorded).differences(record().at("/umm/SpatialExtent")))
        .isEmpty();
  }

  @Test
  void theFilesOfAGranuleLieWhereTheTutorialFoundThem() throws IOException {
    String printed = Recordings.text("openscapes/HLS_Tutorial_cell19.txt");
    Matcher url =
        Pattern.compile("'https://data\\.lpdaac\\.earthdatacloud\\.nasa\\.gov(/[^']+)'")
            .matcher(printed);
    Set<String> recorded = new TreeSet<>();
    while (url.find()) {
      recorded.add(archive.dataRoot() + url.group(1));
    }
    Set<String> ours = new TreeSet<>();
    record()
        .at("/umm/RelatedUrls")
        .forEach(
            related -> {
              if (related.get("Type").asText().equals("GET DATA")) {
                ours.add(related.get("URL").asText());
              }
            });
    assertThat(ours).hasSize(18).isEqualTo(recorded);
  }

  @Test
  void linksAreDescribedAsTheRecordsInCmrDo() throws IOException {
    String echo = Recordings.text("cmr_echo10_HLS.L30.T40QCM.2020116T063954.v2.0.xml");
    record()
        .at("/umm/RelatedUrls")
        .forEach(
            related ->
                assertThat(echo)
                    .contains(
                        related
                            .get("Description")
                            .asText()
                            .replaceFirst("Download HLS\\.S30.*", "Download HLS.L30")));
  }

  @Test
  void attributesAreThoseOfARecordedS30Granule() throws IOException {
    String echo = Recordings.text("hls-vi/HLS.S30.T13RCN.2024128T173909.v2.0.cmr.xml");
    record()
        .at("/umm/AdditionalAttributes")
        .forEach(
            attribute ->
                assertThat(echo).contains("<Name>" + attribute.get("Name").asText() + "</Name>"));
  }

  private static Shape recordedPage() throws IOException {
    return Shape.of(Set.of(), recorded().json());
  }

  private static Exchange recorded() throws IOException {
    return exchange(ALL, "page_size=2000");
  }

  private static Exchange exchange(String cassette, String part) throws IOException {
    List<Exchange> exchanges = Recordings.cassette(cassette);
    return exchanges.stream()
        .filter(each -> each.uri().contains("granules.umm_json") && each.uri().contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError(cassette + " holds no request with " + part));
  }

  private static HttpResponse<byte[]> search(String more) throws IOException {
    return Http.get(archive.cmrRoot() + "/granules.umm_json?short_name=HLSS30" + more);
  }

  private static JsonNode record() throws IOException {
    return Http.json(search("&readable_granule_name[]=".replace("[]", "%5B%5D") + S30_ID))
        .at("/items/0");
  }

  /** A search-after with its words and numbers left out. */
  private static String form(String searchAfter) {
    return searchAfter.replaceAll("\"[^\"]*\"", "word").replaceAll("\\d+", "number");
  }
}
