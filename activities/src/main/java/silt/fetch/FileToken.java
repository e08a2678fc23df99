package silt.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import silt.scene.BadInput;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/**
 * A token in a file of its owner's alone, read again whenever the file changes: a token lives about
 * sixty days, a campaign may live longer.
 */
final class FileToken implements TokenSource {

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** RFC 6750, 2.1: anything else would break out of the header, or never be a token. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final Path file;
  private FileTime readAt;
  private String token;
  private Instant obtainedAt;

  /**
   * @throws BadInput where the file is missing, open to others, or holds no token
   */
  FileToken(Path file) {
    this.file = file;
    read();
  }

  @Override
  public synchronized Optional<String> token() {
    try {
      if (!Files.getLastModifiedTime(file).equals(readAt)) {
        return refreshed();
      }
      return Optional.of(token);
    } catch (IOException gone) {
      throw Failures.person(Person.TOKEN_MISSING, "token file " + file + " cannot be read", gone);
    }
  }

  @Override
  public synchronized Optional<String> refreshed() {
    try {
      read();
      return Optional.of(token);
    } catch (BadInput unfit) {
      throw Failures.person(Person.TOKEN_MISSING, unfit.getMessage() + ". " + unfit.remedy(), null);
    }
  }

  @Override
  public synchronized Optional<CredentialStanding> standing() {
    return Optional.of(
        new CredentialStanding(
            CredentialStanding.TOKEN, obtainedAt, TokenExpiry.of(token).orElse(null)));
  }

  @Override
  public String remedy() {
    return "put a valid token into " + file;
  }

  @Override
  public String toString() {
    return "the token in " + file;
  }

  private void read() {
    try {
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(mode)) {
          throw new BadInput(
              "token file " + file + " is open to others: " + PosixFilePermissions.toString(mode),
              "Run: chmod 600 " + file);
        }
      }
      FileTime changed = Files.getLastModifiedTime(file);
      String read = clean(Files.readString(file), "token file " + file);
      if (!read.equals(token)) {
        token = read;
        obtainedAt = Instant.now();
      }
      readAt = changed;
    } catch (IOException unreadable) {
      throw new BadInput(
          "token file " + file + " cannot be read",
          "Write the token into it, mode 600.",
          unreadable);
    }
  }

  /** The token without white space around it; never repeats it in a message. */
  static String clean(String text, String where) {
    String token = text.strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new BadInput(
          where + " holds " + (token.isEmpty() ? "nothing" : "what is no bearer token"),
          "Copy the token from Earthdata Login, Generate Token.");
    }
    return token;
  }
}
