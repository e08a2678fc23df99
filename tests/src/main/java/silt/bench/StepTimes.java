package silt.bench;

import com.google.protobuf.Timestamp;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** From when to when each activity of a workflow ran, by its history. */
record StepTimes(Map<String, Span> byActivity) {

  /** A stretch of time. */
  record Span(Instant from, Instant to) {

    double seconds() {
      return Duration.between(from, to).toNanos() / 1e9;
    }
  }

  static StepTimes of(WorkflowClient temporal, String workflowId) {
    Map<Long, String> names = new HashMap<>();
    Map<Long, Instant> begun = new HashMap<>();
    Map<String, Span> spans = new LinkedHashMap<>();
    for (HistoryEvent event : temporal.fetchHistory(workflowId).getEvents()) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        names.put(
            event.getEventId(),
            event.getActivityTaskScheduledEventAttributes().getActivityType().getName());
      } else if (event.hasActivityTaskStartedEventAttributes()) {
        begun.put(event.getActivityTaskStartedEventAttributes().getScheduledEventId(), time(event));
      } else if (event.hasActivityTaskCompletedEventAttributes()) {
        long scheduled = event.getActivityTaskCompletedEventAttributes().getScheduledEventId();
        spans.put(names.get(scheduled), new Span(begun.get(scheduled), time(event)));
      }
    }
    return new StepTimes(spans);
  }

  Span of(String activity) {
    Span span = byActivity.get(activity);
    if (span == null) {
      throw new IllegalStateException(
          "the scene's workflow ran no " + activity + ", only " + byActivity.keySet());
    }
    return span;
  }

  private static Instant time(HistoryEvent event) {
    Timestamp stamp = event.getEventTime();
    return Instant.ofEpochSecond(stamp.getSeconds(), stamp.getNanos());
  }
}
