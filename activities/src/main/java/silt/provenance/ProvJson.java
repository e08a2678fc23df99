package silt.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import silt.db.InputRow;
import silt.db.ModelRow;
import silt.db.ProductRow;
import silt.db.Provenance;
import silt.db.RasterRow;
import silt.db.SceneRunRow;
import silt.db.StepTiming;

/**
 * What made a scene's results in the words of W3C PROV: files, models, rasters and rows are
 * entities, the run and its steps are activities, the build of the software is the agent, and the
 * product version the plan that it followed.
 */
public final class ProvJson {

  private final ProvDocument document = new ProvDocument();

  private ProvJson() {}

  /**
   * One document.
   *
   * @param product only runs under this one; {@code null} for all
   */
  public static String of(Provenance.OfGranule granule, String product) {
    ProvJson prov = new ProvJson();
    String before = null;
    for (Provenance.OfScene scene : granule.revisions()) {
      String id = prov.scene(scene);
      if (before != null) {
        prov.document
            .relate("wasDerivedFrom", "generatedEntity", id, "usedEntity", before)
            .set("prov:type", ProvDocument.name("prov:Revision"));
      }
      before = id;
      for (Provenance.OfRun made : scene.runs()) {
        if (product == null || product.equals(made.run().product())) {
          prov.run(scene, made);
        }
      }
    }
    return prov.document.text();
  }

  private String scene(Provenance.OfScene scene) {
    String id = ProvDocument.id("scene", scene.scene().granuleId(), "r" + scene.scene().revision());
    ObjectNode entity = document.entity(id);
    entity.put("prov:label", scene.scene().granuleId() + " r" + scene.scene().revision());
    entity.set("prov:type", ProvDocument.name("prov:Collection"));
    entity.put("silt:acquired_at", scene.scene().acquiredAt().toString());
    if (scene.scene().assetBase() != null) {
      entity.put("prov:location", scene.scene().assetBase());
    }
    for (InputRow input : scene.inputs()) {
      String file = file(input.uri(), input.sha256(), input.bytes());
      document.entity(file).put("prov:label", input.band());
      document.relate("hadMember", "collection", id, "entity", file);
    }
    return id;
  }

  private String file(String uri, String sha256, long bytes) {
    // two files may hold the same bytes, as masks of nothing do
    String id = ProvDocument.id("file", sha256, Integer.toHexString(uri.hashCode()));
    document
        .entity(id)
        .put("prov:location", uri)
        .put("silt:sha256", sha256)
        .put("silt:bytes", bytes);
    return id;
  }

  private void run(Provenance.OfScene scene, Provenance.OfRun made) {
    SceneRunRow run = made.run();
    String id = ProvDocument.id("run", run.granuleId(), "r" + run.revision(), run.product());
    ObjectNode activity = document.activity(id, run.startedAt(), run.finishedAt());
    activity.put("silt:outcome", run.outcome());
    putIfKnown(activity, "silt:reason", run.reason());
    putIfKnown(activity, "silt:workflow", run.origin().workflowId());
    putIfKnown(activity, "silt:workflow_run", run.origin().runId());
    putIfKnown(activity, "silt:campaign", run.campaign());
    document
        .relate("wasAssociatedWith", "activity", id, "agent", software(run))
        .put("prov:plan", plan(made.product()));
    for (InputRow input : scene.inputs()) {
      document.relate(
          "used", "activity", id, "entity", file(input.uri(), input.sha256(), input.bytes()));
    }
    document.relate("used", "activity", id, "entity", model(made.product().mask()));
    document.relate("used", "activity", id, "entity", model(made.product().ssc()));
    generated(id, scene, "mask", run.mask());
    generated(id, scene, "ssc", run.ssc());
    generated(id, scene, "quality", run.quality());
    for (Provenance.OfZoneSet set : made.zoneSets()) {
      rows(id, run, set);
    }
    steps(id, run);
  }

  private static void putIfKnown(ObjectNode node, String name, String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private String software(SceneRunRow run) {
    String version = Objects.requireNonNullElse(run.origin().buildVersion(), "unknown");
    String commit = Objects.requireNonNullElse(run.origin().gitCommit(), "unknown");
    String id = ProvDocument.id("software", version, commit);
    ObjectNode agent = document.agent(id);
    agent.set("prov:type", ProvDocument.name("prov:SoftwareAgent"));
    agent.put("prov:label", "silt " + version);
    agent.put("silt:commit", commit);
    return id;
  }

  private String plan(ProductRow product) {
    String id = ProvDocument.id("product", product.name());
    ObjectNode plan = document.entity(id);
    plan.set("prov:type", ProvDocument.name("prov:Plan"));
    plan.put("prov:label", product.name());
    plan.put("silt:algorithm_version", product.algorithmVersion());
    plan.put("silt:numeric_form", product.numericForm());
    product.parameters().forEach((name, value) -> plan.put("silt:parameter." + name, value));
    return id;
  }

  private String model(ModelRow model) {
    String id = ProvDocument.id("model", model.sha256());
    document
        .entity(id)
        .put("prov:label", model.name())
        .put("silt:kind", model.kind())
        .put("silt:sha256", model.sha256());
    return id;
  }

  private void generated(String run, Provenance.OfScene scene, String kind, RasterRow raster) {
    if (raster == null) {
      return;
    }
    String id = file(raster.uri(), raster.sha256(), raster.bytes());
    document.entity(id).put("prov:label", kind);
    document.relate("wasGeneratedBy", "entity", id, "activity", run);
    String from =
        ProvDocument.id("scene", scene.scene().granuleId(), "r" + scene.scene().revision());
    document.relate("wasDerivedFrom", "generatedEntity", id, "usedEntity", from);
  }

  private void rows(String run, SceneRunRow of, Provenance.OfZoneSet set) {
    String zones = ProvDocument.id("zones", set.digest());
    document
        .entity(zones)
        .put("prov:label", set.name() + " " + set.version())
        .put("silt:sha256", set.digest());
    String id =
        ProvDocument.id("rows", of.granuleId(), "r" + of.revision(), of.product(), set.name());
    document
        .entity(id)
        .put("prov:label", "rows of silt.observation")
        .put("silt:zones", set.zones())
        .put("silt:with_value", set.withValue())
        .put("silt:rows", set.observations());
    document.relate("used", "activity", run, "entity", zones);
    document
        .relate("wasGeneratedBy", "entity", id, "activity", run)
        .put("prov:time", set.recordedAt().toString());
  }

  private void steps(String run, SceneRunRow of) {
    for (StepTiming step : of.timings()) {
      String id =
          ProvDocument.id("step", of.granuleId(), "r" + of.revision(), of.product(), step.step());
      document
          .activity(id, step.startedAt(), step.finishedAt())
          .put("prov:label", step.step())
          .put("silt:host", step.host())
          .put("silt:attempt", step.attempt())
          .put("silt:found_done", step.found());
      document.relate("wasInformedBy", "informed", run, "informant", id);
    }
  }
}
