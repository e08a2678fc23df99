package silt.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import silt.config.DatabaseSettings;
import silt.config.Key;
import silt.config.Settings;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.DatabaseProblem;
import silt.db.Migrations;
import silt.db.ModelRow;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.ServerVersions;
import silt.scene.BadInput;
import silt.steps.ModelRef;
import silt.worker.ModelShelf;

/** PostgreSQL, PostGIS, the schema, and the models that product versions name. */
final class DatabaseHealth {

  private static final String UP = "Run deploy/silt up.";

  private final Settings settings;

  DatabaseHealth(Settings settings) {
    this.settings = settings;
  }

  List<Finding> examine() {
    try {
      DatabaseAddress address = DatabaseSettings.writer(settings);
      List<Finding> findings = new ArrayList<>();
      findings.add(versions(address));
      try (Database database = Database.open(address, 1)) {
        findings.add(Doctor.guarded("schema", UP, () -> schema(database)));
        findings.add(Doctor.guarded("product", UP, () -> promoted(database)));
        findings.add(Doctor.guarded("models", UP, () -> models(database)));
      }
      return findings;
    } catch (BadInput refusal) {
      return List.of(Finding.wrong("PostgreSQL", refusal.getMessage(), refusal.remedy()));
    } catch (DatabaseProblem problem) {
      return List.of(Finding.wrong("PostgreSQL", problem.getMessage(), problem.remedy()));
    }
  }

  private static Finding versions(DatabaseAddress address) {
    try (Connection connection = address.connect()) {
      ServerVersions versions = ServerVersions.of(address, connection);
      versions.require();
      return Finding.good(
          "PostgreSQL",
          "%d.%d with PostGIS %s at %s:%d"
              .formatted(
                  versions.postgresql() / 10_000,
                  versions.postgresql() % 10_000,
                  versions.postgis(),
                  address.host(),
                  address.port()));
    } catch (SQLException failed) {
      return Finding.wrong("PostgreSQL", failed.getMessage(), UP);
    }
  }

  private static Finding schema(Database database) {
    Migrations.check(database);
    return Finding.good("schema", "that of this build");
  }

  private static Finding promoted(Database database) {
    return new Products(database)
        .promoted()
        .map(product -> Finding.good("product", product.name() + " is promoted"))
        .orElseGet(
            () ->
                Finding.wrong(
                    "product",
                    "no product version is promoted",
                    "deploy/silt product create NAME --mask BUNDLE --ssc BUNDLE, then product promote."));
  }

  private Finding models(Database database) {
    ModelShelf shelf = new ModelShelf(settings.path(Key.MODELS));
    Set<String> names = new TreeSet<>();
    for (ProductRow product : new Products(database).list()) {
      for (ModelRow model : List.of(product.mask(), product.ssc())) {
        shelf.bundle(new ModelRef(model.name(), model.sha256()));
        names.add(model.name());
      }
    }
    return names.isEmpty()
        ? Finding.wrong("models", "none is in use", "Bring bundles: deploy/silt model add BUNDLE.")
        : Finding.good("models", String.join(", ", names) + ": every file as its card says");
  }
}
