package silt.training.judge;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.mask.MaskClass;
import silt.model.ModelBundle;
import silt.training.data.Dataset;

/** Judges networks and their rivals: the same chips, truths and figures for all. */
public final class Evaluation {

  /** Chips that the square for the cost is laid out with. */
  private static final int LAID_OUT = 16;

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Question question;
  private final Watcher watcher;
  private final Scores scores = new Scores();
  private final Gallery gallery = new Gallery();
  private final Map<String, Cost.Spent> spent = new LinkedHashMap<>();
  private final Set<String> silent = new LinkedHashSet<>();
  private int done;
  private int all;

  private Evaluation(Question question, Watcher watcher) {
    this.question = question;
    this.watcher = watcher;
  }

  /**
   * Judges.
   *
   * @throws silt.scene.BadInput where nothing is left to judge by, or it was seen in training
   */
  public static Judgement of(Question question, Watcher watcher) {
    return new Evaluation(question, watcher).run();
  }

  private Judgement run() {
    Sittings plan = Sittings.of(question);
    all = plan.sittings().stream().mapToInt(sitting -> sitting.chips().size()).sum();
    List<Contender> contenders = new ArrayList<>();
    contenders.add(
        new NetworkContender(title(), question.bundles(), question.form(), question.evenIfSeen()));
    try {
      contenders.addAll(Rivals.of(question, remark -> watcher.at(done, all, remark)));
      question.data().forEach(dataset -> scores.truth(dataset.card().truth()));
      for (Sitting sitting : plan.sittings()) {
        hold(sitting, contenders);
      }
    } finally {
      contenders.forEach(Contender::close);
    }
    List<Section> sections =
        new ArrayList<>(scores.sections(question.by().map(Question.By::word).orElse(null)));
    sections.add(Cost.section(spent));
    List<String> remarks = new ArrayList<>(plan.remarks());
    question
        .rivals()
        .forEach(
            (word, bundles) -> {
              if (bundles.stream().anyMatch(bundle -> !Seen.of(bundle.card()).tells())) {
                remarks.add(
                    "The card of " + word + " does not say which sites it saw; it may know these.");
              }
            });
    silent.forEach(title -> remarks.add(title + " could not be asked of some chips."));
    return new Judgement(
        heading(plan.sittings()),
        remarks,
        sections,
        notJudged(),
        gallery.shown(),
        gallery.bestRival().orElse(null));
  }

  /** What the names of several bundles have in common. */
  private String title() {
    List<String> names = question.bundles().stream().map(one -> one.card().name()).toList();
    String first = names.get(0);
    if (names.stream().distinct().count() == 1) {
      return first;
    }
    String shared = first;
    for (String name : names) {
      while (!name.startsWith(shared)) {
        shared = shared.substring(0, shared.length() - 1);
      }
    }
    String common = shared.replaceFirst("[-._]*(fold|without)?[-._]*$", "");
    return (common.isEmpty() ? "" : common + ", ") + names.size() + " bundles";
  }

  private void hold(Sitting sitting, List<Contender> contenders) {
    for (Contender contender : contenders) {
      contender.sit(sitting);
    }
    List<JudgedChip> first = new ArrayList<>();
    Set<MaskClass> shown = shown(sitting.dataset());
    for (Dataset.Entry entry : sitting.chips()) {
      watcher.at(done, all, sitting.dataset().card().name() + " " + entry.id());
      JudgedChip chip = JudgedChip.read(sitting.dataset(), entry);
      if (first.size() < LAID_OUT) {
        first.add(chip);
      }
      judge(ChipTruth.of(chip, shown), contenders);
      done++;
    }
    watcher.at(done, all, "");
    Cost cost = new Cost(first);
    for (Contender contender : contenders) {
      int classes = contender.tells(first.get(0)).size();
      if (!spent.containsKey(contender.title()) && classes > 0) {
        spent.put(contender.title(), new Cost.Spent(classes, cost.secondsATile(contender)));
      }
    }
  }

  private static Set<MaskClass> shown(Dataset dataset) {
    EnumSet<MaskClass> shown = EnumSet.allOf(MaskClass.class);
    shown.removeIf(c -> dataset.entries().stream().noneMatch(chip -> chip.known().yes(c) > 0));
    return shown;
  }

  private void judge(ChipTruth truth, List<Contender> contenders) {
    JudgedChip chip = truth.judged();
    Map<String, byte[]> answers = new LinkedHashMap<>();
    Map<String, Long> wrong = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      Set<MaskClass> told = contender.tells(chip);
      if (told.isEmpty()) {
        silent.add(contender.title());
        continue;
      }
      byte[] flags = contender.mask(chip);
      scores.add(contender.title(), truth, group(chip), told, flags);
      answers.put(contender.title(), flags);
      if (told.containsAll(truth.ranking())) {
        wrong.put(
            contender.title(),
            truth.ranking().stream().mapToLong(c -> truth.counts(c, flags).wrong()).sum());
      }
    }
    gallery.offer(new Shown("", truth, answers, wrong));
  }

  private String group(JudgedChip chip) {
    return question
        .by()
        .map(
            by ->
                switch (by) {
                  case SITE -> chip.entry().site();
                  case SENSOR -> chip.entry().sensor();
                  case DATE -> date(chip.entry());
                })
        .orElse(null);
  }

  private static String date(Dataset.Entry entry) {
    Matcher found = DATE.matcher(entry.id() + " " + entry.site());
    return found.find() ? found.group() : "no date";
  }

  private Judgement.Heading heading(List<Sitting> sittings) {
    List<String> bundles = new ArrayList<>();
    Set<String> sites = new HashSet<>();
    for (Sitting sitting : sittings) {
      ModelBundle bundle = sitting.bundle();
      bundles.add(
          "%s (%s, sha256 %s): %d chips of %s, fold %s"
              .formatted(
                  bundle.card().name(),
                  bundle.card().architecture(),
                  bundle.sha256().substring(0, 12),
                  sitting.chips().size(),
                  sitting.dataset().card().name(),
                  sitting.fold()));
      sitting.chips().forEach(c -> sites.add(sitting.dataset().card().name() + " " + c.site()));
    }
    List<String> datasets =
        question.data().stream()
            .map(d -> d.card().name() + ": " + String.join("; ", d.card().licences()))
            .distinct()
            .toList();
    return new Judgement.Heading(title(), bundles, datasets, all, sites.size());
  }

  private List<String> notJudged() {
    return scores.withoutFairTruth().stream()
        .map(c -> Scores.words(c) + ": these datasets hold no pixel of it by a fair truth.")
        .toList();
  }
}
