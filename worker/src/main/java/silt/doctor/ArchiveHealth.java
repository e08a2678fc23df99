package silt.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import silt.config.ArchiveSettings;
import silt.config.Settings;
import silt.discover.ArchiveAddress;
import silt.discover.ArchiveHttp;
import silt.fetch.TokenExpiry;
import silt.fetch.TokenSource;
import silt.scene.BadInput;

/**
 * The archive's catalogue, and whether its data service takes the token. The token is proved by
 * asking for S3 credentials, which goes through the same login as a download and reads nothing.
 */
final class ArchiveHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LEAST_DAYS = 14;

  private final Settings settings;

  ArchiveHealth(Settings settings) {
    this.settings = settings;
  }

  List<Finding> examine() {
    try {
      ArchiveAddress address = ArchiveSettings.address(settings);
      ArchiveHttp http = new ArchiveHttp(address);
      URI revisions = address.cmr().resolve("granules.umm_json?short_name=HLSS30&page_size=0");
      List<Finding> findings = new ArrayList<>();
      findings.add(answers("archive search", http, address.stac()));
      findings.add(answers("archive revisions", http, revisions));
      findings.add(
          Doctor.guarded(
              "archive token",
              "See deploy/silt config.",
              () -> token(http, address, ArchiveSettings.tokens(settings, address.name()))));
      return findings;
    } catch (BadInput refusal) {
      return List.of(Finding.wrong("archive", refusal.getMessage(), refusal.remedy()));
    }
  }

  private static Finding answers(String check, ArchiveHttp http, URI uri) {
    String shown = ArchiveAddress.shown(uri);
    try {
      int status = http.ask(uri, Map.of(), null, Optional.empty(), PATIENCE).statusCode();
      return status < 400
          ? Finding.good(check, shown + " answers")
          : Finding.wrong(
              check,
              shown + " answers with status " + status,
              "Check the base URLs in deploy/silt config, or try later.");
    } catch (IOException silent) {
      return Finding.wrong(
          check,
          shown + " does not answer",
          "Run deploy/silt up for the sample archive; for NASA's check network and proxy.");
    }
  }

  private static Finding token(ArchiveHttp http, ArchiveAddress address, TokenSource tokens) {
    String check = "archive token";
    Optional<String> token = tokens.token();
    if (token.isEmpty()) {
      return Finding.wrong(check, "there is none", capital(tokens.remedy()) + ".");
    }
    if (address.s3Credentials() == null) {
      return Finding.note(check, "there, and not tried", "This archive hands out no credentials.");
    }
    try {
      HttpResponse<byte[]> reply =
          http.ask(address.s3Credentials(), Map.of(), null, token, PATIENCE);
      boolean granted =
          reply.statusCode() == 200 && new ObjectMapper().readTree(reply.body()).has("accessKeyId");
      return granted
          ? accepted(check, tokens, token.get())
          : Finding.wrong(
              check,
              tokens + " is not accepted: status " + reply.statusCode(),
              capital(tokens.remedy()) + "; tokens last about 60 days.");
    } catch (IOException failed) {
      return Finding.wrong(
          check,
          "it could not be tried: " + failed.getMessage(),
          "Run this again once the archive answers.");
    }
  }

  /** One that lasts shorter than the next holidays is told of in time. */
  private static Finding accepted(String check, TokenSource tokens, String token) {
    Optional<Instant> end = TokenExpiry.of(token);
    if (end.isEmpty()) {
      return Finding.good(check, tokens + " is accepted; it does not say until when");
    }
    long days = Duration.between(Instant.now(), end.get()).toDays();
    String found = "%s is accepted, and lasts %d days more".formatted(tokens, days);
    return days >= LEAST_DAYS
        ? Finding.good(check, found)
        : Finding.note(
            check,
            found,
            "Generate another at urs.earthdata.nasa.gov and put it into the same file; workers read"
                + " it without restart.");
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
