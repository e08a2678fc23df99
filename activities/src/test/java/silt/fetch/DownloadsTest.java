package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.discover.LocalArchive;
import silt.discover.LocalArchive.Host;
import silt.fetch.TokenSource.FixedToken;
import silt.scene.Band;

class DownloadsTest {

  private static final String FILE = "/lp-prod-protected/g/g.B04.tif";

  @TempDir Path folder;
  private LocalArchive archive;
  private Routes routes;
  private byte[] bytes;
  private final CountDownLatch over = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    archive = new LocalArchive();
    routes = new Routes(archive.address(false), new FixedToken(Optional.empty()));
    bytes = ServedFile.tiff(folder, 1);
  }

  @AfterEach
  void stop() {
    over.countDown();
    routes.close();
    archive.close();
  }

  private Download download() {
    URI uri = archive.uri(Host.DATA).resolve(FILE);
    return new Download(routes, uri);
  }

  /** The first reply stops in its middle and says nothing more; later ones are sound. */
  private void aServerThatFallsSilentOnce() {
    ServedFile sound = new ServedFile(bytes, "\"one\"");
    AtomicInteger asked = new AtomicInteger();
    archive.on(
        Host.DATA,
        FILE,
        exchange -> {
          if (asked.incrementAndGet() > 1) {
            sound.handle(exchange);
            return;
          }
          exchange.getResponseHeaders().set("ETag", "\"one\"");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
          exchange.getResponseBody().flush();
          try {
            over.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void aConnectionThatFallsSilentIsCutAndResumed() {
    aServerThatFallsSilentOnce();
    List<FetchProgress> told = new CopyOnWriteArrayList<>();
    Downloads downloads = new Downloads(told::add, Duration.ofMillis(300));
    downloads.add(Band.RED, download());

    downloads.run((band, download) -> download.into(folder.resolve("red.part")));

    assertThat(folder.resolve("red.part")).hasBinaryContent(bytes);
    assertThat(told)
        .extracting(FetchProgress::bytes)
        .contains(Map.of("RED", (long) bytes.length / 2), Map.of("RED", (long) bytes.length));
  }

  @Test
  void aStepThatIsCancelledStopsItsTransfersAndKeepsWhatCame() {
    aServerThatFallsSilentOnce();
    Downloads downloads =
        new Downloads(
            progress -> {
              if (progress.bytes().get("RED") > 0) {
                throw new IllegalStateException("cancelled");
              }
            });
    downloads.add(Band.RED, download());

    assertThatThrownBy(
            () -> downloads.run((band, download) -> download.into(folder.resolve("red.part"))))
        .hasMessage("cancelled");

    assertThat(folder.resolve("red.part")).hasSize(bytes.length / 2);
    assertThat(Files.exists(folder.resolve("red.part.etag"))).isTrue();
  }

  @Test
  void fourFilesAtATimeAndNoMore() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Downloads downloads = new Downloads(progress -> {});
    for (Band band : Band.values()) {
      downloads.add(band, download());
    }

    downloads.run(
        (band, download) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          try {
            Thread.sleep(100);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          now.decrementAndGet();
        });

    assertThat(most).hasValue(4);
  }

  @Test
  void twoAttemptsDoNotWriteOnePart() throws IOException {
    try (PartFile first = PartFile.open(folder.resolve("red.part"))) {
      assertThatThrownBy(() -> PartFile.open(first.path())).hasMessageContaining("another attempt");
    }
  }
}
