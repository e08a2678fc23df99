package silt.cli;

import com.google.protobuf.util.Timestamps;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CreateScheduleRequest;
import io.temporal.api.workflowservice.v1.CreateScheduleResponse;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import silt.workflows.Attributes;

/**
 * As much of Temporal's protocol as it takes to start things, by a server whose answers get lost on
 * the way: it does what it is asked, and the client hears that it was given up.
 */
final class LosingTemporal implements AutoCloseable {

  /** Whether the next answer to a start is lost. */
  volatile boolean losesStart;

  /** Whether a start whose answer is lost was done before. */
  volatile boolean does = true;

  /** Whether schedules are not told of. */
  volatile boolean silentOfSchedules;

  /** What workflows say when they are queried, by the query's name. */
  final Map<String, Object> answers = new ConcurrentHashMap<>();

  final Set<String> workflows = ConcurrentHashMap.newKeySet();
  final Set<String> schedules = ConcurrentHashMap.newKeySet();
  private final Server server;

  LosingTemporal() {
    try {
      server =
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .addService(new Service())
              .addService(new Operator())
              .addService(new Health())
              .build()
              .start();
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  private static <T> void answer(StreamObserver<T> to, T answer) {
    to.onNext(answer);
    to.onCompleted();
  }

  /** Answers, or loses the answer. */
  private <T> void started(Set<String> all, String id, StreamObserver<T> to, T answer) {
    boolean lost = losesStart;
    losesStart = false;
    boolean fresh = (!lost || does) ? all.add(id) : !all.contains(id);
    if (lost) {
      to.onError(Status.INTERNAL.withDescription("given up on the way").asException());
    } else if (fresh) {
      answer(to, answer);
    } else {
      to.onError(Status.ALREADY_EXISTS.asException());
    }
  }

  private final class Service extends WorkflowServiceGrpc.WorkflowServiceImplBase {

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> to) {
      // else the client would ask for a minute before it says so
      answer(
          to,
          GetSystemInfoResponse.newBuilder()
              .setCapabilities(
                  GetSystemInfoResponse.Capabilities.newBuilder()
                      .setInternalErrorDifferentiation(true))
              .build());
    }

    @Override
    public void describeNamespace(
        DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> to) {
      answer(
          to,
          DescribeNamespaceResponse.newBuilder()
              .setNamespaceInfo(NamespaceInfo.newBuilder().setName(request.getNamespace()))
              .build());
    }

    @Override
    public void startWorkflowExecution(
        StartWorkflowExecutionRequest request, StreamObserver<StartWorkflowExecutionResponse> to) {
      started(
          workflows,
          request.getWorkflowId(),
          to,
          StartWorkflowExecutionResponse.newBuilder().setRunId("run").build());
    }

    @Override
    public void describeWorkflowExecution(
        DescribeWorkflowExecutionRequest request,
        StreamObserver<DescribeWorkflowExecutionResponse> to) {
      String id = request.getExecution().getWorkflowId();
      if (!workflows.contains(id)) {
        to.onError(Status.NOT_FOUND.asException());
        return;
      }
      answer(
          to,
          DescribeWorkflowExecutionResponse.newBuilder()
              .setWorkflowExecutionInfo(
                  WorkflowExecutionInfo.newBuilder()
                      .setExecution(
                          WorkflowExecution.newBuilder().setWorkflowId(id).setRunId("run"))
                      .setType(WorkflowType.newBuilder().setName("CampaignWorkflow"))
                      .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING))
              .build());
    }

    @Override
    public void queryWorkflow(
        QueryWorkflowRequest request, StreamObserver<QueryWorkflowResponse> to) {
      Object known = answers.get(request.getQuery().getQueryType());
      if (known == null) {
        to.onError(Status.INVALID_ARGUMENT.withDescription("unknown query").asException());
        return;
      }
      answer(
          to,
          QueryWorkflowResponse.newBuilder()
              .setQueryResult(
                  DefaultDataConverter.STANDARD_INSTANCE.toPayloads(known).orElseThrow())
              .build());
    }

    @Override
    public void describeTaskQueue(
        DescribeTaskQueueRequest request, StreamObserver<DescribeTaskQueueResponse> to) {
      answer(
          to,
          DescribeTaskQueueResponse.newBuilder()
              .addPollers(
                  PollerInfo.newBuilder()
                      .setIdentity("somebody")
                      .setLastAccessTime(Timestamps.now()))
              .build());
    }

    @Override
    public void createSchedule(
        CreateScheduleRequest request, StreamObserver<CreateScheduleResponse> to) {
      started(schedules, request.getScheduleId(), to, CreateScheduleResponse.getDefaultInstance());
    }

    @Override
    public void describeSchedule(
        DescribeScheduleRequest request, StreamObserver<DescribeScheduleResponse> to) {
      Status why = silentOfSchedules ? Status.INTERNAL : Status.NOT_FOUND;
      to.onError(why.asException());
    }
  }

  private static final class Operator extends OperatorServiceGrpc.OperatorServiceImplBase {

    @Override
    public void listSearchAttributes(
        ListSearchAttributesRequest request, StreamObserver<ListSearchAttributesResponse> to) {
      ListSearchAttributesResponse.Builder known = ListSearchAttributesResponse.newBuilder();
      Attributes.all().forEach(key -> known.putCustomAttributes(key.getName(), key.getValueType()));
      answer(to, known.build());
    }
  }

  private static final class Health extends HealthGrpc.HealthImplBase {

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> to) {
      answer(
          to,
          HealthCheckResponse.newBuilder()
              .setStatus(HealthCheckResponse.ServingStatus.SERVING)
              .build());
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
