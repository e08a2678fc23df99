package silt.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.doctor.Doctor;
import silt.doctor.Finding;

/** Checks the machine and the services. */
@Command(name = "doctor", description = "What is missing or wrong, and the fix for each.")
@Examples({
  "deploy/silt doctor",
  "this machine and its services",
  "deploy/silt doctor --archive nasa",
  "with NASA's archive and your token",
  "deploy/silt doctor --fix",
  "mend what can be without harm",
  "deploy/silt doctor --json",
  "as data"
})
final class DoctorCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Option(
      names = "--fix",
      description = "mend what can be without harm: abandoned files, campaigns without a workflow")
  boolean fix;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Terminal terminal = session.terminal();
    List<Finding> findings = new Doctor(session.settings()).examine(fix);
    boolean healthy = findings.stream().noneMatch(DoctorCommand::isWrong);
    if (json) {
      Json.print(terminal, findings);
      return healthy ? 0 : Refusals.FAILED;
    }
    int width = findings.stream().mapToInt(finding -> finding.check().length()).max().orElse(0);
    for (Finding finding : findings) {
      String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
      terminal.say(
          terminal.judged(pad(verdict, 5), !isWrong(finding))
              + "  "
              + pad(finding.check(), width)
              + "  "
              + finding.found().lines().findFirst().orElse(""));
      if (finding.fix() != null) {
        terminal.say(" ".repeat(width + 9) + "-> " + finding.fix());
      }
    }
    return healthy ? 0 : Refusals.FAILED;
  }

  private static boolean isWrong(Finding finding) {
    return finding.verdict() == Finding.Verdict.WRONG;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
