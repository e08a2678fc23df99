package silt.workflows;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import silt.steps.CampaignMove;
import silt.steps.CampaignOrder;
import silt.steps.Decision;
import silt.steps.Failures.Person;

/**
 * What one run of a campaign's workflow hands to the next beside its counts: the scenes that it has
 * begun and that have not ended, and what operators decided. At most twice {@value
 * CampaignOrder#WIDEST} keys of about 40 bytes and some more, whatever the size of the campaign.
 *
 * @param window scenes in flight at a time
 * @param working keys of the campaign's own scenes in flight
 * @param blocked keys of its own scenes that wait for a person, by what must be mended
 * @param why one line for each of those, as the first of its scenes told it
 * @param elsewhere keys of scenes that another campaign or a person has begun
 * @param pausedBy who paused it; {@code null} where nobody did
 * @param cancelledBy who cancelled it; {@code null} where nobody did
 * @param unwritten moves that the database has not heard of yet, in order
 * @param alone its own scenes whose trouble is theirs alone, each with what must be mended in one
 *     line; {@code null} in payloads of earlier builds
 * @param told the state that was told last, its reason with it; {@code null} where the next run
 *     takes it for told what it finds, as in payloads of earlier builds
 */
public record Handover(
    int window,
    List<String> working,
    Map<Person, List<String>> blocked,
    Map<Person, String> why,
    List<String> elsewhere,
    Decision pausedBy,
    Decision cancelledBy,
    List<CampaignMove> unwritten,
    Map<String, String> alone,
    Told told) {

  /**
   * A state and why a campaign is in it.
   *
   * @param reason {@code null} where the state says all
   */
  public record Told(String state, String reason) {}

  public Handover {
    CampaignOrder.requireWindow(window);
    working = List.copyOf(working);
    Map<Person, List<String>> waiting = new EnumMap<>(Person.class);
    blocked.forEach((what, scenes) -> waiting.put(what, List.copyOf(scenes)));
    blocked = waiting;
    Map<Person, String> reasons = new EnumMap<>(Person.class);
    reasons.putAll(why);
    why = reasons;
    elsewhere = List.copyOf(elsewhere);
    unwritten = List.copyOf(unwritten);
    // in order, which a copy of the usual kind does not keep
    alone = alone == null ? new LinkedHashMap<>() : new LinkedHashMap<>(alone);
  }

  /** Before anything was begun or decided. */
  static Handover none(int window) {
    return new Handover(
        window, List.of(), Map.of(), Map.of(), List.of(), null, null, List.of(), null, null);
  }

  /** Keys of all scenes that the campaign itself has in flight. */
  List<String> own() {
    List<String> own = new ArrayList<>(working);
    blocked.values().forEach(own::addAll);
    own.addAll(alone.keySet());
    return own;
  }
}
