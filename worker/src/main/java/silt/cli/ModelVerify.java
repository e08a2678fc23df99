package silt.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.config.NearestName;
import silt.db.ModelRow;
import silt.db.Products;
import silt.mask.MaskNetwork;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.sediment.nodes.EnsembleBundle;
import silt.sediment.regressors.SscModels;

/** Checks bundles. */
@Command(name = "verify", description = "Check every file of a bundle against its card.")
@Examples({
  "deploy/silt model verify --kind mask ./my-bundle",
  "before it is used",
  "deploy/silt model verify",
  "all that are registered"
})
final class ModelVerify implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "BUNDLE",
      arity = "0..1",
      description = "folder, zip or registered name (default: all registered)")
  String bundle;

  @Option(names = "--kind", paramLabel = "mask|ssc", description = "what it must be for")
  String kind;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelVerify(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ModelKind wanted = kind == null ? null : kind(kind);
    Bundles bundles = new Bundles(session);
    List<Verified> verified = new ArrayList<>();
    for (String named : bundle == null ? registered(wanted) : List.of(bundle)) {
      verified.add(bundles.ask(named, found -> check(found, wanted)));
    }
    if (json) {
      Json.print(session.terminal(), verified);
    } else {
      verified.forEach(
          model ->
              session
                  .terminal()
                  .say(
                      "%s (%s): %d files, every sha256 as its card says, loads"
                          .formatted(model.name(), model.kind(), model.files())));
    }
    return 0;
  }

  private record Verified(String name, String kind, String sha256, int files) {}

  private List<String> registered(ModelKind wanted) {
    return new Products(session.database())
        .listModels().stream()
            .filter(row -> wanted == null || row.kind().equals(wanted.word()))
            .map(ModelRow::sha256)
            .toList();
  }

  private static Verified check(ModelBundle bundle, ModelKind wanted) {
    boolean ofNodes = bundle.card().engine().equals(EnsembleBundle.ENGINE);
    if (wanted != null && !(ofNodes && wanted == ModelKind.SSC)) {
      Bundles.requireKind(bundle, wanted);
    }
    if (bundle.card().kind() == ModelKind.MASK) {
      MaskNetwork.load(bundle).close();
    } else if (ofNodes) {
      EnsembleBundle.load(bundle);
    } else {
      SscModels.load(bundle);
    }
    return new Verified(
        bundle.card().name(),
        bundle.card().kind().word(),
        bundle.sha256(),
        bundle.card().files().size());
  }

  /** The kind of that name. */
  static ModelKind kind(String word) {
    List<String> words = Arrays.stream(ModelKind.values()).map(ModelKind::word).toList();
    if (!words.contains(word)) {
      throw new BadInput(
          "--kind " + word + ": there is no such kind", NearestName.hint(word, words));
    }
    return ModelKind.values()[words.indexOf(word)];
  }
}
