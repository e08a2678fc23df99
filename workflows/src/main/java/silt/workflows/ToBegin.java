package silt.workflows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import silt.steps.CampaignOrder;
import silt.steps.LedgerActivity;
import silt.steps.SceneOrder;
import silt.steps.ScenePage;

/**
 * The scenes that are still to be begun: first those that nobody works on any longer, then the
 * campaign's table, page by page.
 */
final class ToBegin {

  /** Scenes read at a time: about 80 KB of history. */
  static final int PAGE = 100;

  private final LedgerActivity ledger = Steps.ledger();
  private final CampaignOrder order;
  private final InFlight scenes;
  private final Standstill standstill;
  private final Runnable makeRoom;
  private final Deque<SceneOrder> page = new ArrayDeque<>();
  private long cursor;
  private long pageEnd;
  private boolean lastPage;
  private int readings;

  /**
   * @param makeRoom called between two looks at a database that does not answer
   */
  ToBegin(
      CampaignOrder order, long cursor, InFlight scenes, Standstill standstill, Runnable makeRoom) {
    this.order = order;
    this.cursor = cursor;
    this.pageEnd = cursor;
    this.scenes = scenes;
    this.standstill = standstill;
    this.makeRoom = makeRoom;
  }

  /** Position below which every scene has been begun; the page that is being begun lies above. */
  long cursor() {
    return cursor;
  }

  boolean hasNext() {
    return scenes.hasAbandoned() || !page.isEmpty() || !lastPage;
  }

  /** From the start again: scenes have been marked to be retried. */
  void rewind() {
    page.clear();
    cursor = 0;
    pageEnd = 0;
    lastPage = false;
    readings++;
  }

  /** The next one; empty where a page held none, and another look is due. */
  Optional<SceneOrder> next() {
    if (scenes.hasAbandoned()) {
      return Optional.of(scenes.takeAbandoned());
    }
    if (page.isEmpty()) {
      read();
      // while the database was asked, the campaign may have been paused or resized
      return Optional.empty();
    }
    SceneOrder next = page.remove();
    if (page.isEmpty()) {
      cursor = pageEnd;
    }
    return Optional.of(next).filter(scene -> !scenes.holds(scene.scene().key()));
  }

  private void read() {
    int reading = readings;
    ScenePage read = standstill.mended("page", () -> ledger.page(order, pageEnd, PAGE), makeRoom);
    if (reading != readings) {
      return;
    }
    page.addAll(read.scenes());
    pageEnd = read.cursor();
    lastPage = read.last();
    if (page.isEmpty()) {
      cursor = pageEnd;
    }
  }
}
