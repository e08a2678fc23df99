package silt.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.ModelRow;
import silt.db.Products;

/** Lists models. */
@Command(name = "list", description = "The models that are registered.")
@Examples({"deploy/silt model list", "names and kinds", "deploy/silt model list --json", "as data"})
final class ModelList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--kind", paramLabel = "mask|ssc", description = "only these")
  String kind;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<View> models =
        new Products(session.database())
            .listModels().stream()
                .filter(row -> kind == null || row.kind().equals(ModelVerify.kind(kind).word()))
                .map(View::of)
                .toList();
    if (json) {
      Json.print(session.terminal(), models);
      return 0;
    }
    Table table = new Table("MODEL", "KIND", "SHA256", "REGISTERED (UTC)");
    for (View model : models) {
      table.row(model.name(), model.kind(), Words.brief(model.sha256()), Words.minute(model.at()));
    }
    table.print(session.terminal(), "no model is registered; deploy/silt model add --help");
    return 0;
  }

  private record View(String name, String kind, String sha256, String uri, Instant at) {
    static View of(ModelRow row) {
      return new View(row.name(), row.kind(), row.sha256(), row.uri(), row.registeredAt());
    }
  }
}
