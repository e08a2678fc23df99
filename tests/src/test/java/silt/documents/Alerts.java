package silt.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.installation.Programs;

/** The alert rules that ship, {@code deploy/alerts.yml}. */
public record Alerts(List<Rule> rules) {

  /** One rule, with the words that go out with it. */
  public record Rule(
      String name, String expression, String summary, String runbook, String severity) {

    /** Names of metrics that it asks for, Prometheus' own {@code up} left out. */
    public Set<String> metrics() {
      // what stands in braces, brackets and by(...) is labels, not metrics
      String bare =
          expression
              .replaceAll("\\{[^}]*}", "")
              .replaceAll("\\[[^]]*]", "")
              .replaceAll("\\b(by|on|without|group_left|ignoring)\\s*\\([^)]*\\)", "");
      Set<String> names = new TreeSet<>();
      Matcher name = METRIC.matcher(bare);
      while (name.find()) {
        names.add(name.group());
      }
      return names;
    }
  }

  private static final Pattern METRIC =
      Pattern.compile("\\b(silt|temporal|hikaricp|jvm|process)_[a-z0-9_]+");

  public static Alerts read() throws IOException {
    Path file = Programs.repository().resolve("deploy/alerts.yml");
    JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
    List<Rule> rules = new ArrayList<>();
    for (JsonNode group : tree.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        rules.add(
            new Rule(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("annotations").path("summary").asText(),
                rule.path("annotations").path("runbook").asText(),
                rule.path("labels").path("severity").asText()));
      }
    }
    return new Alerts(rules);
  }

  public Set<String> metrics() {
    Set<String> all = new TreeSet<>();
    rules.forEach(rule -> all.addAll(rule.metrics()));
    return all;
  }
}
