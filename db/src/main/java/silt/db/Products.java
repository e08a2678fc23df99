package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Models, and the product versions that bind them; at most one version is promoted. */
public final class Products {

  private static final String SELECT_MODEL =
      "select model_id, kind, name, sha256, card::text as card, uri, registered_at from model ";

  private static final String SELECT_PRODUCT =
      """
      select p.*,
             array(select key from jsonb_each_text(p.parameters) order by key) as keys,
             array(select value from jsonb_each_text(p.parameters) order by key) as settings
      from product_version p
      """;

  private final Database database;

  public Products(Database database) {
    this.database = database;
  }

  /** Stores a model, or finds the one of the same sha256. */
  public ModelRow register(ModelRow model) {
    return database.inTransaction(connection -> register(connection, model));
  }

  public Optional<ModelRow> findModel(String sha256) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, SELECT_MODEL + "where sha256 = ?")
                .with(sha256)
                .find(Products::readModel));
  }

  /** All models, the last registered first. */
  public List<ModelRow> listModels() {
    return database.inTransaction(
        connection ->
            Sql.on(connection, SELECT_MODEL + "order by model_id desc").list(Products::readModel));
  }

  /**
   * Stores a product version and its models. The same one again is the one that is there.
   *
   * @throws DatabaseProblem NAME_TAKEN where the name stands for another one
   */
  public ProductRow create(ProductRow product) {
    return database.inTransaction(
        connection -> {
          int created =
              Sql.on(
                      connection,
                      """
                      insert into product_version (name, algorithm_version, mask_model_id,
                        ssc_model_id, parameters, numeric_form)
                      values (?, ?, ?, ?, jsonb_object(?, ?), ?)
                      on conflict (name) do nothing
                      """)
                  .with(
                      product.name(),
                      product.algorithmVersion(),
                      register(connection, product.mask()).id(),
                      register(connection, product.ssc()).id(),
                      product.parameters().keySet(),
                      product.parameters().values(),
                      product.numericForm())
                  .update();
          ProductRow there = require(connection, product.name());
          if (created == 0 && !there.makesTheSameAs(product)) {
            throw DatabaseProblem.nameTaken("product version", product.name());
          }
          return there;
        });
  }

  public Optional<ProductRow> find(String name) {
    return database.inTransaction(connection -> find(connection, name));
  }

  /** All product versions, the last created first. */
  public List<ProductRow> list() {
    return database.inTransaction(
        connection ->
            Sql.on(connection, SELECT_PRODUCT + "order by p.product_version_id desc")
                .list(row -> readProduct(connection, row)));
  }

  /**
   * A product version that must be there.
   *
   * @throws DatabaseProblem UNKNOWN_NAME where it is not
   */
  public ProductRow show(String name) {
    return database.inTransaction(connection -> require(connection, name));
  }

  /** The version that the current views show. */
  public Optional<ProductRow> promoted() {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    SELECT_PRODUCT + "where p.promoted_at is not null and p.retired_at is null")
                .find(row -> readProduct(connection, row)));
  }

  static ProductRow require(Connection connection, String name) throws SQLException {
    return find(connection, name)
        .orElseThrow(
            () ->
                DatabaseProblem.unknown(
                    "product version",
                    name,
                    "Create it, or choose one that `deploy/silt product list` shows."));
  }

  private static Optional<ProductRow> find(Connection connection, String name) throws SQLException {
    return Sql.on(connection, SELECT_PRODUCT + "where p.name = ?")
        .with(name)
        .find(row -> readProduct(connection, row));
  }

  private static ModelRow register(Connection connection, ModelRow model) throws SQLException {
    Sql.on(
            connection,
            """
            insert into model (kind, name, sha256, card, uri) values (?, ?, ?, ?::jsonb, ?)
            on conflict (sha256) do nothing
            """)
        .with(model.kind(), model.name(), model.sha256(), model.cardJson(), model.uri())
        .run();
    return Sql.on(connection, SELECT_MODEL + "where sha256 = ?")
        .with(model.sha256())
        .find(Products::readModel)
        .orElseThrow();
  }

  private static ModelRow model(Connection connection, int id) throws SQLException {
    return Sql.on(connection, SELECT_MODEL + "where model_id = ?")
        .with(id)
        .find(Products::readModel)
        .orElseThrow();
  }

  private static ModelRow readModel(ResultSet row) throws SQLException {
    return new ModelRow(
        row.getInt("model_id"),
        row.getString("kind"),
        row.getString("name"),
        row.getString("sha256"),
        row.getString("card"),
        row.getString("uri"),
        Sql.instant(row, "registered_at"));
  }

  private static ProductRow readProduct(Connection connection, ResultSet row) throws SQLException {
    List<String> keys = Sql.texts(row, "keys");
    List<String> settings = Sql.texts(row, "settings");
    SortedMap<String, String> parameters = new TreeMap<>();
    for (int index = 0; index < keys.size(); index++) {
      parameters.put(keys.get(index), settings.get(index));
    }
    return new ProductRow(
        row.getInt("product_version_id"),
        row.getString("name"),
        row.getInt("algorithm_version"),
        model(connection, row.getInt("mask_model_id")),
        model(connection, row.getInt("ssc_model_id")),
        parameters,
        row.getString("numeric_form"),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "promoted_at"),
        Sql.instant(row, "retired_at"),
        Sql.instant(row, "deleted_at"));
  }
}
