package silt.archive.stac;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import silt.archive.ArchiveUrls;
import silt.archive.Catalogue;
import silt.archive.Granule;
import silt.archive.HlsCollection;
import silt.archive.Page;
import silt.archive.faults.Gate;

/** CMR-STAC for the provider LPCLOUD: landing page, collections, items, search. */
public final class StacApi {

  private static final String ROOT = "/stac/LPCLOUD";
  private static final String GEOJSON = "application/geo+json; charset=utf-8";
  private static final String PLAIN_JSON = "application/json; charset=utf-8";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Catalogue catalogue;
  private final ArchiveUrls urls;
  private final StacDocuments documents;

  public StacApi(Catalogue catalogue, ArchiveUrls urls) {
    this.catalogue = catalogue;
    this.urls = urls;
    this.documents = new StacDocuments(urls);
  }

  public void addTo(RoutesConfig routes) {
    routes.get(ROOT, context -> reply(context, PLAIN_JSON, documents.landing()));
    routes.get(ROOT + "/collections", this::collections);
    routes.get(ROOT + "/collections/{collection}", this::collection);
    routes.get(ROOT + "/collections/{collection}/items", this::items);
    routes.get(ROOT + "/collections/{collection}/items/{item}", this::item);
    routes.get(ROOT + "/search", this::search);
    routes.post(ROOT + "/search", this::search);
    routes.get("/stac/{provider}", StacApi::noProvider);
    routes.get("/stac/{provider}/<path>", StacApi::noProvider);
    routes.post("/stac/{provider}/<path>", StacApi::noProvider);
  }

  private void collections(Context context) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("id", "LPCLOUD-collections").put("title", "LPCLOUD Collections");
    body.put("description", "All collections provided by LPCLOUD");
    body.put("stac_version", StacDocuments.STAC_VERSION);
    ArrayNode list = body.putArray("collections");
    for (HlsCollection each : HlsCollection.values()) {
      list.add(documents.collection(each));
    }
    ArrayNode links = body.putArray("links");
    String self = urls.stacRoot() + "/collections";
    StacDocuments.link(links, "self", self, "application/json", null);
    StacDocuments.link(links, "root", urls.stacRoot() + "/", "application/json", null);
    body.put("numberMatched", list.size()).put("numberReturned", list.size());
    reply(context, PLAIN_JSON, body);
  }

  private void collection(Context context) throws IOException {
    Optional<HlsCollection> found = HlsCollection.byStacId(context.pathParam("collection"));
    if (found.isEmpty()) {
      noCollection(context);
      return;
    }
    reply(context, PLAIN_JSON, documents.collection(found.get()));
  }

  private void items(Context context) throws IOException {
    Optional<HlsCollection> found = HlsCollection.byStacId(context.pathParam("collection"));
    if (found.isEmpty()) {
      noCollection(context);
      return;
    }
    ObjectNode asked = Parameters.merge(context.queryParamMap(), "");
    ObjectNode query = asked.deepCopy();
    query.putArray("collections").add(found.get().stacId());
    String self = urls.stacRoot() + "/collections/" + found.get().stacId() + "/items";
    ObjectNode body = page(context, query, asked, self);
    body.put("id", found.get().stacId() + "-items");
    body.put("description", "Items in the collection " + found.get().stacId());
    reply(context, GEOJSON, body);
  }

  private void item(Context context) throws IOException {
    String collection = context.pathParam("collection");
    String id = context.pathParam("item");
    Optional<Granule> found =
        HlsCollection.byStacId(collection)
            .flatMap(of -> catalogue.find(id).filter(granule -> granule.collection().equals(of)));
    if (found.isEmpty()) {
      notFound(
          context, "Could not find item with ID [" + id + "] in collection [" + collection + "]");
      return;
    }
    reply(context, GEOJSON, documents.item(found.get()));
  }

  private void search(Context context) throws IOException {
    ObjectNode query = Parameters.merge(context.queryParamMap(), context.body());
    reply(context, GEOJSON, page(context, query, query, urls.stacRoot() + "/search"));
  }

  private ObjectNode page(Context context, ObjectNode query, ObjectNode asked, String path)
      throws IOException {
    StacQuery search = new StacQuery(query);
    Page page = search.page(catalogue);
    boolean empty = context.header(Gate.EMPTY_PAGE_HEADER) != null;
    ObjectNode body = JSON.createObjectNode();
    body.put("type", "FeatureCollection").put("stac_version", StacDocuments.STAC_VERSION);
    int returned = empty ? 0 : page.items().size();
    body.put("numberMatched", page.matched()).put("numberReturned", returned);
    ArrayNode features = body.putArray("features");
    if (!empty) {
      for (Granule granule : page.items()) {
        features.add(documents.item(granule));
      }
    }
    body.set("links", links(context, asked, path, empty ? Optional.empty() : page.cursor()));
    body.putObject("context")
        .put("returned", returned)
        .put("limit", search.limit())
        .put("matched", page.matched());
    return body;
  }

  private ArrayNode links(Context context, ObjectNode asked, String path, Optional<String> cursor) {
    ArrayNode links = JSON.createArrayNode();
    String geoJson = "application/geo+json";
    String query = context.queryString();
    String self = query == null ? path : path + "?" + query;
    StacDocuments.link(links, "self", self, geoJson, "This search");
    StacDocuments.link(links, "root", urls.stacRoot() + "/", "application/json", "Root Catalog");
    StacDocuments.link(links, "parent", urls.stacRoot(), "application/json", "Provider Catalog");
    ObjectNode first = asked.deepCopy();
    first.remove("cursor");
    StacDocuments.link(links, "first", link(path, first), geoJson, "First page of results");
    if (cursor.isPresent()) {
      ObjectNode next = asked.deepCopy().put("cursor", cursor.get());
      StacDocuments.link(links, "next", link(path, next), geoJson, "Next page of results");
    }
    return links;
  }

  private static String link(String path, ObjectNode query) {
    return query.isEmpty() ? path : path + "?" + Parameters.toLink(query);
  }

  private static void noProvider(Context context) throws IOException {
    notFound(context, "Provider [" + context.pathParam("provider") + "] not found.");
  }

  private static void noCollection(Context context) throws IOException {
    notFound(
        context,
        "Collection with ID ["
            + context.pathParam("collection")
            + "] in provider [LPCLOUD] not found.");
  }

  private static void notFound(Context context, String message) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("errors").add(message);
    context.status(404);
    reply(context, PLAIN_JSON, body);
  }

  private static void reply(Context context, String type, ObjectNode body) throws IOException {
    context.contentType(type).result(JSON.writeValueAsString(body));
  }
}
