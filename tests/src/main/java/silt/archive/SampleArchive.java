package silt.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.archive.cmr.CmrApi;
import silt.archive.egress.EgressApi;
import silt.archive.faults.ControlApi;
import silt.archive.faults.Faults;
import silt.archive.faults.Gate;
import silt.archive.faults.Guard;
import silt.archive.faults.RequestLog;
import silt.archive.login.LoginApi;
import silt.archive.login.Tokens;
import silt.archive.s3.S3Keys;
import silt.archive.s3.S3Server;
import silt.archive.stac.StacApi;

/**
 * An archive on this machine that speaks NASA's protocols over a folder of scenes, so that the
 * service takes the same path here as against Earthdata and only base URLs differ.
 *
 * <p>Each authority is a server on a port of its own behind a {@link Gate}, which logs what is
 * asked and makes the trouble that tests order.
 */
public final class SampleArchive implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern SIGNATURE = Pattern.compile("[sS]ignature=([^&]{8,})");

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private Tokens tokens;
  private S3Keys keys;
  private ArchiveUrls urls;

  private SampleArchive() {}

  /** Starts with S3 credentials that last one hour, as NASA's do. */
  public static SampleArchive start(Path root, ArchivePorts ports) throws IOException {
    return start(root, ports, Duration.ofHours(1), Clock.systemUTC());
  }

  /**
   * Serves {@code root/granules}; writes {@code root/token} where there is none yet.
   *
   * @param keyLife how long S3 credentials last
   * @param clock what that life is measured by
   * @throws IOException where a port is in use or the folder cannot be read
   */
  public static SampleArchive start(Path root, ArchivePorts ports, Duration keyLife, Clock clock)
      throws IOException {
    return start(root, ports, keyLife, clock, Options.END_OF_DAYS);
  }

  /**
   * As above, with a calendar: what is revised later than its time is not there yet.
   *
   * @param calendar may run faster than the clock that keys age by
   */
  public static SampleArchive start(
      Path root, ArchivePorts ports, Duration keyLife, Clock clock, Clock calendar)
      throws IOException {
    return start(new Options(root, ports, keyLife, calendar, Optional.empty()), clock);
  }

  private static SampleArchive start(Options options, Clock clock) throws IOException {
    SampleArchive archive = new SampleArchive();
    boolean opened = false;
    try {
      archive.open(options, clock);
      opened = true;
      return archive;
    } finally {
      if (!opened) {
        archive.close();
      }
    }
  }

  private void open(Options options, Clock clock) throws IOException {
    ArchivePorts ports = options.ports();
    Files.createDirectories(options.root());
    Catalogue catalogue = new Catalogue(options.root(), options.calendar());
    tokens = Tokens.in(options.root());
    if (options.faults().isPresent()) {
      new ObjectMapper().readTree(options.faults().get().toFile()).forEach(faults::add);
    }
    keys = new S3Keys(options.keyLife(), clock);
    Gate main = gate("main", ports.port(), Guard.none());
    Gate login = gate("login", ports.ursPort(), Guard.none());
    Gate s3 = gate("s3", ports.s3Port(), keys);
    Gate signed = gate("signed", ports.signedPort(), Guard.none());
    urls = new ArchiveUrls(url(main), url(login), url(s3), url(signed));
    EgressApi egress = new EgressApi(catalogue, urls, tokens, keys, clock);
    login.open(serve(new LoginApi(tokens, urls)::addTo));
    signed.open(serve(egress.downloads()::addTo));
    s3.open(keep(S3Server.start(catalogue, keys)).port());
    main.open(
        serve(
            routes -> {
              new StacApi(catalogue, urls).addTo(routes);
              new CmrApi(catalogue, urls).addTo(routes);
              egress.addTo(routes);
              new ControlApi(faults, requests).addTo(routes);
            }));
  }

  /** Starts a server on any free port, which it returns. */
  private int serve(Consumer<RoutesConfig> content) {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.maxRequestSize = 10_000_000;
              config.routes.exception(InvalidParameter.class, CmrApi::refuse);
              content.accept(config.routes);
            });
    keep(server::stop);
    return server.start(LOOPBACK, 0).port();
  }

  public ArchiveUrls urls() {
    return urls;
  }

  /** {@code http://127.0.0.1:PORT/stac/LPCLOUD}. */
  public String stacRoot() {
    return urls.stacRoot();
  }

  /** {@code http://127.0.0.1:PORT/search}. */
  public String cmrRoot() {
    return urls.cmrRoot();
  }

  /** {@code http://127.0.0.1:PORT}, under which lies {@code /lp-prod-protected}. */
  public String dataRoot() {
    return urls.main();
  }

  public String ursRoot() {
    return urls.login();
  }

  public String s3Endpoint() {
    return urls.s3();
  }

  public String s3CredentialsUrl() {
    return urls.s3CredentialsUrl();
  }

  /** Where signed URLs point: a client must let its redirects go there, without its token. */
  public String signedRoot() {
    return urls.signed();
  }

  /** The bearer token that is accepted, the content of {@code root/token}. */
  public String token() {
    return tokens.token();
  }

  /**
   * All that this archive has handed out that nobody may repeat: tokens, codes, sessions, the
   * secrets of S3 keys, and the signatures of the addresses it has redirected to.
   */
  public Set<String> secrets() {
    Set<String> secrets = new HashSet<>(tokens.handedOut());
    for (S3Keys.Key key : keys.issued()) {
      secrets.add(key.secretAccessKey());
      secrets.add(key.sessionToken());
    }
    for (RequestLog.Exchange exchange : requests.exchanges()) {
      Matcher signature = SIGNATURE.matcher(exchange.query());
      while (signature.find()) {
        secrets.add(signature.group(1));
      }
    }
    return secrets;
  }

  /** Revokes the token; the new one is for the caller to bring to {@code root/token} or not. */
  public String rotateToken() {
    return tokens.rotate();
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception stuck) {
        first = first == null ? new IOException("a part of the archive stays open", stuck) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private Gate gate(String authority, int port, Guard guard) throws IOException {
    try {
      return keep(new Gate(authority, port, faults, requests, guard));
    } catch (IOException taken) {
      throw new IOException(
          "port " + port + " for " + authority + ": " + taken.getMessage(), taken);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private static String url(Gate gate) {
    return "http://" + LOOPBACK + ":" + gate.port();
  }

  /**
   * Runs until it is ended: {@code --root DIR --port P [--s3-port P] [--urs-port P] [--signed-port
   * P] [--key-life-s S] [--calendar INSTANT] [--calendar-scale N] [--faults FILE]}. With {@code
   * --calendar} it is that time at the archive as it starts, from where time runs N times as fast
   * as elsewhere, and what is revised later is not there yet. Prints one line of JSON with its URLs
   * once it is ready.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "sample-archive-logback.xml");
    }
    SampleArchive archive;
    try {
      Options options = Options.of(arguments);
      archive = start(options, Clock.systemUTC());
    } catch (IllegalArgumentException | IOException refused) {
      System.err.println("sample archive: " + refused.getMessage());
      System.exit(2);
      return;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    archive.close();
                  } catch (IOException stuck) {
                    System.err.println("sample archive: " + stuck.getMessage());
                  }
                  ended.countDown();
                }));
    System.out.println(new ObjectMapper().writeValueAsString(archive.urls().byName()));
    System.out.flush();
    ended.await();
  }
}
