package silt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.BadInput;
import silt.scene.Band;

class ModelBundleTest {

  @TempDir Path folder;
  private ModelBundle bundle;

  @BeforeEach
  void write() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[] {1, 2, 3});
    bundle =
        ModelBundle.write(
            folder,
            new ModelCard(
                ModelCard.FORMAT,
                "ssc-test",
                ModelKind.SSC,
                "log-linear",
                "ridge",
                List.of(Band.GREEN, Band.RED),
                "TSS mg/L",
                null,
                1,
                Map.of(),
                null,
                null,
                "Apache-2.0",
                List.of("GLORIA"),
                new TreeMap<>(Map.of("weights.bin", "0".repeat(64)))));
  }

  @Test
  void aBundleIsKnownByWhatItHolds() throws IOException {
    String before = bundle.sha256();
    assertThat(ModelBundle.open(folder)).isEqualTo(bundle);

    Files.write(folder.resolve("weights.bin"), new byte[] {4});
    assertThat(ModelBundle.write(folder, bundle.card()).sha256()).isNotEqualTo(before);
  }

  @Test
  void changedWeightsAreRefusedWithBothSums() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[] {9});
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("weights.bin")
        .hasMessageContaining("its card says 039058c6f2c0cb492c533b0a4d14ef77");
  }

  @Test
  void missingWeightsAreRefused() throws IOException {
    Files.delete(folder.resolve("weights.bin"));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("weights.bin is missing");
  }

  @Test
  void aCardThatSaysWhatWeDoNotKnowIsRefused() throws IOException {
    Path card = folder.resolve(ModelBundle.CARD);
    Files.writeString(card, Files.readString(card).replaceFirst("\\{", "{ \"colour\" : \"blue\","));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("colour");
  }

  @Test
  void aCardThatEndsTooEarlyIsRefusedInPlainWords() throws IOException {
    Files.writeString(folder.resolve(ModelBundle.CARD), "{");
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("model.json is not valid: Unexpected end-of-input")
        .hasMessageNotContaining("REDACTED");
  }

  @Test
  void aFileOutsideTheFolderIsRefused() throws IOException {
    Path card = folder.resolve(ModelBundle.CARD);
    Files.writeString(card, Files.readString(card).replace("weights.bin", "../weights.bin"));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("plain names");
  }

  @Test
  void anEmptyFolderIsNoBundle(@TempDir Path empty) {
    assertThatThrownBy(() -> ModelBundle.open(empty))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("has no model.json");
  }
}
