package silt.config;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import silt.scene.BadInput;

/**
 * Where Temporal is, by its own environment configuration: {@code TEMPORAL_ADDRESS}, {@code
 * TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, TLS and profiles, hence a cluster or the cloud
 * service without code. With nothing of that set it is the local server.
 *
 * <p>Temporal's configuration file is read only when a profile or the file is named: a profile that
 * an operator keeps for other work must not lead the command line away from the worker's server.
 */
public final class TemporalAddress {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BUSY_PATIENCE = Duration.ofSeconds(20);

  private final ClientConfigProfile profile;

  private TemporalAddress(ClientConfigProfile profile) {
    this.profile = profile;
  }

  /**
   * @throws BadInput where the profile does not exist or its file cannot be read
   */
  public static TemporalAddress of(Settings settings) {
    Map<String, String> environment = settings.environment();
    boolean named =
        settings.isSet(Key.TEMPORAL_PROFILE) || environment.containsKey("TEMPORAL_CONFIG_FILE");
    LoadClientConfigProfileOptions.Builder options =
        LoadClientConfigProfileOptions.newBuilder()
            .setEnvOverrides(environment)
            .setDisableFile(!named);
    if (settings.isSet(Key.TEMPORAL_PROFILE)) {
      options.setConfigFileProfile(settings.text(Key.TEMPORAL_PROFILE));
    }
    try {
      ClientConfigProfile loaded = ClientConfigProfile.load(options.build());
      ClientConfigProfile.Builder whole = loaded.toBuilder();
      if (blank(loaded.getAddress())) {
        whole.setAddress("127.0.0.1:" + settings.port(Key.TEMPORAL_PORT));
      }
      if (blank(loaded.getNamespace())) {
        whole.setNamespace("default");
      }
      return new TemporalAddress(whole.build());
    } catch (IOException | IllegalArgumentException | IllegalStateException wrong) {
      throw new BadInput(
          "Temporal's configuration: " + wrong.getMessage(),
          "Correct TEMPORAL_PROFILE, or the file that TEMPORAL_CONFIG_FILE names.",
          wrong);
    }
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  public String address() {
    return profile.getAddress();
  }

  public String namespace() {
    return profile.getNamespace();
  }

  /**
   * A client whose server has answered and has the namespace.
   *
   * @throws BadInput where nothing answers within five seconds, or there is no such namespace
   */
  public WorkflowClient connect() {
    return connect(new NoopScope());
  }

  /** As above, with the client's own counts told to a scope. */
  public WorkflowClient connect(Scope metrics) {
    WorkflowServiceStubs stubs = stubs(metrics);
    try {
      answered(stubs);
      requireNamespace(stubs);
    } catch (StatusRuntimeException | IllegalStateException silent) {
      stubs.shutdownNow();
      throw new BadInput(
          "Temporal: nothing answers at %s (namespace %s)%s"
              .formatted(address(), namespace(), why(silent)),
          "Run deploy/silt up, or set TEMPORAL_ADDRESS.",
          silent);
    } catch (BadInput refusal) {
      stubs.shutdownNow();
      throw refusal;
    }
    return client(stubs);
  }

  /**
   * A client where a server answers at once; empty where none does.
   *
   * @throws BadInput where there is no such namespace
   */
  public Optional<WorkflowClient> connectIfUp() {
    WorkflowServiceStubs stubs = stubs(new NoopScope());
    try {
      stubs.healthCheck();
      requireNamespace(stubs);
    } catch (StatusRuntimeException | IllegalStateException silent) {
      stubs.shutdownNow();
      return Optional.empty();
    } catch (BadInput refusal) {
      stubs.shutdownNow();
      throw refusal;
    }
    return Optional.of(client(stubs));
  }

  /** The namespace, for those who prepare and check it. */
  public TemporalNamespace namespace(WorkflowClient client) {
    return new TemporalNamespace(
        client,
        OperatorServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
            .validateAndBuildWithDefaults());
  }

  /** A server that is there and busy is given longer than one that is not there. */
  private static void answered(WorkflowServiceStubs stubs) {
    try {
      stubs.connect(PATIENCE);
    } catch (StatusRuntimeException slow) {
      if (slow.getStatus().getCode() != Code.DEADLINE_EXCEEDED) {
        throw slow;
      }
      stubs.connect(BUSY_PATIENCE);
    }
  }

  /** The server's own word where it has one, such as DEADLINE_EXCEEDED of one that is too busy. */
  private static String why(RuntimeException silent) {
    return silent instanceof StatusRuntimeException grpc
            && grpc.getStatus().getCode() != Code.UNAVAILABLE
        ? ": " + grpc.getStatus().getCode()
        : "";
  }

  private WorkflowServiceStubs stubs(Scope metrics) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
            .setMetricsScope(metrics)
            .validateAndBuildWithDefaults());
  }

  private WorkflowClient client(WorkflowServiceStubs stubs) {
    return WorkflowClient.newInstance(stubs, profile.toWorkflowClientOptions());
  }

  private void requireNamespace(WorkflowServiceStubs stubs) {
    try {
      stubs
          .blockingStub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(namespace()).build());
    } catch (StatusRuntimeException refusal) {
      if (refusal.getStatus().getCode() == Code.NOT_FOUND) {
        throw new BadInput(
            "Temporal at " + address() + " has no namespace " + namespace(),
            "Correct TEMPORAL_NAMESPACE, or make it: temporal operator namespace create --namespace "
                + namespace()
                + " --retention 30d.",
            refusal);
      }
      // who may work in a namespace need not be allowed to look at it
      if (!TemporalNamespace.isForbidden(refusal)) {
        throw refusal;
      }
    }
  }
}
