package silt.worker;

import java.nio.file.Path;
import java.util.Optional;
import silt.mask.MaskFiles;
import silt.staging.Stores;
import silt.steps.ArtifactRef;

/** Lets the mask step read from staging and write to products without knowing of either. */
record StoredMaskFiles(Stores stores) implements MaskFiles {

  @Override
  public Path band(ArtifactRef staged) {
    return stores.staging().localPath(staged);
  }

  @Override
  public Optional<ArtifactRef> find(String key) {
    return stores.products().find(key);
  }

  @Override
  public Path product(ArtifactRef product) {
    return stores.products().localPath(product);
  }

  @Override
  public ArtifactRef keep(String key, Path finished) {
    return stores.products().put(key, finished);
  }
}
