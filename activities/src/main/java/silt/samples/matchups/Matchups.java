package silt.samples.matchups;

import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import silt.db.NearScene;
import silt.db.NearScene.NearSample;
import silt.db.RasterRow;
import silt.raster.RasterProblem;
import silt.raster.Window;
import silt.samples.matchups.BandSource.BandsGone;
import silt.scene.Band;
import silt.sediment.pixels.MisplacedRaster;
import silt.staging.Store;
import silt.steps.ArtifactRef;
import silt.steps.Failures;

/**
 * Looks at the pixels around each sample in each scene near it in time: first in the rasters that
 * the product keeps, then, only for scenes that have pixels to show, in bands fetched again.
 */
public final class Matchups {

  /** Two tiles show one pass at most so far apart. */
  private static final Duration ONE_PASS = Duration.ofMinutes(10);

  private final Store products;
  private final int side;
  private final List<Trouble> troubles = new ArrayList<>();
  private final Set<Long> sampled = new HashSet<>();
  private final Set<Long> seen = new HashSet<>();

  /** A scene that could not be looked at as asked. */
  public record Trouble(String scene, String why) {}

  /**
   * What was found.
   *
   * @param matchups by sample, then time; one for each sample and pass
   * @param nearScene samples that lie below a scene near in time
   * @param withPixels those of them that have a match-up
   */
  public record Found(
      List<Matchup> matchups, long nearScene, long withPixels, List<Trouble> troubles) {}

  /** Told after each scene how many are done of how many. */
  @FunctionalInterface
  public interface Progress {
    void at(String doing, int done, int total);
  }

  /**
   * @param products the store that keeps rasters
   * @param side of the window around a sample, pixels of 30 m: odd, 1 to 33
   */
  public Matchups(Store products, int side) {
    if (side < 1 || side > 33 || side % 2 == 0) {
      throw new IllegalArgumentException("a window is 1 to 33 pixels wide and odd, not " + side);
    }
    this.products = products;
    this.side = side;
  }

  /**
   * Finds the match-ups of scenes and the samples that each holds.
   *
   * @param bands empty to leave reflectance out
   */
  public Found of(List<NearScene> scenes, Optional<BandSource> bands, Progress progress) {
    List<Matchup> all = new ArrayList<>();
    Map<Long, NearScene> byId = new LinkedHashMap<>();
    for (NearScene scene : scenes) {
      all.addAll(looked(scene));
      byId.put(scene.scene().id(), scene);
      progress.at("rasters", byId.size(), scenes.size());
    }
    List<Matchup> kept = onePerPass(all);
    if (bands.isPresent()) {
      kept = withReflectance(kept, byId, bands.get(), progress);
    }
    return new Found(kept, sampled.size(), seen.size(), List.copyOf(troubles));
  }

  private List<Matchup> looked(NearScene near) {
    List<Matchup> found = new ArrayList<>();
    near.samples().forEach(sample -> sampled.add(sample.id()));
    if (near.mask() == null || near.ssc() == null) {
      return found;
    }
    try (SceneWindows windows = open(near)) {
      for (NearSample sample : near.samples()) {
        Optional<Window> window = around(windows, sample);
        if (window.isEmpty()) {
          continue;
        }
        WindowPixels pixels = windows.look(window.get());
        if (pixels.count() > 0) {
          seen.add(sample.id());
          found.add(new Matchup(sample, near.scene(), pixels, Map.of()));
        }
      }
    } catch (RasterProblem | MisplacedRaster gone) {
      troubles.add(trouble(near, "its rasters cannot be read: " + gone.getMessage()));
    } catch (ApplicationFailure failure) {
      if (!Failures.isGone(failure)) {
        throw failure;
      }
      troubles.add(trouble(near, "its raster " + failure.getOriginalMessage()));
    }
    return found;
  }

  /** As in current_observation: of two tiles of one pass the one that shows more. */
  private static List<Matchup> onePerPass(List<Matchup> all) {
    Comparator<Matchup> better =
        Comparator.<Matchup>comparingInt(matchup -> -matchup.pixels().count())
            .thenComparing(matchup -> matchup.scene().tile());
    Map<Long, List<Matchup>> bySample = new LinkedHashMap<>();
    all.forEach(m -> bySample.computeIfAbsent(m.sample().id(), id -> new ArrayList<>()).add(m));
    List<Matchup> kept = new ArrayList<>();
    for (List<Matchup> ofSample : bySample.values()) {
      List<Matchup> best = new ArrayList<>();
      ofSample.stream()
          .sorted(better)
          .filter(matchup -> best.stream().noneMatch(other -> samePass(matchup, other)))
          .forEach(best::add);
      best.sort(Comparator.comparing(matchup -> matchup.scene().acquiredAt()));
      kept.addAll(best);
    }
    kept.sort(Comparator.comparing((Matchup matchup) -> matchup.sample().id()));
    return kept;
  }

  private static boolean samePass(Matchup one, Matchup other) {
    Duration apart = Duration.between(one.scene().acquiredAt(), other.scene().acquiredAt()).abs();
    return one.scene().sensor().equals(other.scene().sensor()) && apart.compareTo(ONE_PASS) <= 0;
  }

  private List<Matchup> withReflectance(
      List<Matchup> kept, Map<Long, NearScene> scenes, BandSource bands, Progress progress) {
    Map<Long, List<Integer>> byScene = new LinkedHashMap<>();
    for (int i = 0; i < kept.size(); i++) {
      byScene.computeIfAbsent(kept.get(i).scene().id(), id -> new ArrayList<>()).add(i);
    }
    List<Matchup> seenAgain = new ArrayList<>(kept);
    Map<Long, Integer> done = new HashMap<>();
    byScene.forEach(
        (id, places) -> {
          NearScene near = scenes.get(id);
          try (SceneWindows windows = open(near)) {
            Map<Band, Path> files = bands.bring(near);
            for (int place : places) {
              Window window = around(windows, kept.get(place).sample()).orElseThrow();
              seenAgain.set(place, kept.get(place).with(windows.reflectance(window, files)));
            }
          } catch (BandsGone gone) {
            troubles.add(trouble(near, gone.getMessage()));
          } catch (RasterProblem | MisplacedRaster unreadable) {
            troubles.add(trouble(near, "its bands cannot be read: " + unreadable.getMessage()));
          } finally {
            bands.release(near);
          }
          done.put(id, places.size());
          progress.at("bands", done.size(), byScene.size());
        });
    return seenAgain;
  }

  private SceneWindows open(NearScene near) {
    return new SceneWindows(
        local(near.mask()),
        local(near.ssc()),
        near.quality() == null ? null : local(near.quality()),
        side);
  }

  private static Optional<Window> around(SceneWindows windows, NearSample sample) {
    return windows.around(sample.sample().lon(), sample.sample().lat());
  }

  private Path local(RasterRow raster) {
    return products.localPath(
        new ArtifactRef(URI.create(raster.uri()), raster.sha256(), raster.bytes()));
  }

  private static Trouble trouble(NearScene near, String why) {
    return new Trouble(near.scene().granuleId(), why);
  }
}
