package silt.training.judge;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.training.data.Dataset;
import silt.training.data.Fold;

/**
 * What is asked of the judge.
 *
 * @param bundles one, or one a fold, each judged on the sites it never saw
 * @param data datasets to judge on
 * @param fold which fold of their sites judges; where empty, what each bundle's card says
 * @param against rows beside the network: words of {@link Rivals}, in order
 * @param rivals bundles among those rows by what they are called there
 * @param treesFrom datasets that train the boosted trees besides those judged on
 * @param form the arithmetic that networks run in
 * @param by what figures are also given for, one by one
 * @param evenIfSeen judge chips that trained the bundle, and mark the report
 * @param kept folder for what takes long to make and may serve the next run: fitted trees
 */
public record Question(
    List<ModelBundle> bundles,
    List<Dataset> data,
    Optional<Fold> fold,
    List<String> against,
    Map<String, List<ModelBundle>> rivals,
    List<Dataset> treesFrom,
    NumericForm form,
    Optional<By> by,
    boolean evenIfSeen,
    Path kept) {

  /** What figures may be parted by. */
  public enum By {
    SITE,
    DATE,
    SENSOR;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Question {
    bundles = List.copyOf(bundles);
    data = List.copyOf(data);
    against = List.copyOf(against);
    rivals = Map.copyOf(rivals);
    treesFrom = List.copyOf(treesFrom);
    requireNonNull(fold, "fold");
    requireNonNull(form, "form");
    requireNonNull(by, "by");
    requireNonNull(kept, "kept");
    if (bundles.isEmpty() || data.isEmpty()) {
      throw new BadInput("evaluate: there is no bundle or no dataset", "Name one of each.");
    }
    if (fold.isPresent() && bundles.size() > 1) {
      throw new BadInput(
          "--fold " + fold.get() + ": there are " + bundles.size() + " bundles",
          "Leave --fold away: each is judged on the fold that its card names.");
    }
  }
}
