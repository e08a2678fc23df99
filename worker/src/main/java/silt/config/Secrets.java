package silt.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import silt.scene.BadInput;

/**
 * Finds secrets: in the environment, in a file that the environment names, in the installation's
 * folder of secrets. A file that others may read is refused, for it is a secret no longer.
 */
public final class Secrets {

  private static final Set<PosixFilePermission> OWNERS_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Map<String, String> environment;
  private final Path folder;

  Secrets(Map<String, String> environment, Path folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  /**
   * The secret.
   *
   * @throws BadInput where it is kept nowhere, or in a file that others may read
   */
  public String require(Secret secret) {
    return find(secret)
        .orElseThrow(
            () ->
                new BadInput(
                    secret.dotted() + " is set nowhere",
                    "Set "
                        + secret.variable()
                        + ", or write it to "
                        + folder.resolve(secret.file())
                        + " with mode 600."));
  }

  /** The secret, where there is one. */
  public Optional<String> find(Secret secret) {
    String direct = environment.getOrDefault(secret.variable(), "").strip();
    return direct.isEmpty() ? fileOf(secret).map(Secrets::read) : Optional.of(direct);
  }

  /** Where the secret is kept; nothing is read. */
  public Origin origin(Secret secret) {
    if (!environment.getOrDefault(secret.variable(), "").isBlank()) {
      return Origin.ENVIRONMENT;
    }
    return fileOf(secret).isPresent() ? Origin.SECRET_FILE : Origin.NOWHERE;
  }

  /** The file that holds the secret, where one does. */
  public Optional<Path> fileOf(Secret secret) {
    String named = environment.getOrDefault(secret.variable() + "_FILE", "").strip();
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    Path usual = folder.resolve(secret.file());
    return Files.isRegularFile(usual) ? Optional.of(usual) : Optional.empty();
  }

  private static String read(Path file) {
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
      if (!OWNERS_ONLY.containsAll(granted)) {
        throw new BadInput(
            file + " holds a secret and has mode " + PosixFilePermissions.toString(granted),
            "chmod 600 " + file);
      }
      String secret = Files.readString(file).strip();
      if (secret.isEmpty()) {
        throw new BadInput(file + " is empty", "Write the secret into it, or remove it.");
      }
      return secret;
    } catch (AccessDeniedException closed) {
      throw new BadInput(
          file + " cannot be read by " + System.getProperty("user.name"),
          "Run this as root or as the user of the installation.",
          closed);
    } catch (java.nio.file.NoSuchFileException missing) {
      throw new BadInput(file + " does not exist", "Write the secret into it.", missing);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }
}
