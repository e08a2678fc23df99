package silt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import silt.scene.BadInput;

/** Looks at where a result is to go before any work is done. */
final class Outputs {

  private Outputs() {}

  /**
   * @throws BadInput where the file's folder is not there or cannot be written, or the file is one
   */
  static void requireFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new BadInput("--out " + file + " is a folder", "Name a file in it.");
    }
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new BadInput(
          "--out " + file + ": " + folder + " is no folder that can be written",
          "Make it, or name another with --out.");
    }
  }

  /**
   * @throws BadInput where a folder neither is there nor can be made, or is no folder
   */
  static void requireParent(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInput("--out " + folder + " is a file", "Name a folder.");
    }
    if (!Files.isDirectory(folder)) {
      requireFolder(folder);
    }
  }
}
