package silt.installation;

import java.nio.file.Files;
import java.nio.file.Path;
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
