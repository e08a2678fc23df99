package silt.config;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import silt.staging.StagingMark;
import silt.staging.Store;
import silt.staging.Stores;

/** Where a process reads and writes scenes. */
public final class StoreSettings {

  private StoreSettings() {}

  /** Staging and products, with a folder of this machine for what is half-done. */
  public static Stores stores(Settings settings) {
    Path scratch = settings.home().resolve("staging").resolve(".scratch");
    return new Stores(
        Store.at(settings.store(Key.STAGING), scratch),
        Store.at(settings.store(Key.PRODUCTS), scratch),
        scratch);
  }

  /** Whose staging is: of the namespace that is worked in. */
  public static StagingMark mark(Stores stores, WorkflowClient temporal, TemporalAddress address) {
    String name = "namespace " + address.namespace() + " of Temporal at " + address.address();
    String id;
    try (TemporalNamespace namespace = address.namespace(temporal)) {
      id = namespace.id();
    } catch (StatusRuntimeException refusal) {
      if (!TemporalNamespace.isForbidden(refusal)) {
        throw refusal;
      }
      // the cloud service lets nobody ask, and has but one namespace of a name
      id = name;
    }
    return new StagingMark(stores.staging(), stores.scratch(), id, name);
  }
}
