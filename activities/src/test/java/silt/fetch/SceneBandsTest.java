package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.discover.LocalArchive.text;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.discover.LocalArchive;
import silt.discover.LocalArchive.Host;
import silt.fetch.TokenSource.FixedToken;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.steps.Failures;

class SceneBandsTest {

  @TempDir private Path folder;
  private LocalArchive archive;
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final AtomicLong spent = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private SceneBands bands;
  private byte[] red;

  @BeforeEach
  void anArchiveWithOneBand() throws IOException {
    archive = new LocalArchive();
    red = ServedFile.tiff(folder, 1);
    archive.on(Host.DATA, FetchingWorld.RED, new ServedFile(red, "\"one\""));
    bands = new SceneBands(archive.address(false), new FixedToken(Optional.empty()), this::place);
  }

  @AfterEach
  void stop() {
    bands.close();
    archive.close();
  }

  private HostLimits.Place place(String host) {
    hosts.add(host);
    open.incrementAndGet();
    return new HostLimits.Place() {
      @Override
      public void spend(int bytes) {
        spent.addAndGet(bytes);
      }

      @Override
      public boolean isLost() {
        return false;
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  @Test
  void aCommandKeepsTheLimitsThatWorkersKeep() {
    bring(Band.RED);

    assertThat(hosts).isNotEmpty().allMatch(host -> host.contains("127.0.0.1"));
    assertThat(spent).hasValue(red.length);
    assertThat(open).hasValue(0);
  }

  private Map<Band, Path> bring(Band band) {
    URI base = archive.uri(Host.DATA).resolve(FetchingWorld.FOLDER);
    return bands.bring(FetchingWorld.GRANULE, base, Set.of(band), folder.resolve("bands"));
  }

  @Test
  void aBandIsBroughtOnceAndFoundTheNextTime() throws IOException {
    Path file = bring(Band.RED).get(Band.RED);
    assertThat(file).hasFileName(FetchingWorld.GRANULE.fileName(Band.RED)).hasBinaryContent(red);
    int asked = archive.seen(Host.DATA).size();

    assertThat(bring(Band.RED)).containsEntry(Band.RED, file);

    assertThat(archive.seen(Host.DATA)).hasSize(asked);
    try (Stream<Path> left = Files.list(folder.resolve("bands"))) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aFileThatIsGoneSaysSoAndLeavesNothingUnderItsName() {
    assertThatThrownBy(() -> bring(Band.GREEN))
        .isInstanceOf(ApplicationFailure.class)
        .satisfies(gone -> assertThat(Failures.ending(gone)).isEqualTo(Outcome.INPUT_GONE));
    assertThat(folder.resolve("bands").resolve(FetchingWorld.GRANULE.fileName(Band.GREEN)))
        .doesNotExist();
  }

  @Test
  void aPassingFaultIsTriedOverForNoWorkflowWill() {
    AtomicInteger asked = new AtomicInteger();
    ServedFile sound = new ServedFile(red, "\"one\"");
    archive.instead(
        Host.DATA,
        FetchingWorld.RED,
        exchange -> {
          if (asked.incrementAndGet() == 1) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            text(exchange, 503, "busy");
          } else {
            sound.handle(exchange);
          }
        });

    assertThat(bring(Band.RED).get(Band.RED)).hasBinaryContent(red);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aFolderOfAnotherArchiveIsNotAsked() {
    URI elsewhere = URI.create("https://elsewhere.example/granules/");

    assertThatThrownBy(
            () -> bands.bring(FetchingWorld.GRANULE, elsewhere, Set.of(Band.RED), folder))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("is no folder of archive");
    assertThat(archive.seen()).isEqualTo(List.of());
  }
}
