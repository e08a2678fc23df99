package silt.training.judge.trees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import silt.mask.MaskClass;
import silt.model.Sha256;
import silt.training.data.Chip;

/**
 * One boosted tree ensemble a class, with its threshold: fitted to the pixels that training chips
 * know, decided where choosing chips say, as a network is.
 */
public final class Trees implements AutoCloseable {

  /** Pixels that train one class at most; more did not raise F1 on sites never seen. */
  private static final int MOST_PIXELS = 300_000;

  private static final int ROUNDS = 200;
  private static final String FILE = ".ubj";
  private static final String LIST = "trees.txt";
  private static final Map<String, Object> PLAN =
      Map.of(
          "objective",
          "binary:logistic",
          "tree_method",
          "hist",
          "max_depth",
          7,
          "eta",
          0.12,
          "subsample",
          0.7,
          "colsample_bytree",
          0.8,
          "min_child_weight",
          20,
          "seed",
          1,
          "verbosity",
          0);

  private record Ensemble(Booster booster, float threshold) {}

  private final Features features;
  private final Map<MaskClass, Ensemble> byClass;

  private Trees(Features features, Map<MaskClass, Ensemble> byClass) {
    this.features = features;
    this.byClass = byClass;
  }

  /** The numbers that fix the ensembles, for reports and for the names of kept files. */
  public static String plan() {
    return new java.util.TreeMap<>(PLAN) + ", " + ROUNDS + " rounds, " + MOST_PIXELS + " pixels";
  }

  /**
   * Fits an ensemble for each class that the training chips show both ways.
   *
   * @param choosing chips of other sites, which set the thresholds; where there are none of a
   *     class, it is decided at 0.5
   * @param threads that fit
   */
  public static Trees fit(
      Features features,
      Set<MaskClass> classes,
      List<Ground> training,
      List<Ground> choosing,
      int threads) {
    Map<MaskClass, Ensemble> byClass = new EnumMap<>(MaskClass.class);
    Trees trees = new Trees(features, byClass);
    try {
      for (MaskClass c : classes) {
        Booster booster = fit(features, c, training, threads);
        if (booster != null) {
          byClass.put(c, new Ensemble(booster, Float.NaN));
          byClass.put(c, new Ensemble(booster, trees.threshold(c, choosing)));
        }
      }
      return trees;
    } catch (XGBoostError failed) {
      trees.close();
      throw new IllegalStateException("boosted trees cannot be fitted", failed);
    }
  }

  private static Booster fit(Features features, MaskClass c, List<Ground> chips, int threads)
      throws XGBoostError {
    long known = 0;
    long positive = 0;
    for (Ground ground : chips) {
      for (int i = 0; i < ground.chip().pixels(); i++) {
        if (tells(ground.chip(), c, i)) {
          known++;
          positive += ground.chip().truth(c, i);
        }
      }
    }
    if (positive == 0 || positive == known) {
      return null;
    }
    double share = Math.min(1, MOST_PIXELS / (double) known);
    Random lot = new Random(1);
    List<float[]> rows = new ArrayList<>();
    List<Byte> labels = new ArrayList<>();
    for (Ground ground : chips) {
      float[] all = features.of(ground);
      for (int i = 0; i < all.length / features.count(); i++) {
        if (tells(ground.chip(), c, i) && lot.nextDouble() < share) {
          float[] row = new float[features.count()];
          System.arraycopy(all, i * row.length, row, 0, row.length);
          rows.add(row);
          labels.add(ground.chip().truth(c, i));
        }
      }
    }
    float[] data = new float[rows.size() * features.count()];
    float[] label = new float[rows.size()];
    for (int i = 0; i < label.length; i++) {
      System.arraycopy(rows.get(i), 0, data, i * features.count(), features.count());
      label[i] = labels.get(i);
    }
    rows.clear();
    Map<String, Object> plan = new HashMap<>(PLAN);
    plan.put("nthread", threads);
    DMatrix matrix = new DMatrix(data, label.length, features.count(), Float.NaN);
    try {
      matrix.setLabel(label);
      return XGBoost.train(matrix, plan, ROUNDS, Map.of(), null, null);
    } finally {
      matrix.dispose();
    }
  }

  private static boolean tells(Chip chip, MaskClass c, int pixel) {
    return chip.truth(c, pixel) != Chip.UNKNOWN && chip.valid(pixel);
  }

