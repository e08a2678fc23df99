package silt.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import silt.mask.MaskFiles;
import silt.staging.FileStore;
import silt.steps.ArtifactRef;

/** Bands where they lie, masks in a folder: the mask step's files without an installation. */
record LocalFiles(FileStore products) implements MaskFiles {

  @Override
  public Path band(ArtifactRef staged) {
    return Path.of(URI.create(staged.uri().toString()));
  }

  @Override
  public Optional<ArtifactRef> find(String key) {
    return products.find(key);
  }

  @Override
  public Path product(ArtifactRef product) {
    return products.localPath(product);
  }

  @Override
  public ArtifactRef keep(String key, Path finished) {
    return products.put(key, finished);
  }
}
