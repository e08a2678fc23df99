package silt.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import silt.config.NearestName;
import silt.db.ModelRow;
import silt.db.Products;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.sediment.nodes.EnsembleBundle;
import silt.sediment.regressors.SscModels;
import silt.steps.ModelRef;
import silt.worker.ModelShelf;

/** Bundles as a person names them: a folder, a zip, or the name or sha256 of a registered one. */
final class Bundles {

  private final Session session;

  Bundles(Session session) {
    this.session = session;
  }

  /** The registered model of that name, or of the bundle given, which is then copied in. */
  ModelRow registered(String named, ModelKind kind) {
    if (isFile(named)) {
      ModelShelf.look(Path.of(named), bundle -> requireKind(bundle, kind));
      return register(session.models().add(Path.of(named)));
    }
    ModelRow row = byName(named);
    if (!row.kind().equals(kind.word())) {
      throw wrongKind(row.name(), row.kind(), kind);
    }
    session.models().bundle(new ModelRef(row.name(), row.sha256()));
    return row;
  }

  /** Writes a bundle that lies on the shelf to the table of models. */
  ModelRow register(ModelBundle bundle) {
    try {
      String card = Files.readString(bundle.folder().resolve(ModelBundle.CARD));
      return new Products(session.database())
          .register(
              ModelRow.of(
                  bundle.card().kind().word(),
                  bundle.card().name(),
                  bundle.sha256(),
                  card,
                  bundle.folder().toUri().toString()));
    } catch (IOException failed) {
      throw new UncheckedIOException(bundle.folder() + " cannot be read", failed);
    }
  }

  /** Asks a question of a bundle, wherever it is. */
  <T> T ask(String named, Function<ModelBundle, T> question) {
    if (isFile(named)) {
      return ModelShelf.look(Path.of(named), question);
    }
    ModelRow row = byName(named);
    return question.apply(session.models().bundle(new ModelRef(row.name(), row.sha256())));
  }

  /** Asks a question of several bundles together: what comes out of a zip is there that long. */
  <T> T askAll(List<String> named, Function<List<ModelBundle>, T> question) {
    return askAll(named, List.of(), question);
  }

  private <T> T askAll(
      List<String> named, List<ModelBundle> found, Function<List<ModelBundle>, T> question) {
    if (named.isEmpty()) {
      return question.apply(found);
    }
    return ask(
        named.get(0),
        next -> {
          List<ModelBundle> more = new ArrayList<>(found);
          more.add(next);
          return askAll(named.subList(1, named.size()), more, question);
        });
  }

  /**
   * @throws BadInput where the bundle is for something else
   */
  static ModelBundle requireKind(ModelBundle bundle, ModelKind kind) {
    if (bundle.card().kind() != kind) {
      throw wrongKind(bundle.card().name(), bundle.card().kind().word(), kind);
    }
    if (kind == ModelKind.SSC) {
      requirePixels(bundle);
      SscModels.load(bundle);
    }
    return bundle;
  }

  private static void requirePixels(ModelBundle bundle) {
    if (bundle.card().engine().equals(EnsembleBundle.ENGINE)) {
      throw new BadInput(
          "model "
              + bundle.card().name()
              + " is of engine "
              + EnsembleBundle.ENGINE
              + ", which measures river nodes, and a product measures pixels",
          "Use it with deploy/silt nodes, and give the product another ssc model.");
    }
  }

  private static BadInput wrongKind(String name, String found, ModelKind wanted) {
    return new BadInput(
        "model "
            + name
            + " is of kind "
            + found
            + ", and a "
            + wanted.word()
            + " model is asked for",
        "Choose one that deploy/silt model list shows as " + wanted.word() + ".");
  }

  /** What is written like a path is one, even where nothing lies there. */
  private static boolean isFile(String named) {
    return named.contains("/") || named.endsWith(".zip") || Files.exists(Path.of(named));
  }

  private ModelRow byName(String named) {
    List<ModelRow> rows = new Products(session.database()).listModels();
    return rows.stream()
        .filter(
            row ->
                row.name().equals(named) || row.sha256().startsWith(named) && named.length() >= 8)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "model " + named + ": neither a file nor a registered model",
                    rows.isEmpty()
                        ? "Give a bundle's folder or zip."
                        : NearestName.hint(
                            named, rows.stream().map(ModelRow::name).distinct().toList())));
  }
}
