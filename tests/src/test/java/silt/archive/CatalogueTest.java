package silt.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

  private static final String ID = "HLS.S30.T60GVA.2024037T222549.v2.0";
  private static final Instant START = Instant.parse("2024-02-06T22:25:49Z");

  @TempDir Path root;
  private Catalogue catalogue;
  private ScenesOnDisk scenes;

  @BeforeEach
  void open() throws IOException {
    catalogue = new Catalogue(root);
    scenes = new ScenesOnDisk(root);
  }

  @Test
  void aGranuleExistsFromTheMomentItsDescriptionDoes() throws IOException {
    assertThat(catalogue.granules()).isEmpty();
    Files.createDirectories(root.resolve("granules").resolve(ID));
    assertThat(catalogue.granules()).isEmpty();
    scenes.granule(ID, START, 10, 177, -41);
    assertThat(catalogue.granules()).extracting(Granule::id).containsExactly(ID);
  }

  @Test
  void aNewerDescriptionReplacesTheOlder() throws IOException {
    Path folder = scenes.granule(ID, START, 10, 177, -41);
    assertThat(catalogue.find(ID)).get().extracting(Granule::revision).isEqualTo(1);
    scenes.granule(ID, START, 10, 177, -41, 2, List.of("B04"), 10);
    Files.setLastModifiedTime(
        folder.resolve("granule.json"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(catalogue.find(ID)).get().extracting(Granule::revision).isEqualTo(2);
  }

  @Test
  void whatIsRevisedLaterThanTheArchivesClockIsNotThereYet() throws IOException {
    Path folder = scenes.granule(ID, START, 10, 177, -41);
    Path second = Files.createDirectories(folder.resolve("revisions/2"));
    Instant revised = START.plus(Duration.ofDays(9));
    Files.writeString(
        second.resolve("granule.json"),
        Files.readString(folder.resolve("granule.json"))
            .replace("\"revision\": 1", "\"revision\": 2")
            .replace(START.plus(Duration.ofDays(1)).toString(), revised.toString()));
    Files.writeString(second.resolve(ID + ".Fmask.tif"), "other pixels");
    String key = "HLSS30.020/" + ID + "/" + ID + ".Fmask.tif";

    assertThat(at(START).granules()).isEmpty();
    assertThat(at(START).file(key)).isEmpty();
    assertThat(at(revised.minusSeconds(1)).find(ID))
        .get()
        .extracting(Granule::revision)
        .isEqualTo(1);
    assertThat(at(revised).find(ID)).get().extracting(Granule::revision).isEqualTo(2);
    assertThat(at(revised).granules()).hasSize(1);
    assertThat(at(revised).file(key).orElseThrow()).hasContent("other pixels");
  }

  @Test
  void aScaledClockRunsAsFastAsItIsTold() {
    Instant[] now = {START};
    Clock real =
        new Clock() {
          @Override
          public Instant instant() {
            return now[0];
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    Clock scaled = new ScaledClock(real, Instant.parse("2024-01-01T00:00:00Z"), 1440);
    now[0] = START.plusSeconds(60);

    assertThat(scaled.instant()).isEqualTo("2024-01-02T00:00:00Z");
  }

  private Catalogue at(Instant now) throws IOException {
    return new Catalogue(root, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void aDescriptionThatIsHalfWrittenOrWrongHidesItsGranuleAlone() throws IOException {
    scenes.granule(ID, START, 10, 177, -41);
    Path other =
        Files.createDirectories(root.resolve("granules/HLS.S30.T60GVA.2024038T222549.v2.0"));
    Files.writeString(other.resolve("granule.json"), "{\"granule\": \"HLS.S3");
    Path third =
        Files.createDirectories(root.resolve("granules/HLS.S30.T60GVA.2024039T222549.v2.0"));
    Files.writeString(third.resolve("granule.json"), "{\"granule\": 7}");
    assertThat(catalogue.granules()).extracting(Granule::id).containsExactly(ID);
  }

  @Test
  void onlyTheGeoTiffsOfAGranuleHaveAKey() throws IOException {
    scenes.granule(ID, START, 10, 177, -41);
    assertThat(catalogue.file("HLSS30.020/" + ID + "/" + ID + ".B04.tif")).isPresent();
    assertThat(catalogue.file("HLSL30.020/" + ID + "/" + ID + ".B04.tif")).isEmpty();
    assertThat(catalogue.file("HLSS30.020/" + ID + "/granule.json")).isEmpty();
    assertThat(catalogue.file("HLSS30.020/" + ID + "/truth/" + ID + ".ssc.tif")).isEmpty();
    assertThat(catalogue.file("HLSS30.020/" + ID + "/../token")).isEmpty();
    assertThat(catalogue.file("HLSS30.020/../" + ID + ".B04.tif")).isEmpty();
  }
}
