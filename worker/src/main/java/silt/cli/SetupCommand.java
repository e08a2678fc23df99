package silt.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Terminal;
import silt.config.DatabaseSettings;
import silt.config.Key;
import silt.config.Origin;
import silt.config.Secret;
import silt.config.Secrets;
import silt.config.Settings;
import silt.config.TemporalAddress;
import silt.config.TemporalNamespace;
import silt.db.Bootstrap;
import silt.db.Migrations;
import silt.db.ModelRow;
import silt.db.ProductChanges;
import silt.db.ProductRow;
import silt.db.Products;
import silt.model.ModelBundle;
import silt.worker.Algorithm;
import silt.worker.ModelShelf;
import silt.workflows.Attributes;

/** Prepares an installation; done again it changes nothing. */
@Command(
    name = "setup",
    description = "Prepare database, models, first product and Temporal; done by deploy/silt up.")
@Examples({"deploy/silt setup", "again and again, harmlessly"})
final class SetupCommand implements Callable<Integer> {

  /** The product version that ships. */
  private static final String FIRST = "firstlight";

  /** The mask bundle that it is made of. */
  private static final String MASK = "mask-hls-1";

  /** The sediment bundle that it is made of. */
  private static final String SSC = "ssc-gloria-1";

  private final Session session;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description = "bundles that ship (default: app/models in SILT_HOME)")
  Path models;

  SetupCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Settings settings = session.settings();
    prepareDatabase(settings);
    List<ModelRow> shipped = registerModels(settings);
    createFirstProduct(shipped);
    prepareTemporal(settings);
    return 0;
  }

  /** What the namespace must have; who may not give it is told who can. */
  private void prepareTemporal(Settings settings) {
    TemporalAddress address = TemporalAddress.of(settings);
    Optional<WorkflowClient> client = address.connectIfUp();
    if (client.isEmpty()) {
      session
          .terminal()
          .note(
              "Temporal: nothing answers at "
                  + address.address()
                  + "; run deploy/silt setup again once it does");
      return;
    }
    try (TemporalNamespace namespace = address.namespace(client.get())) {
      addAttributes(namespace);
      keepLonger(namespace);
    } finally {
      client.get().getWorkflowServiceStubs().shutdownNow();
    }
  }

  private void addAttributes(TemporalNamespace namespace) {
    List<SearchAttributeKey<?>> missing = Attributes.all();
    try {
      missing = namespace.missingAttributes();
      if (!missing.isEmpty()) {
        namespace.add(missing);
        session.terminal().say("Temporal: " + missing.size() + " search attributes made");
      }
    } catch (StatusRuntimeException refusal) {
      if (!TemporalNamespace.isForbidden(refusal)) {
        throw refusal;
      }
      session
          .terminal()
          .note(
              "Temporal: this account may not make search attributes; an administrator runs: "
                  + namespace.commandFor(missing));
    }
  }

  private void keepLonger(TemporalNamespace namespace) {
    try {
      if (namespace.retention().compareTo(TemporalNamespace.LEAST_RETENTION) < 0) {
        namespace.keepLonger();
        session
            .terminal()
            .say(
                "Temporal: closed workflows are kept "
                    + TemporalNamespace.RETENTION.toDays()
                    + " days");
      }
    } catch (StatusRuntimeException refusal) {
      if (!TemporalNamespace.isForbidden(refusal)) {
        throw refusal;
      }
      session
          .terminal()
          .note(
              "Temporal: this account may not say how long closed workflows are kept; doctor tells");
    }
  }

  /**
   * A managed database is prepared by its own administrators: without their password it is left.
   */
  private void prepareDatabase(Settings settings) {
    Secrets secrets = settings.secrets();
    boolean ours = secrets.origin(Secret.SUPERUSER_PASSWORD) != Origin.NOWHERE;
    if (ours || !settings.isSet(Key.DB_URL)) {
      Bootstrap.prepare(
          DatabaseSettings.superuser(settings),
          DatabaseSettings.name(settings),
          new Bootstrap.Passwords(
              secrets.require(Secret.OWNER_PASSWORD),
              secrets.require(Secret.WRITER_PASSWORD),
              secrets.require(Secret.READER_PASSWORD)));
    }
    int applied = Migrations.migrate(DatabaseSettings.owner(settings));
    if (applied > 0) {
      session.terminal().say("database: " + applied + " migrations applied");
    }
  }

  private List<ModelRow> registerModels(Settings settings) {
    Path folder = models == null ? settings.home().resolve("app").resolve("models") : models;
    List<ModelRow> registered = new ArrayList<>();
    ModelShelf shelf = session.models();
    for (Path bundle : bundles(folder)) {
      ModelBundle added = shelf.add(bundle);
      registered.add(new Bundles(session).register(added));
    }
    if (registered.isEmpty()) {
      session
          .terminal()
          .note("models: " + folder + " holds no bundle; deploy/silt model add brings one");
    }
    return registered;
  }

  private static List<Path> bundles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.filter(path -> Files.exists(path.resolve(ModelBundle.CARD))).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be read", failed);
    }
  }

  /**
   * What exists is never changed: a product version is immutable, and promotion is an operator's.
   */
  private void createFirstProduct(List<ModelRow> shipped) {
    Products products = new Products(session.database());
    Terminal terminal = session.terminal();
    Optional<ModelRow> mask = named(shipped, MASK);
    Optional<ModelRow> ssc = named(shipped, SSC);
    Optional<ProductRow> there = products.find(FIRST);
    if (there.isEmpty() && mask.isPresent() && ssc.isPresent()) {
      products.create(
          ProductRow.of(FIRST, Algorithm.VERSION, mask.get(), ssc.get(), new TreeMap<>(), "f32"));
      terminal.say("product version " + FIRST + ": created");
    }
    there
        .filter(product -> differs(product, mask, ssc))
        .ifPresent(
            product ->
                terminal.note(
                    "product version "
                        + FIRST
                        + " keeps the models and the algorithm that made it; deploy/silt product create"
                        + " makes one of the new"));
    boolean never =
        products.find(FIRST).filter(product -> product.promotedAt() == null).isPresent();
    if (products.promoted().isEmpty() && never) {
      new ProductChanges(session.database())
          .promote(FIRST, session.operator(), "the first product version", false);
      terminal.say("product version " + FIRST + ": promoted");
    }
  }

  private static Optional<ModelRow> named(List<ModelRow> shipped, String name) {
    return shipped.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  private static boolean differs(
      ProductRow product, Optional<ModelRow> mask, Optional<ModelRow> ssc) {
    return product.algorithmVersion() != Algorithm.VERSION
        || mask.isPresent() && !mask.get().sha256().equals(product.mask().sha256())
        || ssc.isPresent() && !ssc.get().sha256().equals(product.ssc().sha256());
  }
}
