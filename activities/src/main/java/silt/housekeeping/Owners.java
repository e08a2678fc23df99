package silt.housekeeping;

import java.util.Collection;
import java.util.Set;

/** Who still needs what lies in a store. */
@FunctionalInterface
public interface Owners {

  /** Those of the keys of scenes' folders that somebody works with. */
  Set<String> owned(Collection<String> keys);
}
