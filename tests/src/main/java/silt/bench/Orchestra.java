package silt.bench;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.Products;
import silt.installation.StandaloneInstallation;
import silt.installation.TemporalServer;
import silt.load.CodeVersion;
import silt.load.InHand;
import silt.load.Ledger;
import silt.load.Loading;
import silt.load.Reconciling;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.CampaignOrder;
import silt.steps.FetchActivity;
import silt.steps.MaskActivity;
import silt.steps.ProductRef;
import silt.steps.Queues;
import silt.workflows.CampaignProgress;
import silt.workflows.CampaignWorkflow;
import silt.workflows.CampaignWorkflowImpl;
import silt.workflows.SceneWorkflowImpl;

/**
 * Campaigns over scenes that only the catalogue knows: the real workflows, a real Temporal server
 * with its file, real rows in PostGIS, and steps that do nothing. Beside them, on the same worker,
 * the least that four steps can cost.
 */
final class Orchestra implements AutoCloseable {

  private static final String DATABASE = "orchestra";
  private static final Pattern REQUESTS =
      Pattern.compile(
          "(?m)^(?:temporal_)?persistence_requests(?:_total)?\\{[^}]*operation=\"(\\w+)\"[^}]*} (\\S+)$");

  private final StandaloneInstallation installation;
  private final Database database;
  private final Campaigns campaigns;
  private final ProductRef product;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory factory;
  private final Semaphore ended = new Semaphore(0);

  /** Over the folder, which stays. */
  Orchestra(Path home) {
    this(home, new EmptySteps(), WorkerOptions.getDefaultInstance());
  }

  /**
   * With a first step that is not empty.
   *
   * @param fetching how that step is served; all others by the SDK's own options
   */
  Orchestra(Path home, FetchActivity fetch, WorkerOptions fetching) {
    installation = StandaloneInstallation.in(home);
    installation.postgres().start();
    installation.temporal().start();
    installation.programs(DATABASE).done("setup");
    database = Database.open(installation.writer(DATABASE), 8);
    campaigns = new Campaigns(database);
    product = Ledger.recipe(new Products(database).promoted().orElseThrow());
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    client = WorkflowClient.newInstance(stubs);
    factory = WorkerFactory.newInstance(client);
    serve(fetch, fetching);
    factory.start();
  }

  private void serve(FetchActivity fetch, WorkerOptions fetching) {
    factory
        .newWorker(
            Queues.CAMPAIGN,
            // as a worker of silt's: a full machine is no deadlock
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build())
        .registerWorkflowImplementationTypes(
            CampaignWorkflowImpl.class, SceneWorkflowImpl.class, BareWorkflow.InFourQueues.class);
    EmptySteps steps = new EmptySteps();
    BareWorkflow.Nothing nothing = () -> {};
    factory.newWorker(Queues.FETCH, fetching).registerActivitiesImplementations(fetch, nothing);
    factory
        .newWorker(Queues.MASK)
        .registerActivitiesImplementations((MaskActivity) steps::mask, nothing);
    factory.newWorker(Queues.SEDIMENT).registerActivitiesImplementations(steps, nothing);
    Path home = installation.home();
    Stores stores =
        new Stores(
            new FileStore(home.resolve("staging")),
            new FileStore(home.resolve("products")),
            home.resolve("scratch"));
    factory
        .newWorker(Queues.LOAD)
        .registerActivitiesImplementations(
            (BareWorkflow.Nothing) ended::release,
            new Ledger(database),
            new Reconciling(database, new InHand(client)::of),
            new Loading(database, stores, new CodeVersion("0.1.0", "bench")));
  }

  /** Stores a campaign over so many scenes of which nothing is known; harmless again. */
  void order(String campaign, int scenes) {
    if (campaigns.find(campaign).isEmpty()) {
      campaigns.create(CataloguedScenes.campaign(campaign, product.name()));
    }
    for (int from = 0; from < scenes; from += 1_000) {
      campaigns.addScenes(
          campaign, CataloguedScenes.of(campaign, from, Math.min(scenes, from + 1_000)));
    }
  }

  /** Starts the campaign's workflow; harmless where it runs. */
  void start(String campaign, int window) {
    CampaignOrder order =
        new CampaignOrder(campaign, product, List.of(), window, CampaignOrder.HISTORIC);
    long scenes = campaigns.find(campaign).orElseThrow().scenes();
    CampaignWorkflow workflow =
        client.newWorkflowStub(
            CampaignWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.CAMPAIGN)
                .setWorkflowId(order.workflowId())
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    WorkflowClient.start(workflow::run, order, new CampaignProgress(scenes, 0, Map.of(), 0));
  }

  boolean isDone(String campaign) {
    return campaigns.find(campaign).orElseThrow().state().equals("DONE");
  }

  /** How many scenes of the campaign have an outcome. */
  long outcomes(String campaign) {
    return campaigns.progress(campaign).byOutcome().values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /**
   * Runs so many bare workflows, a window of them at a time, and returns when the last step of the
   * last one is done. Their ends are counted here: asking the server would be work of its own.
   *
   * @param name what sets this batch's workflow ids apart
   */
  void runBare(String name, int workflows, int window) {
    ended.drainPermits();
    ended.release(window);
    for (int i = 0; i < workflows; i++) {
      ended.acquireUninterruptibly();
      BareWorkflow workflow =
          client.newWorkflowStub(
              BareWorkflow.class,
              WorkflowOptions.newBuilder()
                  .setTaskQueue(Queues.CAMPAIGN)
                  .setWorkflowId(bareId(name, i))
                  .build());
      WorkflowClient.start(workflow::run);
    }
    ended.acquireUninterruptibly(window);
  }

  static String bareId(String name, int number) {
    return "bare/" + name + "/" + number;
  }

  /** The campaign's own, as its last run, and its scenes'. */
  List<String> workflowIds(String campaign) {
    List<String> ids =
        new ArrayList<>(
            installation
                .sql(
                    DATABASE,
                    """
                    select 'scene/' || granule_id || '/r' || revision || '/%s'
                    from silt.campaign join silt.campaign_scene using (campaign_id)
                      join silt.scene using (scene_id)
                    where name = '%s'"""
                        .formatted(product.name(), campaign))
                .orElseThrow());
    ids.add(CampaignOrder.workflowId(campaign));
    return ids;
  }

  /** What the server keeps of a workflow. */
  WorkflowExecutionInfo kept(String workflowId) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build())
        .getWorkflowExecutionInfo();
  }

  /** How often the server has asked its database so far, by operation. */
  SortedMap<String, Long> requests() {
    try {
      HttpResponse<String> said =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(installation.temporal().metrics()).build(),
                  HttpResponse.BodyHandlers.ofString());
      SortedMap<String, Long> requests = new TreeMap<>();
      Matcher line = REQUESTS.matcher(said.body());
      while (line.find()) {
        requests.merge(line.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
      }
      return requests;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  /** Bytes of the server's database, what it has not merged yet among them. */
  long temporalBytes() {
    try (Stream<Path> files = Files.list(installation.home())) {
      long bytes = 0;
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("temporal.db")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Bytes of the tables and indexes of this project's database. */
  long postgresBytes() {
    return Long.parseLong(
        installation
            .sql(DATABASE, "select pg_database_size(current_database())")
            .orElseThrow()
            .get(0));
  }

  TemporalServer temporal() {
    return installation.temporal();
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(10, TimeUnit.SECONDS);
    stubs.shutdownNow();
    database.close();
    installation.close();
  }
}
