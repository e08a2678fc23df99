package silt.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import silt.archive.ArchivePorts;
import silt.archive.ArchiveUrls;

/** The sample archive as a process of its own, over {@code HOME/archive}. */
public final class ArchiveServer extends KillableProcess {

  private final ArchivePorts ports;

  /** On these ports, none of them 0. */
  public ArchiveServer(Path home, ArchivePorts ports) {
    super("archive", home);
    this.ports = ports;
  }

  public ArchiveUrls urls() {
    return new ArchiveUrls(
        url(ports.port()), url(ports.ursPort()), url(ports.s3Port()), url(ports.signedPort()));
  }

  public Path root() {
    return home().resolve("archive");
  }

  /** Where the faults lie that are switched on from its first answer, as {@code POST /_faults}. */
  public Path faults() {
    return home().resolve("faults.json");
  }

  /** Where it stands what time it is at the archive as it starts, and how fast that time runs. */
  public Path calendar() {
    return home().resolve("calendar.json");
  }

  /** From its next start: at first that time, from where it runs some times as fast as ours. */
  public void setCalendar(Instant now, long scale) {
    try {
      Files.writeString(calendar(), "{\"now\": \"" + now + "\", \"scale\": " + scale + "}\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  ProcessBuilder command() {
    ProcessBuilder builder =
        Programs.java(
            List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "silt.archive.SampleArchive",
                "--root",
                root().toString(),
                "--port",
                String.valueOf(ports.port()),
                "--s3-port",
                String.valueOf(ports.s3Port()),
                "--urs-port",
                String.valueOf(ports.ursPort()),
                "--signed-port",
                String.valueOf(ports.signedPort())));
    if (Files.exists(faults())) {
      builder.command().addAll(List.of("--faults", faults().toString()));
    }
    if (Files.exists(calendar())) {
      try {
        JsonNode calendar = new ObjectMapper().readTree(calendar().toFile());
        builder
            .command()
            .addAll(
                List.of(
                    "--calendar",
                    calendar.path("now").asText(),
                    "--calendar-scale",
                    calendar.path("scale").asText()));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return builder;
  }

  @Override
  boolean ready() {
    // the catalogue's gate is the last to open
    return KillableProcess.listens(ports.port());
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }
}
