package silt.training.judge;

/** Is told how far the judge is. */
public interface Watcher {

  /** Nobody watches. */
  Watcher NOBODY =
      (done, all, remark) -> {
        // nothing to say it to
      };

  /**
   * @param done chips judged
   * @param all chips to judge
   * @param remark what goes on, in a few words
   */
  void at(int done, int all, String remark);
}
