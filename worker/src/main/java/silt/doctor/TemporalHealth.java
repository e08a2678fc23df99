package silt.doctor;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import silt.config.Settings;
import silt.config.TemporalAddress;
import silt.config.TemporalNamespace;
import silt.scene.BadInput;
import silt.steps.Queues;

/** Temporal, its namespace, whether it is fair, and whether somebody serves the task queues. */
final class TemporalHealth {

  private static final String UP = "Run deploy/silt up.";

  private final Settings settings;

  TemporalHealth(Settings settings) {
    this.settings = settings;
  }

  List<Finding> examine() {
    try {
      TemporalAddress address = TemporalAddress.of(settings);
      WorkflowClient client = address.connect();
      try (TemporalNamespace namespace = address.namespace(client)) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Doctor.guarded("Temporal", UP, () -> retention(namespace, address)));
        findings.add(Doctor.guarded("search attributes", UP, () -> attributes(namespace)));
        findings.add(Doctor.guarded("fairness", UP, () -> fairness(client)));
        findings.add(Doctor.guarded("worker", UP, () -> worker(new TaskQueues(client))));
        return findings;
      } finally {
        client.getWorkflowServiceStubs().shutdownNow();
      }
    } catch (BadInput refusal) {
      return List.of(Finding.wrong("Temporal", refusal.getMessage(), refusal.remedy()));
    }
  }

  private static Finding retention(TemporalNamespace namespace, TemporalAddress address) {
    Duration kept = namespace.retention();
    String found =
        "%s, namespace %s, closed workflows kept %d days"
            .formatted(address.address(), namespace.name(), kept.toDays());
    return kept.compareTo(TemporalNamespace.LEAST_RETENTION) >= 0
        ? Finding.good("Temporal", found)
        : Finding.note(
            "Temporal",
            found,
            "deploy/silt setup has them kept "
                + TemporalNamespace.RETENTION.toDays()
                + " days; results do not hang on it.");
  }

  private static Finding attributes(TemporalNamespace namespace) {
    List<SearchAttributeKey<?>> missing;
    try {
      missing = namespace.missingAttributes();
    } catch (StatusRuntimeException refusal) {
      if (!TemporalNamespace.isForbidden(refusal)) {
        throw refusal;
      }
      return Finding.note(
          "search attributes",
          "cannot be checked: this account may not list them",
          "Where one lacks no campaign starts; an administrator can look.");
    }
    return missing.isEmpty()
        ? Finding.good("search attributes", "all there")
        : Finding.wrong(
            "search attributes",
            "the namespace lacks " + names(missing),
            "Run deploy/silt setup, or have an administrator run: "
                + namespace.commandFor(missing)
                + ".");
  }

  private static String names(List<SearchAttributeKey<?>> keys) {
    return keys.stream().map(SearchAttributeKey::getName).collect(Collectors.joining(", "));
  }

  private static Finding fairness(WorkflowClient client) {
    try {
      return switch (new FairnessTrial(client).verdict()) {
        case FAIR -> Finding.good("fairness", "tried: campaigns are served in turn");
        case FIRST_COME ->
            Finding.note(
                "fairness",
                "tried: first come, first served, so that a large campaign can starve a small one",
                "Set matching.enableFairness to true in the server's dynamic configuration.");
        case UNDECIDED ->
            Finding.note(
                "fairness",
                "tried, and too few tasks came back to tell",
                "Run this again; the setting is matching.enableFairness.");
      };
    } catch (StatusRuntimeException refusal) {
      return Finding.note(
          "fairness",
          "cannot be checked: the server refused the trial, " + refusal.getStatus().getCode(),
          "See whether matching.enableFairness is true in its dynamic configuration.");
    }
  }

  private Finding worker(TaskQueues queues) {
    List<String> served = settings.queues();
    List<String> idle = queues.unserved(served);
    if (idle.equals(List.of(Queues.MASK_BF16))) {
      return Finding.note(
          "worker",
          "every task queue is served but "
              + Queues.MASK_BF16
              + "; "
              + workers(queues, served, idle),
          "Product versions of numeric form bf16 wait for a worker on a host that computes it.");
    }
    return idle.isEmpty()
        ? Finding.good("worker", "every task queue is served; " + workers(queues, served, idle))
        : Finding.wrong(
            "worker",
            "nobody serves " + String.join(", ", idle),
            "Run deploy/silt up worker, or silt worker --queues " + String.join(",", idle) + ".");
  }

  /** {@code workers: campaign 2, fetch 3}. */
  private static String workers(TaskQueues queues, List<String> served, List<String> idle) {
    return "workers: "
        + served.stream()
            .filter(queue -> !idle.contains(queue))
            .map(queue -> queue + " " + queues.pollers(queue))
            .collect(Collectors.joining(", "));
  }
}