  private float threshold(MaskClass c, List<Ground> choosing) throws XGBoostError {
    BestThreshold best = new BestThreshold();
    for (Ground ground : choosing) {
      float[] all = features.of(ground);
      float[] p = probability(c, all);
      for (int i = 0; i < p.length; i++) {
        if (tells(ground.chip(), c, i)) {
          best.add(p[i], ground.chip().truth(c, i) == 1);
        }
      }
    }
    return best.chosen();
  }

  private float[] probability(MaskClass c, float[] all) throws XGBoostError {
    int pixels = all.length / features.count();
    float[][] said =
        byClass.get(c).booster().inplace_predict(all, pixels, features.count(), Float.NaN);
    float[] p = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      p[i] = said[i][0];
    }
    return p;
  }

  /**
   * How sure the trees are of a class.
   *
   * @return 0 to 1, NaN where a band has no data
   */
  public float[] probabilities(Ground ground, MaskClass c) {
    try {
      float[] p = probability(c, features.of(ground));
      for (int i = 0; i < p.length; i++) {
        if (!ground.chip().valid(i)) {
          p[i] = Float.NaN;
        }
      }
      return p;
    } catch (XGBoostError failed) {
      throw new IllegalStateException("boosted trees cannot be asked", failed);
    }
  }

  /** The sha256 of all ensembles, class by class. */
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    for (Map.Entry<MaskClass, Ensemble> one : byClass.entrySet()) {
      digest.update(one.getKey().word().getBytes(StandardCharsets.UTF_8));
      try {
        digest.update(one.getValue().booster().toByteArray());
      } catch (XGBoostError failed) {
        throw new IllegalStateException("boosted trees cannot be written", failed);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The classes that these trees tell. */
  public Set<MaskClass> classes() {
    return byClass.keySet();
  }

  /** The flags of each pixel, {@link MaskClass#NODATA} where a band has none. */
  public byte[] mask(Ground ground) {
    float[] all = features.of(ground);
    byte[] flags = new byte[all.length / features.count()];
    try {
      for (Map.Entry<MaskClass, Ensemble> one : byClass.entrySet()) {
        float[] p = probability(one.getKey(), all);
        for (int i = 0; i < p.length; i++) {
          if (p[i] > one.getValue().threshold()) {
            flags[i] |= (byte) one.getKey().flag();
          }
        }
      }
    } catch (XGBoostError failed) {
      throw new IllegalStateException("boosted trees cannot be asked", failed);
    }
    for (int i = 0; i < flags.length; i++) {
      if (!ground.chip().valid(i)) {
        flags[i] = (byte) MaskClass.NODATA;
      }
    }
    return flags;
  }

  /** Keeps the ensembles as one file a class in a folder, so that nobody fits them twice. */
  public void keep(Path folder) {
    try {
      Files.createDirectories(folder);
      StringBuilder list = new StringBuilder();
      for (Map.Entry<MaskClass, Ensemble> one : byClass.entrySet()) {
        String word = one.getKey().word();
        Files.write(folder.resolve(word + FILE), one.getValue().booster().toByteArray());
        list.append(word).append(' ').append(one.getValue().threshold()).append('\n');
      }
      // the last to be written: a folder without it is half a work
      Files.writeString(folder.resolve(LIST), list);
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be written", failed);
    } catch (XGBoostError failed) {
      throw new IllegalStateException("boosted trees cannot be kept in " + folder, failed);
    }
  }

  /** What {@link #keep} wrote, or nothing where it never ended. */
  public static Optional<Trees> kept(Features features, Path folder) {
    if (!Files.exists(folder.resolve(LIST))) {
      return Optional.empty();
    }
    Map<MaskClass, Ensemble> byClass = new EnumMap<>(MaskClass.class);
    try {
      List<String> list = Files.readAllLines(folder.resolve(LIST));
      for (MaskClass c : MaskClass.values()) {
        for (String line : list) {
          String[] parts = line.split(" ");
          if (parts[0].equals(c.word())) {
            Booster booster =
                XGBoost.loadModel(Files.readAllBytes(folder.resolve(parts[0] + FILE)));
            byClass.put(c, new Ensemble(booster, Float.parseFloat(parts[1])));
          }
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be read", failed);
    } catch (XGBoostError failed) {
      throw new IllegalStateException("boosted trees cannot be read from " + folder, failed);
    }
    return Optional.of(new Trees(features, byClass));
  }

  @Override
  public void close() {
    byClass.values().forEach(one -> one.booster().dispose());
  }
}
