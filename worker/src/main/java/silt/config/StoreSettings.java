package silt.config;

import java.nio.file.Path;
import silt.staging.Store;
import silt.staging.Stores;

/** Where a process reads and writes scenes. */
public final class StoreSettings {

  private StoreSettings() {}

  /** Staging and products, with a folder of this machine for what is half-done. */
  public static Stores stores(Settings settings) {
    Path scratch = settings.home().resolve("staging").resolve(".scratch");
    return new Stores(
        Store.at(settings.store(Key.STAGING), scratch),
        Store.at(settings.store(Key.PRODUCTS), scratch),
        scratch);
  }
}
