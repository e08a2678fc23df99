package silt.archive.cmr;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import silt.archive.ArchiveUrls;
import silt.archive.Catalogue;
import silt.archive.Granule;
import silt.archive.InvalidParameter;
import silt.archive.Page;
import silt.archive.faults.Gate;

/** CMR's granule search, {@code /search/granules.umm_json}, and the concepts that STAC links to. */
public final class CmrApi {

  private static final String RESULTS =
      "application/vnd.nasa.cmr.umm_results+json;version="
          + UmmGranules.VERSION
          + "; charset=utf-8";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Catalogue catalogue;
  private final UmmGranules records;

  public CmrApi(Catalogue catalogue, ArchiveUrls urls) {
    this.catalogue = catalogue;
    this.records = new UmmGranules(urls);
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/search/granules.umm_json", this::search);
    routes.post("/search/granules.umm_json", this::search);
    routes.get("/search/concepts/{concept}", this::concept);
  }

  private void search(Context context) throws IOException {
    long began = System.nanoTime();
    answerHeaders(context);
    Map<String, List<String>> parameters = new LinkedHashMap<>(context.queryParamMap());
    if (context.method().name().equals("POST")) {
      parameters.putAll(context.formParamMap());
    }
    GranuleQuery query =
        new GranuleQuery(parameters, Optional.ofNullable(context.header("CMR-Search-After")));
    Page page =
        Page.of(
            catalogue.granules().stream().filter(query::wants),
            query.order(),
            query.after(),
            query.pageSize());
    boolean empty = context.header(Gate.EMPTY_PAGE_HEADER) != null;
    ObjectNode body = JSON.createObjectNode();
    body.put("hits", page.matched());
    long took = (System.nanoTime() - began) / 1_000_000;
    body.put("took", took);
    ArrayNode items = body.putArray("items");
    if (!empty) {
      for (Granule granule : page.items()) {
        items.add(records.record(granule));
      }
      page.last().ifPresent(last -> context.header("CMR-Search-After", Page.searchAfter(last)));
    }
    context.header("CMR-Hits", Integer.toString(page.matched()));
    context.header("CMR-Took", Long.toString(took));
    context.contentType(RESULTS).result(JSON.writeValueAsString(body));
  }

  private void concept(Context context) throws IOException {
    answerHeaders(context);
    String asked = context.pathParam("concept");
    int dot = asked.lastIndexOf('.');
    String id = dot < 0 ? asked : asked.substring(0, dot);
    Optional<Granule> found =
        catalogue.granules().stream().filter(granule -> granule.conceptId().equals(id)).findFirst();
    if (found.isEmpty() || !asked.endsWith(".umm_json")) {
      ObjectNode body = JSON.createObjectNode();
      body.putArray("errors").add("Concept with concept-id [" + id + "] could not be found.");
      context
          .status(404)
          .contentType("application/json; charset=utf-8")
          .result(JSON.writeValueAsString(body));
      return;
    }
    context
        .contentType(
            "application/vnd.nasa.cmr.umm+json;version=" + UmmGranules.VERSION + "; charset=utf-8")
        .result(JSON.writeValueAsString(records.umm(found.get())));
  }

  private static void answerHeaders(Context context) {
    String request = UUID.randomUUID().toString();
    context.header("CMR-Request-Id", request);
    context.header("X-Request-Id", request);
    context.header("Access-Control-Allow-Origin", "*");
    context.header(
        "Access-Control-Expose-Headers",
        "CMR-Hits, CMR-Request-Id, X-Request-Id, CMR-Scroll-Id, CMR-Search-After, CMR-Timed-Out,"
            + " CMR-Shapefile-Original-Point-Count, CMR-Shapefile-Simplified-Point-Count");
    context.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload");
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "SAMEORIGIN");
    context.header("X-XSS-Protection", "1; mode=block");
    context.header("Vary", "Accept-Encoding, User-Agent");
  }

  /** Writes a refusal as both CMR and CMR-STAC do. */
  public static void refuse(InvalidParameter refused, Context context) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("errors").add(refused.getMessage());
    context.status(400).contentType("application/json; charset=utf-8").result(body.toString());
  }
}
