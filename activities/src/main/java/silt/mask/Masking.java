package silt.mask;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import silt.mask.forms.DeviceFull;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.Sha256;
import silt.provenance.ThisProcess;
import silt.raster.RasterLibraryMissing;
import silt.raster.RasterProblem;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.staging.DiskSpace;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.MaskActivity;
import silt.steps.MaskedScene;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

/** Turns staged bands into the five masks, one pass of the network over the whole tile. */
public final class Masking implements MaskActivity, AutoCloseable {

  /** The mask's name below the scene's key in the product store. */
  public static final String FILE = "mask.tif";

  private static final String STEP = "mask";
  private static final String HALF_DONE = "mask-half-done";
  private static final long BEAT_SECONDS = 10;

  private final MaskFiles files;
  private final Function<ModelRef, ModelBundle> bundles;
  private final Path work;
  private final Share share;
  private final Semaphore places;
  private final Map<String, Ready> networks = new ConcurrentHashMap<>();

  /** A network and how this machine takes it fastest. */
  private record Ready(MaskNetwork network, Pace pace) {}

  /**
   * @param bundles finds a bundle by its sha256; {@link BadInput} where there is none
   * @param work a folder for the file while it is written
   * @param share of this machine
   */
  public Masking(MaskFiles files, Function<ModelRef, ModelBundle> bundles, Path work, Share share) {
    this.files = files;
    this.bundles = bundles;
    this.work = work;
    this.share = share;
    this.places = new Semaphore(share.scenes());
  }

  @Override
  public MaskedScene mask(SceneOrder order, StagedScene staged) {
    Instant started = Instant.now();
    String key = order.storeKey() + "/" + FILE;
    try {
      MaskFile.Origin origin = origin(order, staged);
      Optional<ArtifactRef> already = files.find(key);
      if (already.isPresent()) {
        Optional<MaskCounts> counts = MaskFile.counts(files.product(already.get()), origin);
        if (counts.isPresent()) {
          return scene(already.get(), counts.get(), started, true);
        }
      }
      return inPlace(order, staged, key, origin, started);
    } catch (UnfitBands unfit) {
      throw Failures.never(Outcome.FAILED, order.scene().key() + ": " + unfit.getMessage(), unfit);
    } catch (TorchMissing | RasterLibraryMissing missing) {
      throw Failures.person(Person.NATIVE_LIBRARY_MISSING, missing.getMessage(), missing);
    } catch (DeviceFull full) {
      // what else runs on this host may be gone next time, and other hosts have more memory
      throw Failures.retry(order.scene().key() + ": " + full.getMessage(), full);
    } catch (BadInput unusable) {
      throw Failures.person(
          Person.MODEL_MISSING, unusable.getMessage() + ". " + unusable.remedy(), unusable);
    } catch (RasterProblem damaged) {
      if (DiskSpace.isFull(damaged)) {
        throw Failures.person(
            Person.DISK_FULL,
            damaged.getMessage() + ": the disk is full, free some space",
            damaged);
      }
      // fetch found every band decodable: what cannot be read or written now may be next time
      throw Failures.retry(order.scene().key() + ": " + damaged.getMessage(), damaged);
    }
  }

  /** Scenes of both numeric forms come from queues of their own, but share the machine. */
  private MaskedScene inPlace(
      SceneOrder order, StagedScene staged, String key, MaskFile.Origin origin, Instant started) {
    try {
      while (!places.tryAcquire(BEAT_SECONDS, TimeUnit.SECONDS)) {
        beat(0);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("masking was interrupted", stopped);
    }
    try {
      beat(0);
      Ready ready = ready(order.product());
      HalfDone half = halfDone(order, origin);
      WholeTile.Flags masked =
          new WholeTile(ready.network(), ready.pace())
              .run(paths(staged), Optional.of(half), Masking::beat);
      ArtifactRef kept = keep(key, masked, origin, ready.network().bundle());
      half.remove();
      return scene(kept, masked.counts(), started, false);
    } finally {
      places.release();
    }
  }

  /** Known by all that decides a flag: the bands' bytes, the model, and how it computes. */
  HalfDone halfDone(SceneOrder order, MaskFile.Origin origin) {
    String all = origin.tags() + " " + order.product().numericForm();
    byte[] digest = Sha256.digest().digest(all.getBytes(StandardCharsets.UTF_8));
    String key = HexFormat.of().formatHex(digest);
    return new HalfDone(work.resolve(HALF_DONE).resolve(key), key);
  }

  private Map<Band, Path> paths(StagedScene staged) {
    Map<Band, Path> paths = new EnumMap<>(Band.class);
    for (Band band : MaskNetwork.INPUTS) {
      ArtifactRef file = staged.files().get(band);
      if (file != null) {
        paths.put(band, files.band(file));
      }
    }
    return paths;
  }

  private Ready ready(ProductRef product) {
    Torch.require();
    ModelRef model = product.mask();
    NumericForm form = NumericForm.of(product.numericForm());
    return networks.computeIfAbsent(
        model.sha256() + " " + form.word(),
        any -> {
          ModelBundle bundle = bundles.apply(model);
          if (!bundle.sha256().equals(model.sha256())) {
            throw new BadInput(
                "model "
                    + model.name()
                    + ": found sha256 "
                    + bundle.sha256()
                    + ", wanted "
                    + model.sha256(),
                "Put the bundle of that sha256 into the models folder");
          }
          MaskNetwork network = MaskNetwork.load(bundle, form, share.device());
          return new Ready(network, Probe.pace(network, share));
        });
  }

  private ArtifactRef keep(
      String key, WholeTile.Flags masked, MaskFile.Origin origin, ModelBundle bundle) {
    try {
      Files.createDirectories(work);
      Path folder = Files.createTempDirectory(work, "mask-");
      Path file = folder.resolve(FILE);
      try {
        MaskFile.write(file, masked, Layout.TILED, origin.tags(), bundle);
        beat(-1);
        return files.keep(key, file);
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException failed) {
      throw DiskSpace.failure(work + " cannot be written", failed);
    }
  }

  static MaskFile.Origin origin(SceneOrder order, StagedScene staged) {
    Map<Band, String> inputs = new EnumMap<>(Band.class);
    staged.files().forEach((band, file) -> inputs.put(band, file.sha256()));
    return new MaskFile.Origin(
        order.scene().key(),
        order.product().name() + " v" + order.product().algorithmVersion(),
        order.product().mask().sha256(),
        MaskFile.inputs(inputs));
  }

  private static MaskedScene scene(ArtifactRef mask, MaskCounts n, Instant started, boolean found) {
    return new MaskedScene(
        mask,
        n.valid(),
        n.water(),
        n.cloudShadow(),
        n.cloud(),
        n.snowIce(),
        n.terrainShade(),
        n.clearWater(),
        ThisProcess.ended(STEP, started, attempt(), found));
  }

  private static void beat(int windowsDone) {
    if (inActivity()) {
      context().heartbeat(windowsDone);
    }
  }

  private static int attempt() {
    return inActivity() ? context().getInfo().getAttempt() : 1;
  }

  private static ActivityExecutionContext context() {
    return Activity.getExecutionContext();
  }

  /** The step also runs by hand, where nobody listens to heartbeats. */
  private static boolean inActivity() {
    try {
      Activity.getExecutionContext();
      return true;
    } catch (IllegalStateException byHand) {
      return false;
    }
  }

  @Override
  public void close() {
    networks.values().forEach(ready -> ready.network().close());
    networks.clear();
  }
}
