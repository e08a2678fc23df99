package silt.training.ssc;

/** Hears how far a training is. */
@FunctionalInterface
public interface Watcher {

  /** A group has been judged by models that never saw it. */
  void judged(long done, long of, String group);
}
