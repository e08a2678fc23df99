package silt.archive.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults that are switched on; the first that matches a request strikes it. */
public final class Faults {

  private final List<Fault> all = new CopyOnWriteArrayList<>();

  /** Switches one on, described as in {@link ControlApi}; refuses what it cannot read. */
  public void add(JsonNode description) {
    all.add(Fault.from(description));
  }

  public void clear() {
    all.clear();
  }

  public List<Map<String, Object>> describe() {
    return all.stream().map(Fault::describe).toList();
  }

  Optional<Fault> strike(String authority, HttpHead request) {
    return all.stream().filter(fault -> fault.strikes(authority, request)).findFirst();
  }
}
