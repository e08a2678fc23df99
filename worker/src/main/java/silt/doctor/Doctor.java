package silt.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import silt.config.Settings;
import silt.db.DatabaseProblem;
import silt.scene.BadInput;

/** Looks at everything that a campaign needs, and goes on whatever it finds. */
public final class Doctor {

  private final Settings settings;

  public Doctor(Settings settings) {
    this.settings = settings;
  }

  /** Every finding, in the order in which one would mend them. */
  public List<Finding> examine() {
    return examine(false);
  }

  /**
   * As above.
   *
   * @param mend whether to mend what can be without harm
   */
  public List<Finding> examine(boolean mend) {
    List<Finding> findings = new ArrayList<>(new Machine(settings).examine());
    findings.addAll(new NativeLibraries(settings).examine());
    findings.addAll(new DatabaseHealth(settings).examine());
    findings.addAll(new TemporalHealth(settings).examine());
    findings.addAll(new ScheduleHealth(settings).examine());
    findings.addAll(new HouseHealth(settings, mend).examine());
    findings.addAll(new ArchiveHealth(settings).examine());
    return findings;
  }

  /**
   * A check that throws has found something, too.
   *
   * @param fix for failures that bring no remedy of their own
   */
  static Finding guarded(String check, String fix, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (BadInput refusal) {
      return Finding.wrong(check, refusal.getMessage(), refusal.remedy());
    } catch (DatabaseProblem problem) {
      return Finding.wrong(check, problem.getMessage(), problem.remedy());
    } catch (RuntimeException failure) {
      return Finding.wrong(check, String.valueOf(failure.getMessage()), fix);
    }
  }
}
