package silt.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that lead a newcomer must not lead into nothing. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "SECURITY.md",
        "deploy/RUNBOOK.md",
        "deploy/BACKUP.md",
        "db/COOKBOOK.md",
        "tests/bench/RESULTS.md"
      })
  void everyLinkOfAPageLeadsToAFile(String page) throws IOException {
    Path file = repository().resolve(page);
    List<String> broken = new ArrayList<>();
    Matcher links = LINK.matcher(Files.readString(file));
    while (links.find()) {
      String target = links.group(1);
      if (!target.contains("://") && !Files.exists(file.resolveSibling(target))) {
        broken.add(target);
      }
    }
    assertThat(broken).isEmpty();
  }

  private static Path repository() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.exists(up.resolve("ARCHITECTURE.md"))) {
        return up;
      }
    }
    throw new IllegalStateException("not inside a checkout of silt");
  }
}
