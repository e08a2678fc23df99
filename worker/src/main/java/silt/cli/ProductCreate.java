package silt.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a product version, with the models it needs. */
@Command(name = "create", description = "Create a product version from a mask and an SSC model.")
@Examples({
  "deploy/silt product create trial --mask mask-firstlight --ssc ./my-bundle",
  "a name, a folder or a zip each",
  "deploy/silt product create strict --mask mask-firstlight --ssc ssc-firstlight --set minClearFraction=0.3",
  "with a parameter"
})
final class ProductCreate implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "lower-case letters, digits, '.', '_', '-'")
  String name;

  @Option(
      names = "--mask",
      required = true,
      paramLabel = "BUNDLE",
      description = "folder, zip or registered name")
  String mask;

  @Option(
      names = "--ssc",
      required = true,
      paramLabel = "BUNDLE",
      description = "folder, zip or registered name")
  String ssc;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a parameter of the algorithm")
  Map<String, String> parameters = Map.of();

  @Option(
      names = "--form",
      defaultValue = "f32",
      paramLabel = "f32|bf16",
      description = "numbers of the mask network (default: ${DEFAULT-VALUE})")
  String numericForm;

  ProductCreate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
