package silt.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import silt.training.data.Batch;

/** What a training learns from and chooses by. */
interface TrainingData extends AutoCloseable {

  /**
   * The batch of a step: a function of the step alone, so that a training that is taken up again
   * sees what it would have seen.
   *
   * @param step from 0
   */
  Batch draw(long step);

  /** Hands over the choosing sites, unchanged, always in the same order. */
  void choosing(Consumer<Batch> judge);

  /** What tells these data from others; part of the plan. */
  JsonNode fingerprint();

  /**
   * Adds {@code data}, {@code fold}, {@code seen} and what else a card's training tells of them.
   */
  void describe(ObjectNode training);

  /** Names that must be given with the weights. */
  List<String> credits();

  @Override
  void close();
}
