package silt.training.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import silt.model.ModelCard;
import silt.training.data.Fold;

/**
 * What a bundle's card says it has seen: {@code training.fold}, and {@code training.seen}, for each
 * dataset's name the sites that trained or chose.
 */
final class Seen {

  private final Optional<Fold> fold;
  private final Map<String, Set<String>> sites = new HashMap<>();
  private final boolean lists;

  private Seen(Optional<Fold> fold, JsonNode seen) {
    this.fold = fold;
    this.lists = seen.isObject();
    seen.properties()
        .forEach(
            dataset -> {
              Set<String> names = new HashSet<>();
              dataset.getValue().forEach(site -> names.add(site.asText()));
              sites.put(dataset.getKey(), names);
            });
  }

  static Seen of(ModelCard card) {
    JsonNode fold = card.training().path("fold");
    return new Seen(
        fold.isTextual() && !fold.asText().equals("none")
            ? Optional.of(Fold.parse(fold.asText()))
            : Optional.empty(),
        card.training().path("seen"));
  }

  /** The fold that was left to judge, if any was. */
  Optional<Fold> fold() {
    return fold;
  }

  /** Whether the card names sites, or a fold that tells of them; else nobody knows. */
  boolean tells() {
    return lists || fold.isPresent();
  }

  /** Whether a site moved its weights or chose its thresholds, as far as the card says. */
  boolean saw(String dataset, String site) {
    return sites.getOrDefault(dataset, Set.of()).contains(site);
  }
}
