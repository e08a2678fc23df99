package silt.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import silt.discover.ArchiveAddress;
import silt.fetch.TokenSource;
import silt.scene.BadInput;

/** Which archive, where its services are, and whose token opens it. */
public final class ArchiveSettings {

  public static final String SAMPLE = "sample";
  public static final String NASA = "nasa";

  private ArchiveSettings() {}

  /** The archives that there are. */
  public static List<String> names() {
    return List.of(SAMPLE, NASA);
  }

  /**
   * The archive that is configured.
   *
   * @throws BadInput where its name or a base URL is wrong
   */
  public static ArchiveAddress address(Settings settings) {
    return address(settings, settings.text(Key.ARCHIVE));
  }

  /**
   * An archive by name. Base URLs that are set belong to the configured one.
   *
   * @throws BadInput where its name or a base URL is wrong
   */
  public static ArchiveAddress address(Settings settings, String name) {
    ArchiveAddress usual =
        switch (name) {
          case SAMPLE -> sample(settings);
          case NASA -> ArchiveAddress.nasa();
          default ->
              throw new BadInput("there is no archive \"" + name + "\"", "Choose sample or nasa.");
        };
    return name.equals(settings.text(Key.ARCHIVE)) ? moved(usual, settings) : usual;
  }

  private static ArchiveAddress moved(ArchiveAddress usual, Settings settings) {
    URI data = url(settings, Key.ARCHIVE_DATA, usual.data());
    boolean movedData = settings.isSet(Key.ARCHIVE_DATA);
    return new ArchiveAddress(
        usual.name(),
        url(settings, Key.ARCHIVE_STAC, usual.stac()),
        url(settings, Key.ARCHIVE_CMR, usual.cmr()),
        data,
        url(settings, Key.ARCHIVE_URS, usual.login()),
        movedData ? URI.create(data + "/").resolve("s3credentials") : usual.s3Credentials(),
        url(settings, Key.ARCHIVE_S3, usual.s3Endpoint()),
        usual.s3Region(),
        hosts(settings, usual));
  }

  private static ArchiveAddress sample(Settings settings) {
    URI main = local(settings, Key.ARCHIVE_PORT);
    return ArchiveAddress.sample(
        main,
        main,
        local(settings, Key.ARCHIVE_URS_PORT),
        local(settings, Key.ARCHIVE_S3_PORT),
        local(settings, Key.ARCHIVE_SIGNED_PORT));
  }

  private static URI local(Settings settings, Key port) {
    return URI.create("http://127.0.0.1:" + settings.port(port) + "/");
  }

  private static URI url(Settings settings, Key key, URI usual) {
    if (!settings.isSet(key)) {
      return usual;
    }
    BadInput malformed =
        new BadInput(
            key.dotted() + " is \"" + settings.text(key) + "\", no base URL",
            "Write it as https://host/path/.");
    try {
      URI uri = new URI(settings.text(key).strip());
      if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
        throw malformed;
      }
      return uri;
    } catch (URISyntaxException reason) {
      malformed.initCause(reason);
      throw malformed;
    }
  }

  private static Set<String> hosts(Settings settings, ArchiveAddress usual) {
    Set<String> hosts = new HashSet<>(usual.hosts());
    hosts.addAll(settings.list(Key.ARCHIVE_HOSTS));
    return hosts;
  }

  /**
   * The token: one's own for NASA's services; for the sample archive on this machine the one that
   * it drew for itself, so that a real token never goes there.
   */
  public static TokenSource tokens(Settings settings, String name) {
    if (name.equals(SAMPLE)) {
      Path drawn = settings.home().resolve("archive").resolve("token");
      if (!Files.exists(drawn)) {
        throw new BadInput(
            "the sample archive has not drawn its token yet: there is no " + drawn,
            "Run deploy/silt up archive.");
      }
      return TokenSource.of(Map.of(TokenSource.FILE_VARIABLE, drawn.toString()));
    }
    return settings
        .secrets()
        .fileOf(Secret.EARTHDATA_TOKEN)
        .filter(file -> settings.secrets().origin(Secret.EARTHDATA_TOKEN) != Origin.ENVIRONMENT)
        .map(file -> TokenSource.of(Map.of(TokenSource.FILE_VARIABLE, file.toString())))
        .orElseGet(() -> TokenSource.of(settings.environment()));
  }
}
