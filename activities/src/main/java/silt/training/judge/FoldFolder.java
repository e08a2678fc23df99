package silt.training.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import silt.model.ModelBundle;
import silt.scene.BadInput;

/** A folder of bundles that one recipe made, one for each fold that it left out. */
public final class FoldFolder {

  private FoldFolder() {}

  /** Whether it holds bundles and is none. */
  public static boolean is(Path folder) {
    return Files.isDirectory(folder)
        && !Files.exists(folder.resolve(ModelBundle.CARD))
        && !folders(folder).isEmpty();
  }

  /**
   * Opens them in the order of their names.
   *
   * @throws BadInput where it holds none
   */
  public static List<ModelBundle> open(Path folder) {
    List<Path> found = Files.isDirectory(folder) ? folders(folder) : List.of();
    if (found.isEmpty()) {
      throw new BadInput(
          "folds " + folder + ": it holds no bundle",
          "Give the folder that holds one bundle folder for each fold.");
    }
    return found.stream().map(ModelBundle::open).toList();
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(one -> Files.exists(one.resolve(ModelBundle.CARD))).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be listed", failed);
    }
  }
}
