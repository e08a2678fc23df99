package silt.training.ssc;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import silt.model.ModelBundle;
import silt.sediment.regressors.Published;
import silt.sediment.regressors.Regressor;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscScore;
import silt.sediment.regressors.SscWeights;
import silt.sediment.regressors.ValidRange;

/**
 * Makes a sediment model's bundle of GLORIA: judges its engine on groups held out, then trains it
 * on all of them. The same data gives the same bytes on one machine.
 */
public final class SedimentTraining {

  /** Wide of all training, so that only nonsense is held. */
  private static final SscWeights.Bounds BOUNDS = new SscWeights.Bounds(0.1, 10_000);

  private SedimentTraining() {}

  /**
   * @param data folder of GLORIA's three tables
   * @param out the bundle to be
   * @param name of the model
   * @param engine to be trained
   * @param beside engines that are judged beside it, and thrown away
   */
  public record Order(Path data, Path out, String name, Learners engine, List<Learners> beside) {

    public Order {
      requireNonNull(data, "data");
      requireNonNull(out, "out");
      requireNonNull(name, "name");
      requireNonNull(engine, "engine");
      beside = List.copyOf(beside);
    }
  }

  /** A bundle and how it fared. */
  public record Trained(ModelBundle bundle, SedimentReport report) {}

  /**
   * Trains.
   *
   * @param progress hears of each group that has judged
   * @throws silt.scene.BadInput where the data cannot be read
   */
  public static Trained run(Order order, Watcher progress) {
    List<SscSample> samples = SscSamples.read(order.data());
    Set<Learners> engines = new LinkedHashSet<>(List.of(order.engine()));
    engines.addAll(order.beside());
    List<Learner> learners = Learners.of(new ArrayList<>(engines));
    HeldOut heldOut =
        HeldOut.of(samples, learners, List.of(Published.NECHAD, Published.SWITCHING), progress);
    String method = order.engine().word();
    Intervals.Fitted intervals = Intervals.fit(Intervals.Errors.of(heldOut, method));
    List<SscSample> telling = Informative.of(samples);
    Regressor regressor = learners.get(0).fit(samples);
    SscWeights weights =
        new SscWeights(regressor, range(telling), BOUNDS)
            .with(intervals.interval())
            .with(Familiar.of(telling));
    SedimentReport report = TrainingReport.of(order.name(), method, heldOut, intervals);
    try {
      Files.createDirectories(order.out());
    } catch (IOException failed) {
      throw new UncheckedIOException(order.out() + " cannot be made", failed);
    }
    SscModels.write(weights, order.out().resolve(SscModels.WEIGHTS));
    ModelBundle bundle =
        ModelBundle.write(order.out(), GloriaCard.of(order.name(), weights, samples, report));
    return new Trained(bundle, report);
  }

  /** The central 99 % of what was measured. */
  static ValidRange range(List<SscSample> samples) {
    double[] sorted = samples.stream().mapToDouble(SscSample::tssMgL).sorted().toArray();
    return new ValidRange(SscScore.quantile(sorted, 0.005), SscScore.quantile(sorted, 0.995));
  }
}
