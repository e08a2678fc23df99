package silt.load;

import java.net.URI;
import java.util.List;
import silt.db.CampaignMoveRow;
import silt.db.CampaignScene;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.EventRow;
import silt.db.Events;
import silt.db.ModelRow;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RasterRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.steps.ArtifactRef;
import silt.steps.CampaignMove;
import silt.steps.CampaignOrder;
import silt.steps.FillOrder;
import silt.steps.FillPage;
import silt.steps.LedgerActivity;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.ScenePage;

/** What is still to do, and what happened, out of and into the database. */
public final class Ledger implements LedgerActivity {

  private final Campaigns campaigns;
  private final Events events;
  private final Products products;
  private final SceneRuns runs;

  public Ledger(Database database) {
    campaigns = new Campaigns(database);
    events = new Events(database);
    products = new Products(database);
    runs = new SceneRuns(database);
  }

  @Override
  public ScenePage page(CampaignOrder campaign, long afterCursor, int limit) {
    return Fates.decided(
        () -> {
          List<CampaignScene> next = campaigns.page(campaign.name(), afterCursor, limit);
          return new ScenePage(
              next.stream().map(scene -> order(campaign, scene)).toList(),
              next.isEmpty() ? afterCursor : next.get(next.size() - 1).position(),
              next.size() < limit);
        });
  }

  @Override
  public FillPage fillPage(String zoneSet, String product, long afterSceneRunId, int limit) {
    return Fates.decided(
        () -> {
          ProductRef recipe = recipe(products.show(product));
          return new FillPage(
              runs.withoutZoneSet(zoneSet, product, afterSceneRunId, limit).stream()
                  .map(run -> fill(run, recipe, zoneSet))
                  .toList());
        });
  }

  @Override
  public void campaignState(String campaign, String state, String reason) {
    Fates.decided(
        () -> {
          campaigns.setState(campaign, state, reason);
          if (reason != null && !reason.isBlank()) {
            campaigns.event(campaign, "state", state + ": " + reason);
          }
        });
  }

  @Override
  public void moved(CampaignMove move) {
    Fates.decided(
        () ->
            campaigns.moved(
                new CampaignMoveRow(
                    move.campaign(),
                    move.state(),
                    move.reason(),
                    move.operator(),
                    move.at(),
                    move.window())));
  }

  @Override
  public void event(String campaign, String scene, String kind, String message) {
    Fates.decided(
        () -> {
          Scene about = scene == null ? null : scene(scene);
          events.append(
              new EventRow(
                  0,
                  null,
                  kind,
                  campaign,
                  about == null ? null : about.granule().text(),
                  about == null ? null : about.revision(),
                  null,
                  message,
                  null));
        });
  }

  /** The recipe that a row of {@code product_version} stands for. */
  public static ProductRef recipe(ProductRow product) {
    return new ProductRef(
        product.name(),
        product.algorithmVersion(),
        model(product.mask()),
        model(product.ssc()),
        product.numericForm(),
        product.parameters());
  }

  private static ModelRef model(ModelRow model) {
    return new ModelRef(model.name(), model.sha256());
  }

  static SceneOrder order(CampaignOrder campaign, CampaignScene next) {
    return new SceneOrder(
        new Scene(new GranuleId(next.scene().granuleId()), next.scene().revision()),
        campaign.product(),
        URI.create(next.scene().assetBase()),
        campaign.zoneSets(),
        campaign.name());
  }

  private static FillOrder fill(SceneRunRow run, ProductRef product, String zoneSet) {
    return new FillOrder(
        run.id(),
        new Scene(new GranuleId(run.granuleId()), run.revision()),
        product,
        zoneSet,
        artifact(run.mask()),
        artifact(run.ssc()),
        artifact(run.quality()));
  }

  private static ArtifactRef artifact(RasterRow raster) {
    return raster == null
        ? null
        : new ArtifactRef(URI.create(raster.uri()), raster.sha256(), raster.bytes());
  }

  /** What {@link Scene#key()} wrote. */
  static Scene scene(String key) {
    int slash = key.lastIndexOf("/r");
    return new Scene(
        new GranuleId(key.substring(0, slash)), Integer.parseInt(key.substring(slash + 2)));
  }
}
