package silt.cli;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.config.NearestName;
import silt.db.ModelRow;
import silt.db.ProductRow;
import silt.db.Products;
import silt.mask.MaskNetwork;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.sediment.MeasuringRules;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.worker.Algorithm;

/** Makes a product version, with the models it needs. */
@Command(name = "create", description = "Create a product version from a mask and an SSC model.")
@Examples({
  "deploy/silt product create trial --mask mask-hls-1 --ssc ./my-bundle",
  "a name, a folder or a zip each",
  "deploy/silt product create strict --mask mask-hls-1 --ssc ssc-gloria-1 --set minClearFraction=0.8",
  "with a parameter",
  "deploy/silt product create shiny --mask mask-hls-1 --ssc ssc-gloria-1 --set maxGlint=0.03",
  "without values where the surface reflects more",
  "deploy/silt product create quick --mask mask-hls-1 --ssc ssc-gloria-1 --numeric-form bf16",
  "masked in bfloat16, at about twice the speed"
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

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "a parameter of the algorithm: minPixels, minClearFraction, shoreErosionPixels,"
              + " cloudDistancePixels, maxGlint, maxThinCloud")
  Map<String, String> parameters = Map.of();

  @Option(
      names = {"--numeric-form", "--form"},
      defaultValue = "f32",
      paramLabel = "f32|bf16",
      description =
          "arithmetic of the mask network (default: ${DEFAULT-VALUE}); bf16 is masked only by hosts"
              + " that compute it, see deploy/silt doctor")
  String numericForm;

  ProductCreate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SortedMap<String, String> numbers = numbers();
    Bundles bundles = new Bundles(session);
    NumericForm form = NumericForm.of(numericForm);
    ProductRef recipe =
        Asked.value(
            () ->
                new ProductRef(
                    name,
                    Algorithm.VERSION,
                    bundles.ask(mask, bundle -> maskReference(bundle, form)),
                    bundles.ask(ssc, bundle -> reference(bundle, ModelKind.SSC)),
                    form.word(),
                    numbers),
            "Choose another name.");
    MeasuringRules.of(recipe);
    Products products = new Products(session.database());
    if (products.find(name).isPresent()) {
      throw new BadInput(
          "product version " + name + " exists, and what it is never changes",
          "Choose another name; deploy/silt product show " + name + " tells what that one is.");
    }
    // all that can be refused has been: now the bundles are copied in
    ModelRow maskModel = bundles.registered(mask, ModelKind.MASK);
    ModelRow sscModel = bundles.registered(ssc, ModelKind.SSC);
    ProductRow created =
        products.create(
            ProductRow.of(
                recipe.name(),
                recipe.algorithmVersion(),
                maskModel,
                sscModel,
                recipe.parameters(),
                recipe.numericForm()));
    session
        .terminal()
        .say(
            "product version "
                + created.name()
                + ": mask "
                + created.mask().name()
                + ", ssc "
                + created.ssc().name()
                + "; deploy/silt product promote "
                + created.name()
                + " makes it current");
    return 0;
  }

  private static ModelRef maskReference(ModelBundle bundle, NumericForm form) {
    ModelRef reference = reference(bundle, ModelKind.MASK);
    MaskNetwork.requireForm(bundle.card(), form);
    return reference;
  }

  private static ModelRef reference(ModelBundle bundle, ModelKind kind) {
    Bundles.requireKind(bundle, kind);
    return new ModelRef(bundle.card().name(), bundle.sha256());
  }

  /** Every parameter of the steps is a number. */
  private SortedMap<String, String> numbers() {
    SortedMap<String, String> numbers = new TreeMap<>();
    parameters.forEach(
        (key, value) -> {
          if (!MeasuringRules.PARAMETERS.contains(key)) {
            throw new BadInput(
                "--set " + key + ": there is no such parameter",
                NearestName.hint(key, MeasuringRules.PARAMETERS));
          }
          try {
            Double.parseDouble(value);
          } catch (NumberFormatException notANumber) {
            throw new BadInput(
                "--set " + key + "=" + value + " is no number",
                "Write --set " + key + "=0.1.",
                notANumber);
          }
          numbers.put(key, value);
        });
    return numbers;
  }
}
