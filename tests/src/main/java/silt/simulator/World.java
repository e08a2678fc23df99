package silt.simulator;

import static java.util.Objects.requireNonNull;

/**
 * A country: terrain, rivers, lakes, land cover and the matter in its waters are functions of UTM
 * metres and of this value alone, so that tiles agree in their overlap and a scene can be made
 * anew.
 *
 * @param seed decides everything that {@code parameters} leave open
 */
public record World(long seed, WorldParameters parameters) {

  public World {
    requireNonNull(parameters, "parameters");
  }

  /** A seed for a part of the world; parts do not follow one another's randomness. */
  long seed(long part) {
    return Dice.seed(seed, part);
  }
}
