package silt.training.judge;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.scene.BadInput;

/** One bundle, or one a fold: at each sitting the one that saw none of its sites. */
final class NetworkContender implements Contender {

  private final String title;
  private final List<ModelBundle> bundles;
  private final NumericForm form;
  private final boolean evenIfSeen;
  private ModelBundle loaded;
  private MaskNetwork network;

  NetworkContender(String title, List<ModelBundle> bundles, NumericForm form, boolean evenIfSeen) {
    this.title = title;
    this.bundles = List.copyOf(bundles);
    this.form = form;
    this.evenIfSeen = evenIfSeen;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void sit(Sitting sitting) {
    ModelBundle wanted = unseeing(sitting);
    if (!wanted.equals(loaded)) {
      close();
      network = MaskNetwork.load(wanted, form, Device.CPU);
      loaded = wanted;
    }
  }

  private ModelBundle unseeing(Sitting sitting) {
    if (bundles.contains(sitting.bundle())) {
      return sitting.bundle();
    }
    String dataset = sitting.dataset().card().name();
    return bundles.stream()
        .filter(
            bundle -> {
              Seen seen = Seen.of(bundle.card());
              return sitting.chips().stream().noneMatch(chip -> seen.saw(dataset, chip.site()));
            })
        .findFirst()
        .or(() -> evenIfSeen ? bundles.stream().findFirst() : Optional.empty())
        .orElseThrow(
            () ->
                new BadInput(
                    "--against " + title + ": it has seen sites of " + dataset + " that judge here",
                    "Give bundles by the same folds, or --even-if-seen, which marks the report."));
  }

  @Override
  public Set<MaskClass> tells(JudgedChip chip) {
    return EnumSet.allOf(MaskClass.class);
  }

  @Override
  public byte[] mask(JudgedChip chip) {
    return network.mask(chip.chip().bands(), chip.chip().width(), chip.chip().height());
  }

  /** Windows overlap, and only their cores are kept. */
  @Override
  public double squaresATile(int side) {
    double fresh = side - network.overlap();
    double across = Math.ceil((Cost.TILE - network.overlap()) / fresh);
    return across * across;
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
      network = null;
      loaded = null;
    }
  }
}
