package silt.cli;

import java.time.Instant;
import java.util.SortedMap;
import silt.db.ModelRow;
import silt.db.ProductRow;

/** A product version as {@code --json} shows it: its models by name and sha256. */
record ProductView(
    String name,
    boolean promoted,
    int algorithmVersion,
    Model mask,
    Model ssc,
    SortedMap<String, String> parameters,
    String numericForm,
    Instant createdAt,
    Instant promotedAt,
    Instant retiredAt,
    Instant deletedAt) {

  record Model(String name, String sha256) {
    static Model of(ModelRow row) {
      return new Model(row.name(), row.sha256());
    }
  }

  static ProductView of(ProductRow row) {
    return new ProductView(
        row.name(),
        row.promoted(),
        row.algorithmVersion(),
        Model.of(row.mask()),
        Model.of(row.ssc()),
        row.parameters(),
        row.numericForm(),
        row.createdAt(),
        row.promotedAt(),
        row.retiredAt(),
        row.deletedAt());
  }
}
