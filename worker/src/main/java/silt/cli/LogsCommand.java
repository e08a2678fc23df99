package silt.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.scene.BadInput;
import silt.watch.LogLine;

/** Reads a service's log, whose lines may be JSON, to a person. */
@Command(name = "logs", description = "What a service of this installation said.")
@Examples({
  "deploy/silt logs",
  "the worker's last lines",
  "deploy/silt logs --follow",
  "and what it goes on to say",
  "deploy/silt logs --scene T60GVA.2024037 --lines 1000",
  "of one scene among the last 1,000 lines",
  "deploy/silt logs temporal",
  "another service",
  "journalctl -u 'silt-worker@*' -o cat -f | deploy/silt logs -",
  "workers that systemd runs"
})
final class LogsCommand implements Callable<Integer> {

  private static final long LOOK_AGAIN_MS = 500;

  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "worker, temporal, postgres, archive, or - for standard input",
      defaultValue = "worker")
  String service;

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "lines to look at",
      defaultValue = "40")
  int lines;

  @Option(names = "--follow", description = "go on until interrupted")
  boolean follow;

  @Option(names = "--scene", paramLabel = "TEXT", description = "only of scenes with this in them")
  String scene;

  @Option(names = "--campaign", paramLabel = "NAME", description = "only of this campaign")
  String campaign;

  @Option(names = "--step", paramLabel = "STEP", description = "only of this step")
  String step;

  LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (service.equals("-")) {
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1))
          .lines()
          .forEach(this::say);
      return 0;
    }
    Path log = session.settings().home().resolve("logs").resolve(service + ".log");
    if (lines < 1) {
      throw new BadInput("--lines " + lines + ": no lines to look at", "Ask for 1 or more.");
    }
    if (!service.matches("[a-z0-9@-]+") || !Files.isRegularFile(log)) {
      throw new BadInput(
          "logs: there is no " + log,
          "Name a service that runs here, or ask its supervisor: journalctl -u silt-worker@all.");
    }
    try {
      long end = Files.size(log);
      last(log).forEach(this::say);
      while (follow) {
        Thread.sleep(LOOK_AGAIN_MS);
        end = said(log, end);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(log + " cannot be read", unreadable);
    }
    return 0;
  }

  private Deque<String> last(Path log) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      all.forEach(
          line -> {
            last.addLast(line);
            if (last.size() > lines) {
              last.removeFirst();
            }
          });
    }
    return last;
  }

  /** Whole lines that came after {@code from}; begins again where the log was put away. */
  private long said(Path log, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long at = file.length() < from ? 0 : from;
      file.seek(at);
      for (String line = file.readLine(); line != null; line = file.readLine()) {
        file.seek(file.getFilePointer() - 1);
        if (file.read() != '\n') {
          return at;
        }
        say(line);
        at = file.getFilePointer();
      }
      return at;
    }
  }

  /**
   * @param bytes a line whose characters are bytes of UTF-8, as a file is read that a killed
   *     process may have left in mid-character
   */
  private void say(String bytes) {
    LogLine line =
        LogLine.of(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    if (line.isOf("scene", scene) && line.isOf("campaign", campaign) && line.isOf("step", step)) {
      session.terminal().say(line.shown());
    }
  }
}
