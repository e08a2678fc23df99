package silt.mask;

import java.nio.file.Path;
import java.util.Optional;
import silt.steps.ArtifactRef;

/** Where the step reads its bands and leaves its mask: staging and products, seen from here. */
public interface MaskFiles {

  /** A staged band as a file of this host; fetched where staging is elsewhere. */
  Path band(ArtifactRef staged);

  /** A finished product under a key, its checksum checked, where there is one. */
  Optional<ArtifactRef> find(String key);

  /** A product as a file of this host. */
  Path product(ArtifactRef product);

  /** Keeps a finished file under a key; afterwards {@link #find} finds it. */
  ArtifactRef keep(String key, Path finished);
}
