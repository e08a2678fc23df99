package silt.db;

import java.time.Instant;
import java.util.List;

/**
 * A scene's rasters under one product version, with what a catalogue tells of them.
 *
 * @param scene the newest revision that was seen under the product version
 * @param outcome what the scene came to
 * @param ssc null where no water was clear, and {@code quality} with it
 * @param inputs the files that were read
 */
public record CatalogueRow(
    SceneRow scene,
    String outcome,
    RunOrigin origin,
    Instant finishedAt,
    RasterRow mask,
    RasterRow ssc,
    RasterRow quality,
    List<InputRow> inputs) {

  public CatalogueRow {
    inputs = List.copyOf(inputs);
  }
}
