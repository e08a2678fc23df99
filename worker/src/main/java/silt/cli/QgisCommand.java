package silt.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.config.DatabaseSettings;
import silt.db.Coverage;
import silt.scene.BadInput;

/** Writes a project for QGIS. */
@Command(name = "qgis", description = "Write a QGIS project: rivers by SSC, with a time slider.")
@Examples({
  "deploy/silt qgis --out silt.qgs",
  "QGIS asks for silt_reader's password, or finds it in ~/.pgpass",
  "deploy/silt qgis --out silt.qgs --service silt",
  "host, user and password stand under [silt] in ~/.pg_service.conf and ~/.pgpass",
  "deploy/silt qgis --out silt.qgs --authcfg a1b2c3d",
  "by a configuration in QGIS's own store"
})
final class QgisCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "a file FILE.qgs")
  Path out;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "connect by this service of libpq")
  String service;

  @Option(
      names = "--authcfg",
      paramLabel = "ID",
      description = "connect by this configuration of QGIS, 7 letters and digits")
  String authcfg;

  @Option(names = "--force", description = "write over a file that is there")
  boolean force;

  QgisCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!out.toString().endsWith(".qgs")) {
      throw new BadInput("--out " + out + ": a project ends in .qgs", "Name it so.");
    }
    if (service != null && authcfg != null) {
      throw new BadInput("--service and --authcfg are two ways to connect", "Give one of them.");
    }
    if (authcfg != null && !authcfg.matches("[A-Za-z0-9]{7}")) {
      throw new BadInput(
          "--authcfg " + authcfg + ": an id has 7 letters and digits",
          "QGIS shows it under Settings, Options, Authentication.");
    }
    if (service != null && !service.matches("[A-Za-z0-9._-]+")) {
      throw new BadInput(
          "--service " + service + ": a service is letters, digits, dot, dash and underscore",
          "Name one of ~/.pg_service.conf.");
    }
    Outputs.requireFolder(out);
    if (Files.exists(out) && !force) {
      throw new BadInput("--out " + out + " is there already", "Name another, or add --force.");
    }
    Coverage coverage =
        Coverage.of(session.database())
            .orElseThrow(
                () ->
                    new BadInput(
                        "there is nothing to show yet: no zone has a value of the promoted product version",
                        "Run a scene or a campaign first."));
    String connection =
        service != null
            ? QgisProject.byService(service)
            : QgisProject.byAddress(DatabaseSettings.withoutPassword(session.settings()), authcfg);
    try {
      Files.writeString(out, QgisProject.of(connection, coverage));
    } catch (IOException unwritten) {
      throw new UncheckedIOException(unwritten);
    }
    session.terminal().say(out + ": open it in QGIS 3.22 or later; it holds no password");
    return 0;
  }
}
