package silt.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import silt.db.ModelRow;

/** How a file is cited, and who must be named with it. */
final class Citation {

  private static final JsonMapper JSON = new JsonMapper();

  /** What NASA's LP DAAC and Copernicus ask for. */
  private static final List<String> SOURCES =
      List.of(
          "HLS Landsat 8/9 OLI surface reflectance 30 m v2.0 (HLSL30), NASA LP DAAC,"
              + " doi:10.5067/HLS/HLSL30.002",
          "HLS Sentinel-2 MSI surface reflectance 30 m v2.0 (HLSS30), NASA LP DAAC,"
              + " doi:10.5067/HLS/HLSS30.002; contains modified Copernicus Sentinel data");

  private Citation() {}

  /** One sentence. */
  static String text(About about, Tally tally) {
    return "%s (zones: %s, version %s), %s to %s, %,d observations of %,d zones in %,d scenes. silt %s, commit %s, %s."
        .formatted(
            about.title(),
            about.zoneSet().source(),
            about.zoneSet().version(),
            day(tally.first()),
            day(tally.last()),
            tally.rows(),
            tally.zones(),
            tally.sceneCount(),
            about.build().version(),
            about.build().commit(),
            day(about.writtenAt()));
  }

  /** The data and models behind it, a line each. */
  static List<String> credits(About about) {
    List<String> credits = new ArrayList<>(SOURCES);
    Stream.of(about.product().mask(), about.product().ssc())
        .map(Citation::credit)
        .forEach(credits::add);
    return List.copyOf(credits);
  }

  private static String credit(ModelRow model) {
    JsonNode training = card(model).path("training");
    String source = training.path("source").asText("");
    String licence = training.path("licence").asText("");
    return model.kind()
        + " model "
        + model.name()
        + ", sha256 "
        + model.sha256()
        + (source.isBlank() ? "" : ", trained on: " + source)
        + (licence.isBlank() ? "" : " (" + licence + ")");
  }

  private static JsonNode card(ModelRow model) {
    try {
      return JSON.readTree(model.cardJson());
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException("the database holds JSON alone there", notJson);
    }
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
