package silt.config;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import silt.scene.BadInput;
import silt.workflows.Attributes;

/**
 * The namespace that silt works in: how long it remembers closed workflows, and which of silt's
 * search attributes it knows. Without those no workflow of silt's can be started there.
 */
public final class TemporalNamespace implements AutoCloseable {

  /** Shorter than a long weekend, and nobody can look up why a scene failed. */
  public static final Duration LEAST_RETENTION = Duration.ofDays(3);

  /** What setup asks for. */
  public static final Duration RETENTION = Duration.ofDays(30);

  private final WorkflowServiceStubs stubs;
  private final OperatorServiceStubs operator;
  private final String name;

  TemporalNamespace(WorkflowClient client, OperatorServiceStubsOptions options) {
    this.stubs = client.getWorkflowServiceStubs();
    this.operator = OperatorServiceStubs.newServiceStubs(options);
    this.name = client.getOptions().getNamespace();
  }

  public String name() {
    return name;
  }

  /** What no other namespace of any server has, also not one of the same name made later. */
  public String id() {
    return described().getNamespaceInfo().getId();
  }

  /** How long closed workflows are kept. */
  public Duration retention() {
    return Duration.ofSeconds(
        described().getConfig().getWorkflowExecutionRetentionTtl().getSeconds());
  }

  private DescribeNamespaceResponse described() {
    return stubs
        .blockingStub()
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(name).build());
  }

  /** Has closed workflows kept for {@link #RETENTION}. */
  public void keepLonger() {
    var kept = com.google.protobuf.Duration.newBuilder().setSeconds(RETENTION.toSeconds());
    stubs
        .blockingStub()
        .updateNamespace(
            UpdateNamespaceRequest.newBuilder()
                .setNamespace(name)
                .setConfig(NamespaceConfig.newBuilder().setWorkflowExecutionRetentionTtl(kept))
                .build());
  }

  /**
   * Those of silt's search attributes that it does not know.
   *
   * @throws BadInput where one of that name is of another type
   */
  public List<SearchAttributeKey<?>> missingAttributes() {
    Map<String, IndexedValueType> known =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(name).build())
            .getCustomAttributesMap();
    for (SearchAttributeKey<?> key : Attributes.all()) {
      IndexedValueType there = known.get(key.getName());
      if (there != null && there != key.getValueType()) {
        throw new BadInput(
            "Temporal's namespace %s has a search attribute %s of another type, %s"
                .formatted(name, key.getName(), typeName(there)),
            "Give silt a namespace of its own: TEMPORAL_NAMESPACE.");
      }
    }
    return Attributes.all().stream()
        .<SearchAttributeKey<?>>filter(key -> !known.containsKey(key.getName()))
        .toList();
  }

  /** Makes search attributes. */
  public void add(List<SearchAttributeKey<?>> attributes) {
    Map<String, IndexedValueType> types =
        attributes.stream()
            .collect(
                Collectors.toMap(SearchAttributeKey::getName, SearchAttributeKey::getValueType));
    operator
        .blockingStub()
        .addSearchAttributes(
            AddSearchAttributesRequest.newBuilder()
                .setNamespace(name)
                .putAllSearchAttributes(types)
                .build());
  }

  /** The command by which an administrator makes them. */
  public String commandFor(List<SearchAttributeKey<?>> attributes) {
    return "temporal operator search-attribute create --namespace "
        + name
        + attributes.stream()
            .map(key -> " --name " + key.getName() + " --type " + typeName(key.getValueType()))
            .collect(Collectors.joining());
  }

  /** Whether a server refused for want of rights, or has no such service for us. */
  public static boolean isForbidden(StatusRuntimeException refusal) {
    Code code = refusal.getStatus().getCode();
    return code == Code.PERMISSION_DENIED
        || code == Code.UNAUTHENTICATED
        || code == Code.UNIMPLEMENTED;
  }

  /** {@code Keyword}, as Temporal's own command calls it. */
  private static String typeName(IndexedValueType type) {
    String word = type.name().replace("INDEXED_VALUE_TYPE_", "");
    return word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void close() {
    operator.shutdownNow();
  }
}
