package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.MessageLite;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.db.PrivatePostgres;
import silt.installation.Patience;
import silt.installation.Said;

/**
 * One campaign through every kind of trouble that makes messages: then all that was written
 * anywhere is read, and no secret is in it.
 *
 * <p>The worker takes NASA's way, with its token in a file of its owner's, and logs all it can. In
 * the middle of it the token is revoked: the scenes wait, and go on when the file holds a new one,
 * without a restart.
 */
@Tag("slow")
class SecretsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> AS_NASA =
      Map.of(
          "SILT_ARCHIVE",
          "nasa",
          "JAVA_TOOL_OPTIONS",
          "-Dsilt.log.level=TRACE -Dsilt.log.temporal=DEBUG");

  private static Installation installation;
  private static WorkflowServiceStubs temporal;
  private static WorkflowClient client;

  /** Where something was found, and what: all that is to be read. */
  private static final Map<String, String> written = new ConcurrentHashMap<>();

  private static boolean waitedForAToken;
  private static List<String> outcomes;

  @BeforeAll
  static void aCampaignThroughEveryTrouble() throws IOException {
    installation = Installation.withSmallScenes(6);
    temporal =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    client = WorkflowClient.newInstance(temporal);
    trouble();
    installation.archive().rotateToken();
    installation.startWorker(AS_NASA);
    said(
        "campaign",
        "start",
        "secrets",
        "--region",
        region(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--cells");
    waitedForAToken = aSceneWaitsForAToken();
    readPending();
    said("campaign", "status", "secrets");
    said("scene", "list");
    bringTheNewToken();
    Patience.until(
        Duration.ofMinutes(6),
        "every scene has an outcome",
        () -> {
          readPending();
          return installation.count("select count(*) from silt.scene_run where outcome is not null")
              >= 6;
        });
    outcomes = installation.sql("select outcome from silt.scene_run");
    readEverything();
  }

  @AfterAll
  static void bringDown() {
    if (temporal != null) {
      temporal.shutdownNow();
    }
    installation.close();
  }

  private static String region() {
    return installation.home().resolve("archive/region.geojson").toString();
  }

  private static void trouble() throws IOException {
    List<String> granules;
    try (Stream<Path> folders = Files.list(installation.home().resolve("archive/granules"))) {
      granules = folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
    fault("{'match': 'search', 'kind': 'status', 'status': 503, 'retryAfterS': 1, 'times': 2}");
    fault("{'match': 's3credentials', 'kind': 'status', 'status': 500, 'times': 1}");
    fault("{'match': '%s.*B04', 'kind': 'status', 'status': 404}", granules.get(1));
    fault("{'match': 'B03.*', 'kind': 'truncate', 'bytes': 2000, 'times': 3}");
    fault("{'match': 'B02.*', 'kind': 'reset', 'bytes': 100, 'times': 4}");
    fault("{'match': 'Fmask.*', 'kind': 'html', 'times': 2}");
    fault("{'match': 'B05|B8A', 'kind': 'expired', 'times': 3}");
    fault("{'match': 'B06|B11', 'kind': 'status', 'status': 429, 'retryAfterS': 2, 'times': 3}");
    fault("{'match': 'B07|B12', 'kind': 'status', 'status': 403, 'times': 3}");
  }

  private static void fault(String json, Object... values) throws IOException {
    installation.archive().faults().add(JSON.readTree(json.formatted(values).replace('\'', '"')));
  }

  private static void said(String... arguments) {
    Said said = installation.silt(AS_NASA, arguments);
    written.put(
        "silt " + String.join(" ", arguments) + " " + written.size(), said.out() + said.err());
  }

  private static boolean aSceneWaitsForAToken() {
    Patience.until(
        Duration.ofMinutes(3),
        "a scene waits for a token",
        () -> {
          readPending();
          return installation.count(
                  "select count(*) from silt.event where message like '%TOKEN_EXPIRED%'")
              > 0;
        });
    return true;
  }

  private static void bringTheNewToken() throws IOException {
    // as an operator does it: beside, then over the old one, mode 600
    Path fresh = installation.archiveToken().resolveSibling("token.new");
    Files.copy(
        installation.archiveToken(), fresh, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(fresh, installation.archive().token() + "\n");
    Files.move(fresh, installation.archiveToken(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /** What exists only while it runs: heartbeats and last failures of steps in hand. */
  private static void readPending() {
    for (WorkflowExecutionMetadata each : executions()) {
      WorkflowExecution execution = each.getExecution();
      keep("list " + execution.getWorkflowId(), each.getWorkflowExecutionInfo());
      keep(
          "describe " + execution.getWorkflowId(),
          temporal
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace("default")
                      .setExecution(execution)
                      .build()));
    }
  }

  private static List<WorkflowExecutionMetadata> executions() {
    return client.listExecutions("").toList();
  }

  /** Payloads are JSON in plain bytes: read as Latin-1 they are found whatever is around them. */
  private static void keep(String where, MessageLite message) {
    String text = new String(message.toByteArray(), StandardCharsets.ISO_8859_1);
    written.merge(where, text, (before, now) -> before.endsWith(now) ? before : before + now);
  }

  private static void readEverything() throws IOException {
    for (WorkflowExecutionMetadata each : executions()) {
      keep(
          "history " + each.getExecution().getWorkflowId() + " " + each.getExecution().getRunId(),
          temporal
              .blockingStub()
              .getWorkflowExecutionHistory(
                  GetWorkflowExecutionHistoryRequest.newBuilder()
                      .setNamespace("default")
                      .setExecution(each.getExecution())
                      .build()));
    }
    for (String table :
        installation.sql(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'silt'")) {
      written.put(
          table, String.join("\n", installation.sql("select t::text from " + table + " t")));
    }
    for (String[] command :
        new String[][] {
          {"campaign", "status", "secrets"},
          {"campaign", "list"},
          {"scene", "list"},
          {"scene", "list", "--without-result"},
          {"events", "secrets"},
          {"config"},
          {"doctor"},
          {"config", "--json"}
        }) {
      said(command);
    }
    metrics();
    everyFile();
  }

  private static void metrics() throws IOException {
    try (Stream<Path> told = Files.walk(installation.home().resolve("run"))) {
      for (Path file : told.filter(each -> each.toString().endsWith(".json")).toList()) {
        for (var target : JSON.readTree(file.toFile()).findValuesAsText("targets")) {
          written.put("target " + target, target);
        }
        String address = JSON.readTree(file.toFile()).path(0).path("targets").path(0).asText("");
        if (!address.isEmpty()) {
          written.put(
              "metrics",
              get("http://" + address + "/metrics") + get("http://" + address + "/health"));
        }
      }
    }
  }

  private static String get(String uri) throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
          .body();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /**
   * The whole installation's folder: logs, scratch, Temporal's own database. Left out are the
   * archive's files and the folder of secrets, where secrets belong.
   */
  private static void everyFile() throws IOException {
    Path home = installation.home();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = home.relativize(file);
        if (!name.startsWith("archive") && !name.startsWith("secrets")) {
          written.put(
              name.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  /** Secrets, by what they are, in every form that they may be written in. */
  private static Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    int number = 0;
    for (String secret : installation.archive().secrets()) {
      secrets.put("archive's secret " + ++number, secret);
    }
    secrets.put("owner's password", PrivatePostgres.PASSWORDS.owner());
    secrets.put("writer's password", PrivatePostgres.PASSWORDS.writer());
    secrets.put("reader's password", PrivatePostgres.PASSWORDS.reader());
    Map<String, String> forms = new LinkedHashMap<>(secrets);
    secrets.forEach(
        (what, secret) ->
            forms.put(
                what + " in base64",
                Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
    return forms;
  }

  private static List<String> found(Map<String, String> texts) {
    List<String> found = new ArrayList<>();
    secrets()
        .forEach(
            (what, secret) ->
                texts.forEach(
                    (where, text) -> {
                      if (text.contains(secret)) {
                        found.add(what + " in " + where);
                      }
                    }));
    return found;
  }

  @Test
  void noSecretIsWrittenAnywhere() {
    assertThat(found(written)).isEmpty();
  }

  @Test
  void allThatShouldBeReadWasRead() {
    assertThat(written.keySet())
        .contains("silt.event", "silt.scene_run", "silt.campaign", "metrics")
        .anyMatch(where -> where.startsWith("history scene/"))
        .anyMatch(where -> where.startsWith("history campaign/"))
        .anyMatch(where -> where.startsWith("describe scene/"))
        .anyMatch(where -> where.endsWith("temporal.db"))
        .anyMatch(where -> where.contains("worker1"));
    assertThat(written.get("silt.event")).contains("TOKEN_EXPIRED");
    assertThat(written.entrySet())
        .filteredOn(each -> each.getKey().startsWith("history scene/"))
        .as("failures with their messages")
        .anyMatch(each -> each.getValue().contains("answered 404"))
        .anyMatch(each -> each.getValue().contains("answered 4"));
    assertThat(written.entrySet())
        .filteredOn(each -> each.getKey().contains("worker1"))
        .as("a log of all levels")
        .anyMatch(each -> each.getValue().contains("DEBUG"));
  }

  @Test
  void whatLooksForSecretsFindsThem() throws IOException {
    String token = Files.readString(installation.archiveToken());
    assertThat(found(Map.of("the token's own file", token))).isNotEmpty();
    Set<String> kinds = new TreeSet<>();
    installation.archive().secrets().forEach(secret -> kinds.add(String.valueOf(secret.length())));
    assertThat(kinds)
        .as("tokens, sessions, codes, keys and signatures differ in length")
        .hasSizeGreaterThan(3);
  }

  @Test
  void aTokenThatWasRevokedIsAskedForAndANewOneInItsFileIsTakenWithoutARestart() {
    assertThat(waitedForAToken).isTrue();
    assertThat(outcomes)
        .hasSize(6)
        .contains("INPUT_GONE")
        .containsAnyOf("OBSERVED", "NO_CLEAR_WATER");
    assertThat(outcomes).doesNotContain("FAILED", "CANCELLED");
  }
}
