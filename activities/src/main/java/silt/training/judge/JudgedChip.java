package silt.training.judge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.PathRadiance;
import silt.training.data.Witness;

/**
 * A chip before the judge.
 *
 * @param dataset the name of its dataset
 * @param stored as the dataset has it
 * @param chip near the surface: path light taken off where it is of the top of the atmosphere
 */
record JudgedChip(
    String dataset, Dataset.Entry entry, Chip stored, Chip chip, Optional<Witness> witness) {

  JudgedChip {
    requireNonNull(dataset, "dataset");
    requireNonNull(entry, "entry");
    requireNonNull(witness, "witness");
  }

  static JudgedChip read(Dataset dataset, Dataset.Entry entry) {
    Chip stored = dataset.read(entry);
    return new JudgedChip(
        dataset.card().name(),
        entry,
        stored,
        PathRadiance.nearSurface(entry, stored),
        dataset.witness(entry));
  }

  /** A witness's band of whole numbers, or {@code null} where it has none. */
  byte[] bytes(String band) {
    return witness.flatMap(w -> w.bytes(band)).orElse(null);
  }

  /** Metres above the sea, or {@code null} where nobody knows. */
  float[] elevation() {
    return witness.flatMap(w -> w.band(Witness.ELEVATION)).orElse(null);
  }
}
