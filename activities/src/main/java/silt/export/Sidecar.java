package silt.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import silt.db.Extracts;
import silt.db.ModelRow;
import silt.db.ProductRow;
import silt.db.SceneOrigin;

/**
 * What is written beside a file, as JSON: what was asked, what answered, what made it, down to each
 * scene.
 */
final class Sidecar {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The file that is described.
   *
   * @param name without its folder
   */
  record Described(String name, ExportFormat format, long bytes, String sha256) {}

  private Sidecar() {}

  static void write(
      Path sidecar,
      Described file,
      About about,
      List<Column> columns,
      Tally tally,
      Extracts.Extract extract)
      throws IOException {
    try (JsonGenerator out =
        JSON.getFactory().createGenerator(sidecar.toFile(), JsonEncoding.UTF8)) {
      DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
      lines.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
      out.setPrettyPrinter(lines);
      out.writeStartObject();
      put(out, "file", file(file));
      out.writeNumberField("rows", tally.rows());
      out.writeNumberField("rowsWithValue", tally.withValue());
      out.writeNumberField("zones", tally.zones());
      put(
          out,
          "timeRange",
          JSON.createObjectNode()
              .put("first", text(tally.first()))
              .put("last", text(tally.last())));
      out.writeStringField("citation", Citation.text(about, tally));
      out.writePOJOField("credits", Citation.credits(about));
      put(out, "query", query(about));
      put(out, "productVersion", product(about.product()));
      put(
          out,
          "software",
          JSON.createObjectNode()
              .put("name", "silt")
              .put("version", about.build().version())
              .put("commit", about.build().commit()));
      out.writeStringField("writtenAt", text(about.writtenAt()));
      put(out, "columns", columns(about, columns));
      out.writeNumberField("sceneCount", tally.sceneCount());
      out.writeArrayFieldStart("scenes");
      scenes(out, tally, extract);
      out.writeEndArray();
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static void put(JsonGenerator out, String name, JsonNode node) throws IOException {
    out.writeFieldName(name);
    out.writeTree(node);
  }

  private static ObjectNode file(Described file) {
    return JSON.createObjectNode()
        .put("name", file.name())
        .put("format", file.format().word())
        .put("bytes", file.bytes())
        .put("sha256", file.sha256());
  }

  private static ObjectNode query(About about) {
    ObjectNode query = JSON.createObjectNode();
    query
        .put("relation", "silt.version_observation")
        .put("from", text(about.question().from()))
        .put("before", text(about.question().to()))
        .put("productVersion", about.product().name());
    ObjectNode set = query.putObject("zoneSet");
    set.put("name", about.zoneSet().name())
        .put("kind", about.zoneSet().kind())
        .put("source", about.zoneSet().source())
        .put("version", about.zoneSet().version())
        .put("sha256", about.zoneSet().digest());
    if (!about.question().zones().isEmpty()) {
      about.question().zones().forEach(query.putArray("zones")::add);
    }
    return query;
  }

  private static ObjectNode product(ProductRow product) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", product.name())
        .put("algorithmVersion", product.algorithmVersion())
        .put("numericForm", product.numericForm())
        .put("promoted", product.promoted())
        .put("createdAt", text(product.createdAt()));
    ObjectNode parameters = node.putObject("parameters");
    product.parameters().forEach(parameters::put);
    model(node.putObject("maskModel"), product.mask());
    model(node.putObject("sscModel"), product.ssc());
    return node;
  }

  private static void model(ObjectNode node, ModelRow model) {
    node.put("name", model.name()).put("sha256", model.sha256());
  }

  private static ObjectNode columns(About about, List<Column> columns) {
    ObjectNode meanings = JSON.createObjectNode();
    columns.forEach(column -> meanings.put(column.name(), column.meaning(about)));
    return meanings;
  }

  private static void scenes(JsonGenerator out, Tally tally, Extracts.Extract extract) {
    extract.origins(
        tally.scenes(),
        scene -> {
          try {
            out.writeTree(scene(scene));
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  private static ObjectNode scene(SceneOrigin scene) {
    return JSON.createObjectNode()
        .put("granule", scene.granule())
        .put("revision", scene.revision())
        .put("acquiredAt", text(scene.acquiredAt()))
        .put("commit", scene.gitCommit())
        .put("workflow", scene.workflowId())
        .put("run", scene.runId())
        .put("maskSha256", scene.maskSha256())
        .put("sscSha256", scene.sscSha256());
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
