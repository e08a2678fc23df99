package silt.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known names a mistyped one was meant to be. */
public final class NearestName {

  private NearestName() {}

  /** The closest of the names, where it is close enough to be what was meant. */
  public static Optional<String> of(String typed, Collection<String> known) {
    int farthest = Math.max(2, typed.length() / 3);
    return known.stream()
        .filter(name -> distance(typed, name) <= farthest)
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** "Did you mean X?" or, where nothing is near, all names there are. */
  public static String hint(String typed, Collection<String> known) {
    return of(typed, known)
        .map(name -> "Did you mean " + name + "?")
        .orElse("Choose from: " + String.join(", ", known) + ".");
  }

  /** Levenshtein's distance: insertions, deletions and replacements of characters. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
