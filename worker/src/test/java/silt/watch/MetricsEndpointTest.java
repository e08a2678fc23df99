package silt.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import silt.load.CodeVersion;
import silt.scene.BadInput;

class MetricsEndpointTest {

  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

  private final AtomicBoolean broken = new AtomicBoolean();
  private final Health health = new Health();
  private Meters meters;
  private MetricsEndpoint endpoint;

  @BeforeEach
  void aWorkersEndpoint() {
    meters = new Meters(new CodeVersion("1", "abc"), List.of("fetch", "mask"));
    health.add(
        "disk",
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("the disk is gone");
          }
          return new Check("disk", true, "room");
        });
    endpoint = MetricsEndpoint.start(ANY, meters, health);
  }

  @AfterEach
  void close() {
    endpoint.close();
    health.close();
    meters.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void metricsAreTextThatPrometheusReads() throws Exception {
    HttpResponse<String> scrape = get("/metrics");

    assertThat(scrape.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(scrape.body())
        .contains("silt_build_info{commit=\"abc\",queues=\"fetch,mask\",version=\"1\"} 1\n")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void aHealthyWorkerIsReady() throws Exception {
    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"ready\" : true").contains("\"found\" : \"room\"");
  }

  @Test
  void aWorkerThatLacksSomethingSaysWhatAndIsStillAlive() throws Exception {
    broken.set(true);

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the disk is gone");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aWorkerThatEndsIsNotReady() throws Exception {
    health.ending();

    assertThat(get("/health").body()).contains("no more work is taken");
  }

  @Test
  void aPortThatIsTakenIsRefusedByName() {
    assertThatThrownBy(() -> MetricsEndpoint.start(endpoint.address(), meters, health))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("worker.metrics-port")
        .hasMessageContaining(String.valueOf(endpoint.address().getPort()));
  }
}
