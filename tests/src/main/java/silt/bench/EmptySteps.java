package silt.bench;

import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import silt.provenance.ThisProcess;
import silt.scene.Band;
import silt.steps.ArtifactRef;
import silt.steps.FetchActivity;
import silt.steps.FillOrder;
import silt.steps.MaskActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;
import silt.steps.StepRun;

/**
 * Steps that do nothing and tell as much as those that do: what is left is orchestration. Writing
 * what came of a scene is no part of them, but the real thing.
 */
final class EmptySteps implements FetchActivity, MaskActivity, SedimentActivity {

  private static final String SHA256 = "0123456789abcdef".repeat(4);
  private static final long PIXELS = 3660L * 3660;

  @Override
  public StagedScene fetch(SceneOrder order) {
    Map<Band, ArtifactRef> files = new EnumMap<>(Band.class);
    Map<Band, String> sources = new EnumMap<>(Band.class);
    for (Band band :
        new Band[] {
          Band.FMASK, Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2
        }) {
      String file = order.scene().granule().fileName(band);
      files.put(band, artifact("staging", order, file));
      sources.put(band, order.assetBase() + file);
    }
    return new StagedScene(files, sources, "https", run("fetch"));
  }

  @Override
  public void release(SceneOrder order) {
    // nothing was staged
  }

  @Override
  public MaskedScene mask(SceneOrder order, StagedScene staged) {
    return new MaskedScene(
        artifact("products", order, "mask.tif"), PIXELS, 0, 0, 0, 0, 0, 0, run("mask"));
  }

  @Override
  public MeasuredScene measure(SceneOrder order, StagedScene staged, MaskedScene masked) {
    return new MeasuredScene(
        artifact("products", order, "ssc.tif"),
        artifact("products", order, "zones.jsonl"),
        0,
        0,
        run("sediment"),
        artifact("products", order, "quality.tif"),
        new TreeMap<>());
  }

  @Override
  public ArtifactRef summarise(FillOrder order) {
    throw new UnsupportedOperationException("no zone set comes later here");
  }

  private static ArtifactRef artifact(String store, SceneOrder order, String file) {
    return new ArtifactRef(
        URI.create("file:///var/lib/silt/" + store + "/" + order.storeKey() + "/" + file),
        SHA256,
        1_000_000);
  }

  private static StepRun run(String step) {
    return ThisProcess.ended(step, Instant.now(), 1, false);
  }
}
