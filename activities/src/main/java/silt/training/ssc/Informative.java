package silt.training.ssc;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import silt.scene.Band;
import silt.sediment.regressors.SscScore;

/**
 * Leaves out of training what has nothing to teach: data sets in whose water no band follows the
 * sediment, though there was little and much of it.
 *
 * <p>Such a data set does not tell of strange water: in more sediment every water is brighter
 * somewhere. Either spectra and bottles were mixed up or the spectra were spoilt. In GLORIA the
 * rule finds one, {@code SchallesJ_US_Creighton}, 553 spectra, whose near-infrared (1 % of the red)
 * moreover is darker than pure water's absorption allows. It is judged on all the same.
 */
final class Informative {

  /** Fewer samples tell nothing of the whole. */
  static final int LEAST_SAMPLES = 30;

  /** 90th over 10th percentile of TSS: where little varies, little can follow. */
  static final double LEAST_SPREAD = 4;

  /** Spearman's rank correlation of TSS and the band that follows it best. */
  static final double LEAST_CORRELATION = 0.3;

  private Informative() {}

  /** The samples of all data sets that pass. */
  static List<SscSample> of(List<SscSample> samples) {
    Set<String> silent = silent(samples);
    return samples.stream().filter(sample -> !silent.contains(sample.dataset())).toList();
  }

  /** The data sets that do not. */
  static Set<String> silent(Collection<SscSample> samples) {
    Map<String, List<SscSample>> byDataset =
        samples.stream()
            .collect(Collectors.groupingBy(SscSample::dataset, TreeMap::new, Collectors.toList()));
    Set<String> silent = new HashSet<>();
    byDataset.forEach(
        (dataset, own) -> {
          if (isSilent(own)) {
            silent.add(dataset);
          }
        });
    return silent;
  }

  private static boolean isSilent(List<SscSample> own) {
    double[] tss = own.stream().mapToDouble(SscSample::lnTss).toArray();
    double[] sorted = tss.clone();
    Arrays.sort(sorted);
    double spread = SscScore.quantile(sorted, 0.9) - SscScore.quantile(sorted, 0.1);
    if (own.size() < LEAST_SAMPLES || spread < Math.log(LEAST_SPREAD)) {
      return false;
    }
    for (Band band : Disturbance.BANDS) {
      double[] rho = own.stream().mapToDouble(sample -> sample.rho(band)).toArray();
      if (SscScore.of(rho, tss).rankCorrelation() >= LEAST_CORRELATION) {
        return false;
      }
    }
    return true;
  }
}
