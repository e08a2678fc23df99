package silt.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;
import silt.mask.MaskClass;
import silt.raster.Window;
import silt.training.data.Dataset;
import silt.training.data.DatasetCard;
import silt.training.data.Fold;
import silt.training.data.Spectra;

/** Shows what a dataset folder holds. */
@Command(name = "show", description = "What a dataset holds: sites, parts, classes, licences.")
@Examples({
  "deploy/silt dataset show ./hls",
  "its chips by part and class",
  "deploy/silt dataset show ./hls --fold 2/5",
  "as the second of five folds splits it",
  "deploy/silt dataset show ./hls --by site --json",
  "site by site, as data"
})
final class DatasetShow implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "DATASET", description = "its folder")
  Path folder;

  @Option(
      names = "--fold",
      paramLabel = "K/N",
      defaultValue = "none",
      description = "the split of sites to count by (default: ${DEFAULT-VALUE})")
  String fold;

  @Option(
      names = "--by",
      paramLabel = "part|site|source|sensor|level",
      defaultValue = "part",
      description = "what the lines of the table are (default: ${DEFAULT-VALUE})")
  By by;

  @Option(names = "--verify", description = "read every pixel of it too")
  boolean verify;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  DatasetShow(Session session) {
    this.session = session;
  }

  enum By {
    part,
    site,
    source,
    sensor,
    level
  }

  private record Line(
      String of,
      int chips,
      int sites,
      Map<String, Double> percentYes,
      Map<String, Double> percentKnown) {}

  private record View(DatasetCard card, String fold, String by, int soft, List<Line> lines) {}

  @Override
  public Integer call() {
    Fold split = Fold.parse(fold);
    Dataset dataset = Dataset.open(folder);
    if (verify) {
      dataset
          .entries()
          .forEach(
              entry -> {
                dataset.read(entry);
                dataset.witness(entry);
                dataset.soft(entry, new Window(0, 0, entry.width(), entry.height()));
              });
    }
    Map<String, List<Dataset.Entry>> groups = new TreeMap<>();
    for (Dataset.Entry entry : dataset.entries()) {
      groups.computeIfAbsent(key(split).apply(entry), key -> new ArrayList<>()).add(entry);
    }
    List<Line> lines = new ArrayList<>();
    groups.forEach((of, entries) -> lines.add(line(of, entries)));
    if (groups.size() > 1) {
      lines.add(line("all", dataset.entries()));
    }
    int soft = (int) dataset.entries().stream().filter(dataset::hasSoft).count();
    if (json) {
      Json.print(session.terminal(), new View(dataset.card(), fold, by.name(), soft, lines));
    } else {
      tell(dataset, soft, lines);
    }
    return 0;
  }

  private Function<Dataset.Entry, String> key(Fold split) {
    return switch (by) {
      case part -> entry -> entry.part(split).word();
      case site -> Dataset.Entry::site;
      case source -> Dataset.Entry::source;
      case sensor -> Dataset.Entry::sensor;
      case level -> entry -> entry.level().word();
    };
  }

  private static Line line(String of, List<Dataset.Entry> entries) {
    long pixels = 0;
    TreeSet<String> sites = new TreeSet<>();
    for (Dataset.Entry entry : entries) {
      pixels += (long) entry.width() * entry.height();
      sites.add(entry.site());
    }
    Map<String, Double> yes = new LinkedHashMap<>();
    Map<String, Double> known = new LinkedHashMap<>();
    for (MaskClass c : MaskClass.values()) {
      long positive = entries.stream().mapToLong(entry -> entry.known().yes(c)).sum();
      long negative = entries.stream().mapToLong(entry -> entry.known().no(c)).sum();
      yes.put(c.word(), 100.0 * positive / pixels);
      known.put(c.word(), 100.0 * (positive + negative) / pixels);
    }
    return new Line(of, entries.size(), sites.size(), yes, known);
  }

  private void tell(Dataset dataset, int soft, List<Line> lines) {
    Terminal terminal = session.terminal();
    DatasetCard card = dataset.card();
    terminal.say(terminal.bold(card.name()) + ", made by " + card.made());
    terminal.say("  truth     " + card.truth());
    card.licences().forEach(licence -> terminal.say("  licence   " + licence));
    card.credits().forEach(credit -> terminal.say("  credit    " + credit));
    card.witnesses().forEach((name, means) -> terminal.say("  witness   " + name + ": " + means));
    card.notes().forEach(note -> terminal.say("  note      " + note));
    card.teachers()
        .forEach(
            teacher ->
                terminal.say(
                    "  teacher   %s (%s, sha256 %s) told of %s in %d chips"
                        .formatted(
                            teacher.name(),
                            teacher.licence(),
                            teacher.sha256().substring(0, 12),
                            String.join(", ", teacher.knows()),
                            soft)));
    Spectra spectra = dataset.spectra();
    if (spectra.count() > 0) {
      terminal.say(
          "  spectra   %d of cloud, %d of shadow, %d of snow"
              .formatted(
                  spectra.clouds().size(), spectra.shadows().size(), spectra.snows().size()));
    }
    List<String> heads =
        new ArrayList<>(List.of(by.name().toUpperCase(Locale.ROOT), "CHIPS", "SITES"));
    for (MaskClass c : MaskClass.values()) {
      heads.add(c.word() + " yes/known %");
    }
    Table table = new Table(heads.toArray(String[]::new));
    for (Line line : lines) {
      List<Object> cells = new ArrayList<>(List.of(line.of, line.chips, line.sites));
      for (MaskClass c : MaskClass.values()) {
        cells.add(
            String.format(
                Locale.ROOT,
                "%.2f/%.0f",
                line.percentYes.get(c.word()),
                line.percentKnown.get(c.word())));
      }
      table.row(cells.toArray());
    }
    table.print(terminal, "no chip");
  }
}
