package silt.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.mask.MaskNetwork;
import silt.mask.Masking;
import silt.mask.Share;
import silt.model.ModelBundle;
import silt.model.Sha256;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.staging.FileStore;
import silt.steps.ArtifactRef;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;
import silt.steps.StepRun;

/** The mask step over a granule's files, as a worker runs it. */
final class MaskedGranule {

  private MaskedGranule() {}

  /**
   * @param granule folder of its files
   * @param work where the mask is kept; made before by the same bundle, it is found again
   * @return the mask raster
   */
  static Path of(GranuleId id, Path granule, ModelBundle bundle, Path work) {
    ModelRef model = new ModelRef(bundle.card().name(), bundle.sha256());
    SceneOrder order =
        new SceneOrder(
            new Scene(id, 1),
            new ProductRef("bench", 1, model, model, "f32", new TreeMap<>()),
            granule.toUri(),
            List.of(),
            null);
    Map<Band, ArtifactRef> files = new EnumMap<>(Band.class);
    for (Band band : MaskNetwork.INPUTS) {
      Path file = granule.resolve(id.fileName(band));
      files.put(band, new ArtifactRef(file.toUri(), Sha256.of(file), file.toFile().length()));
    }
    Instant now = Instant.now();
    StagedScene staged =
        new StagedScene(files, Map.of(), "file", new StepRun("fetch", now, now, 1, "here", false));
    LocalFiles products = new LocalFiles(new FileStore(work.resolve("products")));
    int cores = Runtime.getRuntime().availableProcessors();
    try (Masking step =
        new Masking(products, ref -> bundle, work.resolve("scratch"), Share.ofCores(cores))) {
      return products.product(step.mask(order, staged).mask());
    }
  }
}
