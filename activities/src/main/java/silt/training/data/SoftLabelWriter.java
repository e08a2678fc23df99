package silt.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import silt.raster.RasterGrid;
import silt.scene.BadInput;

/**
 * Adds a teacher's labels to a dataset. They lie in a hidden folder of it until all are there; then
 * they take their places, and the card names the teacher.
 */
public final class SoftLabelWriter implements AutoCloseable {

  private final Dataset dataset;
  private final Path waiting;
  private final Map<Path, Path> places = new LinkedHashMap<>();

  /**
   * @throws BadInput where the dataset's folder cannot be written
   */
  public SoftLabelWriter(Dataset dataset) {
    this.dataset = dataset;
    this.waiting = dataset.folder().resolve(".taught");
    try {
      DatasetWriter.delete(waiting);
      Files.createDirectory(waiting);
    } catch (IOException failed) {
      throw new BadInput(
          "dataset " + dataset.folder() + ": cannot be written",
          "Copy it to a folder of your own first.",
          failed);
    }
  }

  /** What a teacher told of a chip, all of it. */
  public void add(Dataset.Entry entry, SoftLabels labels) {
    Path file = waiting.resolve(entry.id() + ".tif");
    RasterGrid grid = new RasterGrid("", 0, 0, 1, entry.width(), entry.height());
    DatasetWriter.writeClasses(file, grid, labels.told());
    places.put(file, dataset.folder().resolve(entry.beside("soft")));
  }

  /** Puts the labels in their places, in the stead of what another teacher of the level told. */
  public void finish(DatasetCard.Teacher teacher) {
    try {
      for (Map.Entry<Path, Path> place : places.entrySet()) {
        Files.move(
            place.getKey(),
            place.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(dataset.folder() + " cannot be written", failed);
    }
    DatasetCard.read(dataset.folder()).taughtBy(teacher).write(dataset.folder());
  }

  @Override
  public void close() {
    try {
      DatasetWriter.delete(waiting);
    } catch (IOException leftover) {
      throw new UncheckedIOException(waiting + " cannot be removed", leftover);
    }
  }
}
