package silt.samples.matchups;

import java.nio.file.Path;
import java.util.Map;
import silt.db.NearScene;
import silt.scene.Band;

/** Where a scene's bands come from, now that staging has let them go. */
public interface BandSource {

  /**
   * Brings a scene's reflectance bands to this machine.
   *
   * @throws BandsGone where this scene's cannot be had; the others may
   */
  Map<Band, Path> bring(NearScene scene) throws BandsGone;

  /** Lets go of what was brought. */
  void release(NearScene scene);

  /** A scene whose bands cannot be had any more, and why. */
  final class BandsGone extends Exception {
    public BandsGone(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
