package silt.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every question of {@code db/COOKBOOK.md} is answered as the document shows, by psql as the
 * reader.
 *
 * <p>{@code mvn -pl db test -Dtest=CookbookTest -Dsilt.cookbook.rewrite=true} writes the answers
 * into the document instead; look at what changed before it is committed.
 */
class CookbookTest {

  private static final Path DOCUMENT = Path.of("COOKBOOK.md");
  private static final Path BASIN = Path.of("cookbook/basin.sql");
  private static final Pattern QUESTION =
      Pattern.compile(
          "(?ms)^## (?<title>.+?)\n(?<text>.*?)^```sql\n(?<sql>.*?)^```\n(?:^```\n(?<answer>.*?)^```\n)?");

  private static String document;
  private static DatabaseAddress owner;

  private record Question(String title, String sql, String answer) {
    @Override
    public String toString() {
      return title;
    }
  }

  @BeforeAll
  static void aBasin() throws IOException {
    document = Files.readString(DOCUMENT);
    owner = PrivatePostgres.shared().freshDatabase();
    Psql.run(owner, Files.readString(BASIN), "-1");
    if (Boolean.getBoolean("silt.cookbook.rewrite")) {
      document =
          QUESTION
              .matcher(document)
              .replaceAll(found -> Matcher.quoteReplacement(rewritten(found)));
      Files.writeString(DOCUMENT, document);
    }
  }

  private static String rewritten(MatchResult found) {
    return "## "
        + found.group(1)
        + "\n"
        + found.group(2)
        + "```sql\n"
        + found.group(3)
        + "```\n```\n"
        + answer(found.group(3))
        + "```\n";
  }

  static Stream<Question> questions() throws IOException {
    List<Question> questions = new ArrayList<>();
    Matcher found = QUESTION.matcher(Files.readString(DOCUMENT));
    while (found.find()) {
      questions.add(new Question(found.group("title"), found.group("sql"), found.group("answer")));
    }
    return questions.stream();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void isAnsweredAsTheDocumentShows(Question question) {
    assertThat(answer(question.sql())).isEqualTo(question.answer());
    assertThat(question.answer()).doesNotContain("(0 rows)");
  }

  @Test
  void thereAreTwentyAndNoSqlBesides() throws IOException {
    assertThat(questions().map(Question::title))
        .hasSize(20)
        .allMatch(title -> title.matches("\\d+\\. .*\\?"));
    assertThat(document.split("```sql")).hasSize(21);
  }

  private static String answer(String sql) {
    String said = Psql.run(PrivatePostgres.reader(owner), sql).stripTrailing();
    // psql fills up headings with blanks, which editors take away
    return said.replaceAll("(?m) +$", "") + "\n";
  }
}
