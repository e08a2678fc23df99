package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskNeedTest {

  @TempDir private Path folder;

  @Test
  void aDiskThatCannotHoldItIsShort() {
    assertThat(DiskNeed.of(folder.toUri(), 1).isShort()).isFalse();
    assertThat(DiskNeed.of(folder.toUri(), Long.MAX_VALUE).isShort()).isTrue();
  }

  @Test
  void aFolderThatIsNotThereYetLiesOnTheDiskOfItsParent() {
    URI later = folder.resolve("not/yet/").toUri();
    assertThat(DiskNeed.of(later, 1).freeBytes()).isPositive();
  }

  @Test
  void twoStoresOnOneDiskNeedItsRoomTogether() {
    DiskNeed staging = DiskNeed.of(folder.resolve("staging").toUri(), 300);
    DiskNeed products = DiskNeed.of(folder.resolve("products").toUri(), 700);
    assertThat(products.beside(staging).neededBytes()).isEqualTo(1000);
  }

  @Test
  void aBucketIsNeverShort() {
    DiskNeed bucket = DiskNeed.of(URI.create("s3://bucket/staging/"), Long.MAX_VALUE);
    assertThat(bucket.isShort()).isFalse();
    assertThat(DiskNeed.of(folder.toUri(), 5).beside(bucket).neededBytes()).isEqualTo(5);
  }
}
