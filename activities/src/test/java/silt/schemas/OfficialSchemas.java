package silt.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Validates by the schemas kept in {@code schemas/}; what they refer to is found there, too. */
public final class OfficialSchemas {

  private static final String STAC = "https://schemas.stacspec.org/v1.1.0/";
  private static final String EXTENSIONS = "https://stac-extensions.github.io/";
  private static final Map<String, String> KEPT = new HashMap<>();

  static {
    KEPT.put(STAC + "catalog-spec/json-schema/catalog.json", "stac/v1.1.0/catalog.json");
    KEPT.put(STAC + "collection-spec/json-schema/collection.json", "stac/v1.1.0/collection.json");
    for (String part :
        new String[] {
          "item",
          "bands",
          "basics",
          "common",
          "data-values",
          "datetime",
          "instrument",
          "licensing",
          "provider"
        }) {
      KEPT.put(STAC + "item-spec/json-schema/" + part + ".json", "stac/v1.1.0/" + part + ".json");
    }
    KEPT.put("https://geojson.org/schema/Feature.json", "stac/geojson/Feature.json");
    KEPT.put("https://geojson.org/schema/Geometry.json", "stac/geojson/Geometry.json");
    KEPT.put(
        "https://proj.org/schemas/v0.7/projjson.schema.json", "stac/extensions/projjson-v0.7.json");
    for (String extension :
        new String[] {"processing/v1.2.0", "raster/v2.0.0", "projection/v2.0.0"}) {
      KEPT.put(
          EXTENSIONS + extension + "/schema.json",
          "stac/extensions/" + extension.replace("/", "-") + ".json");
    }
    KEPT.put("https://www.w3.org/submissions/prov-json/schema", "prov/prov-json.schema.json");
    KEPT.replaceAll((iri, file) -> "classpath:schemas/" + file);
  }

  private static final Map<String, JsonSchema> READ = new ConcurrentHashMap<>();

  private OfficialSchemas() {}

  /** Whether a schema of that name is kept. */
  public static boolean kept(String iri) {
    return KEPT.containsKey(iri);
  }

  /** Fails, naming what is wrong, unless the document is valid. */
  public static void requireValid(JsonNode document, String iri) {
    assertThat(READ.computeIfAbsent(iri, OfficialSchemas::read).validate(document))
        .as("%s by %s", document.path("id"), iri)
        .isEmpty();
  }

  private static JsonSchema read(String iri) {
    SpecVersion.VersionFlag version =
        iri.contains("prov-json") ? SpecVersion.VersionFlag.V4 : SpecVersion.VersionFlag.V7;
    return JsonSchemaFactory.getInstance(
            version, builder -> builder.schemaMappers(mappers -> mappers.mappings(KEPT)))
        .getSchema(SchemaLocation.of(iri));
  }
}
