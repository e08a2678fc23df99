package silt.fetch;

import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.discover.ArchiveAddress;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** The right to read: the token, and what a person must do where it does not suffice. */
final class Access {

  private static final Pattern PAGE =
      Pattern.compile("\"resolution_url\"\\s*:\\s*\"(https?://[A-Za-z0-9:/?=&._~+-]{1,300})\"");

  private final ArchiveAddress address;
  private final TokenSource tokens;

  Access(ArchiveAddress address, TokenSource tokens) {
    this.address = address;
    this.tokens = tokens;
  }

  Optional<String> token() {
    return tokens.token();
  }

  Optional<String> refreshed() {
    return tokens.refreshed();
  }

  /** The failure where the token was refused after it had been read again. */
  ApplicationFailure refused(boolean hadToken, String what) {
    return hadToken
        ? Failures.person(
            Person.TOKEN_EXPIRED,
            what + ": the token has expired or been revoked, " + tokens.remedy(),
            null)
        : Failures.person(
            Person.TOKEN_MISSING, what + ": it asks for a login, " + tokens.remedy(), null);
  }

  static boolean speaksOfLicence(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("eula") || lower.contains("license") || lower.contains("licence");
  }

  /** The failure where the user has not accepted the licence of the data. */
  ApplicationFailure licence(String reply) {
    Matcher page = PAGE.matcher(reply);
    URI where = page.find() ? URI.create(page.group(1)) : address.login().resolve("profile");
    return Failures.person(
        Person.LICENCE_NOT_ACCEPTED,
        "the archive wants its licence accepted first: log in and accept it at " + where,
        null);
  }
}
