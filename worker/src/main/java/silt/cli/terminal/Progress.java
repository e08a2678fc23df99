package silt.cli.terminal;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * One line that tells how far something is, at what rate, and how long it will take: redrawn at a
 * terminal, a new line at most every few seconds in a pipe.
 */
public final class Progress implements AutoCloseable {

  private static final Duration QUIET = Duration.ofSeconds(5);

  /** The rate of so short a time would be noise, except at the end. */
  private static final double SOON_SECONDS = 0.5;

  private final Terminal terminal;
  private final String title;
  private final String unit;
  private final ProgressBar bar;
  private final long begun = System.nanoTime();
  private final long already;
  private final boolean rated;
  private final boolean steps;
  private String printed = "";
  private long printedAt;
  private long printedDone = -1;

  /**
   * @param unit what is counted, in the plural, e.g. {@code scenes}
   * @param already how many were done before this line began; the rate counts only what follows
   */
  public Progress(Terminal terminal, String title, String unit, long already) {
    this(terminal, title, unit, already, true, false);
  }

  /** A line over a few steps that take unlike times, so that a rate would mean nothing. */
  public static Progress ofSteps(Terminal terminal, String title) {
    return new Progress(terminal, title, "steps", 0, false, true);
  }

  /** A line whose rate and time left its remarks tell: whoever measures them knows better. */
  public static Progress withOwnRate(Terminal terminal, String title, String unit) {
    return new Progress(terminal, title, unit, 0, false, false);
  }

  private Progress(
      Terminal terminal, String title, String unit, long already, boolean rated, boolean steps) {
    this.rated = rated;
    this.steps = steps;
    this.terminal = terminal;
    this.title = title;
    this.unit = unit;
    this.already = already;
    this.bar = terminal.live() ? bar() : null;
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName(title)
        .setInitialMax(-1)
        .setUpdateIntervalMillis(250)
        .setStyle(ProgressBarStyle.ASCII)
        .clearDisplayOnFinish()
        .hideEta()
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  /**
   * Tells how far it is.
   *
   * @param total how many there are, or -1 while that is unknown
   * @param remark what else there is to say, e.g. counts by outcome
   */
  public void at(long done, long total, String remark) {
    String speed = speed(done, total);
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
      bar.setExtraMessage(" " + joined(" ", speed.replaceFirst("^, ", ""), remark));
      return;
    }
    String counts = done + "/" + (total < 0 ? "?" : total) + " " + unit;
    String text = joined("; ", counts + speed, remark);
    boolean first = printed.isEmpty();
    boolean last = done == total && done != printedDone;
    boolean quietLongEnough = System.nanoTime() - printedAt >= QUIET.toNanos();
    if (!text.equals(printed) && (first || last || done != total && (steps || quietLongEnough))) {
      terminal.note(title + ": " + text);
      printed = text;
      printedAt = System.nanoTime();
      printedDone = done;
    }
  }

  /** Says something at once; the line goes on below it. */
  public void interrupt(String news) {
    terminal.note(bar == null ? news : "\r" + news);
  }

  /** {@code , 4.1/min, 2 min left}, or nothing where there is no rate yet. */
  private String speed(long done, long total) {
    double minutes = (System.nanoTime() - begun) / 60e9;
    boolean telling = minutes * 60 >= SOON_SECONDS || done == total && minutes > 0;
    double rate = telling ? (done - already) / minutes : 0;
    if (!rated || rate <= 0) {
      return "";
    }
    String speed = String.format(Locale.ROOT, ", %.1f/min", rate);
    Duration rest = Duration.ofSeconds(Math.round((total - done) / rate * 60));
    return total > done ? speed + ", " + left(rest) : speed;
  }

  private static String joined(String between, String one, String other) {
    return one.isBlank() || other.isBlank() ? one + other : one + between + other;
  }

  /** A time for people: {@code 40 s left}, {@code 12 min left}, {@code 3 h 20 min left}. */
  public static String left(Duration time) {
    if (time.toSeconds() < 90) {
      return time.toSeconds() + " s left";
    }
    return time.toMinutes() < 90
        ? time.toMinutes() + " min left"
        : time.toHours() + " h " + time.toMinutesPart() + " min left";
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
