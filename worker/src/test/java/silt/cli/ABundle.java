package silt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.mask.MaskNetwork;
import silt.mask.architectures.Architecture;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;

/** Bundles that hold what their card says, and nothing that could run. */
final class ABundle {

  private ABundle() {}

  /** Writes a mask bundle called {@code mask-hls-1} into a folder, which it makes. */
  static Path mask(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(MaskNetwork.WEIGHTS), "no weights");
    ModelCard card =
        new ModelCard(
            ModelCard.FORMAT,
            "mask-hls-1",
            ModelKind.MASK,
            MaskNetwork.ENGINE,
            Architecture.COMPACT_UNET.word(),
            MaskNetwork.INPUTS,
            "mask classes",
            null,
            512,
            Map.of("water", 0.5),
            null,
            null,
            "CC0-1.0",
            List.of(),
            new TreeMap<>(Map.of(MaskNetwork.WEIGHTS, "0".repeat(64))));
    ModelBundle.write(folder, card);
    return folder;
  }

  /** The SSC bundle that ships. */
  static Path ssc() {
    return Path.of("..", "deploy", "models", "ssc-gloria-1").toAbsolutePath().normalize();
  }
}
