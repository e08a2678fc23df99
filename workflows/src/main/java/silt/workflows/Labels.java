package silt.workflows;

import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import silt.scene.GranuleId;
import silt.steps.CampaignOrder;
import silt.steps.SceneOrder;

/**
 * What Temporal's own pages show of a workflow, and whom it is served before. Nothing here is
 * secret: none of it is encrypted.
 */
public final class Labels {

  private Labels() {}

  public static SearchAttributes attributes(CampaignOrder campaign) {
    return SearchAttributes.newBuilder()
        .set(Attributes.CAMPAIGN, campaign.name())
        .set(Attributes.PRODUCT_VERSION, campaign.product().name())
        .build();
  }

  public static SearchAttributes attributes(SceneOrder scene) {
    GranuleId granule = scene.scene().granule();
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder()
            .set(Attributes.TILE, granule.tile())
            .set(Attributes.SENSOR, granule.sensor().name())
            .set(Attributes.ACQUIRED_AT, granule.acquiredAt().atOffset(ZoneOffset.UTC))
            .set(Attributes.PRODUCT_VERSION, scene.product().name());
    if (scene.campaign() != null) {
      attributes.set(Attributes.CAMPAIGN, scene.campaign());
    }
    return attributes.build();
  }

  public static Map<String, Object> memo(CampaignOrder campaign) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put("campaign", campaign.name());
    memo.put("product", campaign.product().name());
    memo.put("zoneSets", campaign.zoneSets());
    return memo;
  }

  public static Map<String, Object> memo(SceneOrder scene) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put("granule", scene.scene().granule().text());
    if (scene.campaign() != null) {
      memo.put("campaign", scene.campaign());
    }
    return memo;
  }

  public static String summary(CampaignOrder campaign) {
    return "campaign " + campaign.name() + " of " + campaign.product().name();
  }

  public static String summary(SceneOrder scene) {
    return scene.scene().key()
        + (scene.campaign() == null ? " alone" : " for campaign " + scene.campaign());
  }

  /**
   * Campaigns of one priority take turns, each by its name. A name has at most 63 characters of
   * ASCII, and Temporal's fairness keys at most 64 bytes.
   */
  public static Priority priority(CampaignOrder campaign) {
    return Priority.newBuilder()
        .setPriorityKey(campaign.priority())
        .setFairnessKey(campaign.name())
        .build();
  }

  /** Of a scene that a person waits for. */
  public static Priority askedAlone() {
    return Priority.newBuilder()
        .setPriorityKey(CampaignOrder.ASKED_ALONE)
        .setFairnessKey("alone")
        .build();
  }
}
