package silt.staging;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import silt.staging.Store.Held;

/** A walk over the files of a folder that others write to and remove from meanwhile. */
final class Listing extends SimpleFileVisitor<Path> {

  private final Path root;
  private final Consumer<Held> each;

  Listing(Path root, Consumer<Held> each) {
    this.root = root;
    this.each = each;
  }

  /** A hidden folder, as that of scratch in staging, holds nothing of the store's. */
  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return !folder.equals(root) && folder.getFileName().toString().startsWith(".")
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      each.accept(
          new Held(
              root.relativize(file).toString(),
              attributes.size(),
              attributes.lastModifiedTime().toInstant()));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    return failure instanceof NoSuchFileException || !Files.exists(file)
        ? FileVisitResult.CONTINUE
        : super.visitFileFailed(file, failure);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
    return failure instanceof NoSuchFileException
        ? FileVisitResult.CONTINUE
        : super.postVisitDirectory(folder, failure);
  }
}
