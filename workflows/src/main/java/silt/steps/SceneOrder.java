package silt.steps;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import silt.scene.Scene;

/**
 * What to make of one scene.
 *
 * @param assetBase the folder of the granule's files at the archive, ending in a slash, as told by
 *     discovery
 * @param zoneSets names of the zone sets to summarise over; {@code cells} for the 300 m grid
 * @param campaign the campaign that asked first, or {@code null} for a scene run alone
 */
public record SceneOrder(
    Scene scene, ProductRef product, URI assetBase, List<String> zoneSets, String campaign) {

  /** The zone set that needs no vector file: 300 m cells where water was seen. */
  public static final String CELLS = "cells";

  public SceneOrder {
    requireNonNull(scene, "scene");
    requireNonNull(product, "product");
    requireNonNull(assetBase, "assetBase");
    if (!assetBase.toString().endsWith("/")) {
      throw new IllegalArgumentException("the asset base must end in '/', not be " + assetBase);
    }
    zoneSets = List.copyOf(zoneSets);
  }

  /** The workflow id: the business key, so that starting a scene twice is harmless. */
  public String workflowId() {
    return workflowId(scene.key(), product);
  }

  /** The id of the workflow that makes this product version of the scene of this key. */
  public static String workflowId(String scene, ProductRef product) {
    return "scene/" + scene + "/" + product.name();
  }

  /** Where a scene's files lie below a store's base, the same for every attempt. */
  public String storeKey() {
    return product.name() + "/" + scene.granule().tile() + "/" + scene.key();
  }
}
