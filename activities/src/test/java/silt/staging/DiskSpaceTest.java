package silt.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.steps.Failures;
import silt.steps.Failures.Person;

class DiskSpaceTest {

  @Test
  void aFullDiskWaitsForAPerson() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
    try (OutputStream out = Files.newOutputStream(full)) {
      out.write(1);
      throw new AssertionError("/dev/full took a byte");
    } catch (IOException enospc) {
      assertThat(Failures.needsPerson(DiskSpace.failure("B04.tif", enospc)))
          .contains(Person.DISK_FULL);
    }
  }

  @Test
  void otherTroubleIsTriedAgain() {
    assertThat(DiskSpace.failure("B04.tif", new IOException("Input/output error")).getType())
        .isEqualTo(Failures.RETRY);
  }

  @Test
  void roomIsAskedForBeforeItIsNeeded(@TempDir Path folder) {
    assertThatThrownBy(() -> DiskSpace.require(folder.resolve("not/there/yet"), Long.MAX_VALUE))
        .satisfies(e -> assertThat(Failures.needsPerson(e)).contains(Person.DISK_FULL));
  }
}
