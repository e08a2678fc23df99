package silt.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import silt.db.Provenance;
import silt.export.ObservedRiver;
import silt.schemas.OfficialSchemas;

class ProvenanceFormatsTest {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObservedRiver river;
  private static Provenance.OfGranule granule;

  @BeforeAll
  static void observe() {
    river = new ObservedRiver();
    granule =
        new Provenance(river.reader)
            .of(ObservedRiver.scene("S30", "60GVA", 5, 1).granuleId())
            .orElseThrow();
  }

  @AfterAll
  static void close() {
    river.close();
  }

  @Test
  void provIsValidByItsSchemaAndEveryNameInItIsDeclared() throws IOException {
    JsonNode prov = JSON.readTree(ProvJson.of(granule, null));
    OfficialSchemas.requireValid(prov, "https://www.w3.org/submissions/prov-json/schema");
    for (String relation :
        List.of("used", "wasGeneratedBy", "wasDerivedFrom", "wasAssociatedWith", "hadMember")) {
      assertThat(prov.path(relation)).as(relation).isNotEmpty();
      for (JsonNode each : prov.path(relation)) {
        each.fields()
            .forEachRemaining(
                end -> {
                  if (end.getValue().isTextual() && end.getValue().asText().startsWith("silt:")) {
                    assertThat(declared(prov, end.getValue().asText()))
                        .as(relation + " " + end)
                        .isTrue();
                  }
                });
      }
    }
    assertThat(prov.path("activity").toString()).contains("run-1", "OBSERVED");
    assertThat(prov.path("agent").toString()).contains("53e094d");
    assertThat(prov.path("wasDerivedFrom").toString()).contains("prov:Revision");
  }

  private static boolean declared(JsonNode prov, String name) {
    return prov.path("entity").has(name)
        || prov.path("activity").has(name)
        || prov.path("agent").has(name);
  }

  @Test
  void everySha256ComesFromTheDatabase() {
    Set<String> known =
        Set.of(
            ObservedRiver.sha('a'),
            ObservedRiver.sha('b'),
            ObservedRiver.sha('c'),
            ObservedRiver.sha('d'),
            ObservedRiver.sha('e'),
            ObservedRiver.sha('f'),
            ObservedRiver.sha('9'));
    assertThat(sha256In(ProvJson.of(granule, null))).isEqualTo(new TreeSet<>(known));
    assertThat(sha256In(String.join("\n", events(null)))).isEqualTo(new TreeSet<>(known));
  }

  private static Set<String> sha256In(String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = SHA256.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static List<String> events(String product) {
    return new LineageEvents(
            URI.create("urn:silt:0.1.0:53e094d"), "postgres://db:5432/silt", product)
        .of(granule);
  }

  @Test
  void everyRunIsAStartAndAnEndOfOneRunId() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : events("first")) {
      assertThat(line).doesNotContain("\n");
      events.add(JSON.readTree(line));
    }
    assertThat(events)
        .extracting(e -> e.path("eventType").asText())
        .containsExactly("START", "COMPLETE", "START", "COMPLETE");
    for (JsonNode event : events) {
      assertThat(event.path("schemaURL").asText())
          .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
      assertThat(event.path("producer").asText()).isEqualTo("urn:silt:0.1.0:53e094d");
      UUID.fromString(event.at("/run/runId").asText());
      java.time.OffsetDateTime.parse(event.path("eventTime").asText());
      assertThat(event.path("inputs")).hasSize(4);
      assertThat(event.at("/job/name").asText()).endsWith("/first");
    }
    assertThat(events.get(0).at("/run/runId")).isEqualTo(events.get(1).at("/run/runId"));
    assertThat(events.get(0).at("/run/runId")).isNotEqualTo(events.get(2).at("/run/runId"));
    JsonNode ended = events.get(1);
    assertThat(ended.path("outputs")).hasSize(4);
    assertThat(ended.at("/inputs/0/namespace").asText()).isEqualTo("https://archive");
    assertThat(ended.at("/inputs/0/name").asText()).isEqualTo("60GVA/B02.tif");
    assertThat(ended.at("/inputs/0/facets/version/datasetVersion").asText())
        .isEqualTo(ObservedRiver.sha('f'));
    assertThat(ended.at("/outputs/0/namespace").asText()).isEqualTo("file");
    assertThat(ended.at("/outputs/3/outputFacets/outputStatistics/rowCount").asInt()).isEqualTo(1);
  }
}
