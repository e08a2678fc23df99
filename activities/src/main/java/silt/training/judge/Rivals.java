package silt.training.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import silt.training.judge.trees.Features;

/** The rows beside the network, by the words of {@code --against}. */
public final class Rivals {

  private static final Map<String, PlainTest> TESTS = new LinkedHashMap<>();

  static {
    TESTS.put("fmask", PlainTest.FMASK);
    TESTS.put("ndwi", PlainTest.NDWI);
    TESTS.put("mndwi", PlainTest.MNDWI);
    TESTS.put("otsu", PlainTest.OTSU);
    TESTS.put("bright-dark", PlainTest.BRIGHT_DARK);
  }

  private Rivals() {}

  /** Words that need no file. */
  public static List<String> words() {
    List<String> words = new ArrayList<>(TESTS.keySet());
    for (Features features : Features.values()) {
      words.add(features.word());
    }
    return words;
  }

  /** Whether a word names a teacher's file. */
  public static boolean isTeacher(String word) {
    return word.endsWith(".onnx");
  }

  /** What is judged besides the network, in the order asked. */
  static List<Contender> of(Question question, Consumer<String> told) {
    List<Contender> rivals = new ArrayList<>();
    for (String word : question.against()) {
      if (TESTS.containsKey(word)) {
        rivals.add(TESTS.get(word));
      } else if (isTeacher(word)) {
        rivals.add(new TeacherContender(Path.of(word)));
      } else if (question.rivals().containsKey(word)) {
        rivals.add(
            new NetworkContender(
                word, question.rivals().get(word), question.form(), question.evenIfSeen()));
      } else {
        rivals.add(
            new TreesContender(
                features(word)
                    .orElseThrow(() -> new IllegalArgumentException("nobody is called " + word)),
                question.treesFrom(),
                question.kept(),
                told));
      }
    }
    return rivals;
  }

  private static Optional<Features> features(String word) {
    for (Features features : Features.values()) {
      if (features.word().equals(word)) {
        return Optional.of(features);
      }
    }
    return Optional.empty();
  }
}
