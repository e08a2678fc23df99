package silt.steps;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.scene.BadInput;

/**
 * A mask network to be trained: what it is, what it learns from, where it goes. Folders are {@code
 * file:} URIs on a disk that every worker of the training queue sees.
 *
 * @param name of the model in its card, lower case; also names the workflow
 * @param out folder of the bundle to be; what a stopped run leaves lies beside it
 * @param architecture word of a network, e.g. {@code compact-unet-16}
 * @param convention {@code standard} or {@code published}, how reflectance enters; {@code null} for
 *     that of {@code init}, else standard
 * @param datasets folders to learn from, at least one
 * @param fold {@code 2/5}: sites of the second of five folds are left to judge by; {@code none}
 * @param shares of the squares that each source gives, by its name; empty for as many as it has
 * @param without sites, sensors or sources that neither train nor choose
 * @param choose the datasets or sources whose sites choose epoch and threshold of a class, by its
 *     word; a class not named is chosen by all
 * @param init folder of the bundle to begin from, {@code null} for random weights
 * @param initPartial whether weights of {@code init} that do not fit are made anew
 */
public record TrainingOrder(
    String name,
    URI out,
    String architecture,
    String convention,
    List<URI> datasets,
    String fold,
    Map<String, Double> shares,
    List<String> without,
    Map<String, List<String>> choose,
    URI init,
    boolean initPartial,
    TrainingPlan plan) {

  public static final String STANDARD = "standard";
  public static final String PUBLISHED = "published";

  public TrainingOrder {
    require(
        name != null && name.matches("[a-z0-9][a-z0-9._-]{0,62}"),
        "--name " + name,
        "Give lower-case letters, digits, '.', '_', '-'.");
    folder("--out", out);
    require(architecture != null, "--architecture", "Name a network.");
    require(
        convention == null || STANDARD.equals(convention) || PUBLISHED.equals(convention),
        "--convention " + convention,
        "Choose standard or published.");
    require(datasets != null && !datasets.isEmpty(), "--data", "Name at least one dataset folder.");
    datasets = List.copyOf(datasets);
    datasets.forEach(dataset -> folder("--data", dataset));
    require(
        datasets.stream().distinct().count() == datasets.size(),
        "--data " + datasets + " names a folder twice",
        "Name each once; --shares weighs them.");
    require(fold != null, "--fold", "Give e.g. 2/5, or none.");
    shares = shares == null ? Map.of() : new TreeMap<>(shares);
    shares.forEach(
        (source, share) ->
            require(
                share >= 0 && share < Double.POSITIVE_INFINITY,
                "--shares " + source + "=" + share,
                "Give shares of 0 and over."));
    choose = choose == null ? Map.of() : new TreeMap<>(choose);
    without = without == null ? List.of() : List.copyOf(without);
    if (init != null) {
      folder("--init", init);
    }
    require(init != null || !initPartial, "--init-partial without --init", "Name the bundle.");
    require(plan != null, "the plan is missing", "Give one.");
  }

  private static void folder(String option, URI place) {
    require(
        place != null
            && "file".equals(place.getScheme())
            && place.getPath() != null
            && place.getPath().startsWith("/")
            && place.getAuthority() == null,
        option + " " + place + " is no folder on a disk",
        "Give an absolute file: URI that every training worker sees.");
  }

  private static void require(boolean holds, String problem, String remedy) {
    if (!holds) {
      throw new BadInput(problem, remedy);
    }
  }

  /** One name, one training. */
  public String workflowId() {
    return "training/" + name;
  }
}
