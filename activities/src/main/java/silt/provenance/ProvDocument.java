package silt.provenance;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A document of W3C PROV as PROV-JSON (member submission of 2013) writes it. */
final class ProvDocument {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final ObjectNode root = JSON.createObjectNode();
  private int relations;

  ProvDocument() {
    root.putObject("prefix").put("silt", "urn:silt:").put("default", "urn:silt:");
  }

  /** The entity of an id, new or as it was told before. */
  ObjectNode entity(String id) {
    return root.withObjectProperty("entity").withObjectProperty(id);
  }

  ObjectNode agent(String id) {
    return root.withObjectProperty("agent").withObjectProperty(id);
  }

  ObjectNode activity(String id, Instant started, Instant finished) {
    return root.withObjectProperty("activity")
        .withObjectProperty(id)
        .put("prov:startTime", started.toString())
        .put("prov:endTime", finished.toString());
  }

  /** A relation between two, by the words of the specification. */
  ObjectNode relate(String relation, String fromRole, String from, String toRole, String to) {
    return root.withObjectProperty(relation)
        .putObject("_:r" + ++relations)
        .put("prov:" + fromRole, from)
        .put("prov:" + toRole, to);
  }

  /** A value that is a name of PROV's or ours, and no text. */
  static ObjectNode name(String name) {
    return JSON.createObjectNode().put("$", name).put("type", "xsd:QName");
  }

  String text() {
    return root.toPrettyString();
  }

  /** Of any text a local name: what is none of letters, digits, dot and dash becomes a line. */
  static String id(String kind, String... parts) {
    return "silt:" + kind + "." + String.join(".", parts).replaceAll("[^A-Za-z0-9.-]", "_");
  }
}
