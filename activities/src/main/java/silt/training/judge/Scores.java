package silt.training.judge;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import silt.mask.MaskClass;
import silt.training.judge.Section.Column;

/** What all contenders scored, pooled over chips, and by groups of them. */
final class Scores {

  static final String FAIR_RULE = "by the truth of the dataset: ";
  static final String ECHO_RULE =
      "the dataset knows these by Fmask alone, less its rims: agreement, not merit";

  private final Map<String, WaterScore> water = new LinkedHashMap<>();
  private final Map<String, ClassScores> fair = new LinkedHashMap<>();
  private final Map<String, ClassScores> echoed = new LinkedHashMap<>();
  private final Map<String, Map<String, ClassScores>> groups = new TreeMap<>(Scores::byNumber);
  private final Set<String> titles = new java.util.LinkedHashSet<>();
  private final TreeSet<String> truths = new TreeSet<>();

  /** Counts the answer of one contender on one chip. */
  void add(String title, ChipTruth truth, String group, Set<MaskClass> told, byte[] flags) {
    titles.add(title);
    if (truth.water().isPresent() && told.contains(MaskClass.WATER)) {
      water
          .computeIfAbsent(title, key -> new WaterScore(title.equals(PlainTest.FMASK.title())))
          .add(
              truth.judged().entry().site(), truth.water().get(), Said.all(flags, MaskClass.WATER));
    }
    add(fair, title, truth, both(told, truth.fair()), flags);
    if (!title.equals(PlainTest.FMASK.title())) {
      add(echoed, title, truth, both(told, truth.echoed()), flags);
    }
    if (group != null) {
      add(
          groups.computeIfAbsent(group, key -> new LinkedHashMap<>()),
          title,
          truth,
          both(told, truth.ranking()),
          flags);
    }
  }

  /** Names a dataset's truth, for the rule of the tables. */
  void truth(String words) {
    if (!words.isBlank()) {
      truths.add(words);
    }
  }

  private static void add(
      Map<String, ClassScores> into,
      String title,
      ChipTruth truth,
      Set<MaskClass> classes,
      byte[] flags) {
    if (!classes.isEmpty()) {
      into.computeIfAbsent(title, key -> new ClassScores()).add(truth, classes, flags);
    }
  }

  private static Set<MaskClass> both(Set<MaskClass> some, Set<MaskClass> others) {
    EnumSet<MaskClass> both = EnumSet.noneOf(MaskClass.class);
    both.addAll(some);
    both.retainAll(others);
    return both;
  }

  /** One table of water, one a class that the datasets know, and the groups'. */
  List<Section> sections(String by) {
    List<Section> sections = new ArrayList<>();
    if (!water.isEmpty()) {
      List<Section.Row> rows = new ArrayList<>();
      water.forEach((title, score) -> rows.add(new Section.Row(title, score.figures())));
      WaterScore any = water.values().iterator().next();
      String over = "; %,d pixels of truth B, %,d of them steep land";
      String rule = WaterTruth.RULE + String.format(over, any.pixels(), any.steepPixels());
      sections.add(new Section("water", "Water", Section.METHOD, rule, WaterScore.COLUMNS, rows));
    }
    for (MaskClass c : MaskClass.values()) {
      table(sections, fair, c, c.word(), words(c), FAIR_RULE + String.join("; ", truths));
    }
    for (MaskClass c : MaskClass.values()) {
      table(sections, echoed, c, c.word() + "ByFmask", words(c) + ", by Fmask", ECHO_RULE);
    }
    if (by != null) {
      for (MaskClass c : MaskClass.values()) {
        groups(sections, c, by);
      }
    }
    return sections;
  }

  private static void table(
      List<Section> into,
      Map<String, ClassScores> scores,
      MaskClass c,
      String key,
      String title,
      String rule) {
    List<Section.Row> rows = new ArrayList<>();
    long known = 0;
    long positive = 0;
    for (Map.Entry<String, ClassScores> one : scores.entrySet()) {
      Confusion counts = one.getValue().of(c);
      if (counts.pixels() > 0) {
        rows.add(new Section.Row(one.getKey(), ClassScores.figures(counts)));
        known = counts.pixels();
        positive = counts.positives();
      }
    }
    if (!rows.isEmpty()) {
      String over = String.format("; %,d pixels known, %,d of the class", known, positive);
      into.add(new Section(key, title, Section.METHOD, rule + over, ClassScores.COLUMNS, rows));
    }
  }

  private void groups(List<Section> into, MaskClass c, String by) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.count("pixels", "pixels of it"));
    titles.forEach(title -> columns.add(Column.more(title, title)));
    List<Section.Row> rows = new ArrayList<>();
    groups.forEach(
        (group, scores) -> {
          List<Double> values = new ArrayList<>();
          long positives = 0;
          for (String title : titles) {
            Confusion counts = scores.getOrDefault(title, new ClassScores()).of(c);
            positives = Math.max(positives, counts.positives());
            values.add(counts.positives() == 0 ? Double.NaN : counts.f1());
          }
          values.add(0, (double) positives);
          if (positives > 0) {
            rows.add(new Section.Row(group, values));
          }
        });
    if (!rows.isEmpty()) {
      String title = words(c) + " by " + by + ", F1";
      String rule = c == MaskClass.WATER ? "truth B where there are witnesses" : "as above";
      into.add(new Section(c.word() + "By" + by, title, by, rule, columns, rows));
    }
  }

  /** Classes of which no chip has a pixel to find. */
  Set<MaskClass> withoutFairTruth() {
    EnumSet<MaskClass> classes = EnumSet.allOf(MaskClass.class);
    classes.removeIf(c -> fair.values().stream().anyMatch(score -> score.of(c).positives() > 0));
    if (!water.isEmpty()) {
      classes.remove(MaskClass.WATER);
    }
    return classes;
  }

  /** What a class is called by people. */
  static String words(MaskClass c) {
    return switch (c) {
      case WATER -> "Water";
      case CLOUD_SHADOW -> "Cloud shadow";
      case CLOUD -> "Cloud";
      case SNOW_ICE -> "Snow or ice";
      case TERRAIN_SHADE -> "Terrain shade";
    };
  }

  /** {@code hls-9} before {@code hls-10}. */
  private static int byNumber(String a, String b) {
    String x = a.replaceAll("\\D", "");
    String y = b.replaceAll("\\D", "");
    boolean sameWords = a.replaceAll("\\d", "").equals(b.replaceAll("\\d", ""));
    return sameWords && x.length() != y.length() ? x.length() - y.length() : a.compareTo(b);
  }
}
