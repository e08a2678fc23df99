package silt.workflows;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The search attributes that silt sets on its workflows, so that Temporal's own pages can be
 * searched in the words of the product. They are not encrypted: nothing secret goes there. {@code
 * deploy/silt setup} makes them where the namespace has none of that name.
 */
public final class Attributes {

  /** Name of the campaign that began the workflow. */
  public static final SearchAttributeKey<String> CAMPAIGN =
      SearchAttributeKey.forKeyword("CampaignId");

  /** MGRS tile without the leading T. */
  public static final SearchAttributeKey<String> TILE = SearchAttributeKey.forKeyword("MgrsTile");

  /** S30 or L30. */
  public static final SearchAttributeKey<String> SENSOR = SearchAttributeKey.forKeyword("Sensor");

  /** When the sensor saw the scene. */
  public static final SearchAttributeKey<OffsetDateTime> ACQUIRED_AT =
      SearchAttributeKey.forOffsetDateTime("AcquiredAt");

  /** Name of the product version. */
  public static final SearchAttributeKey<String> PRODUCT_VERSION =
      SearchAttributeKey.forKeyword("ProductVersion");

  /** What a scene came to, once it has. */
  public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("Outcome");

  private Attributes() {}

  /** All of them. */
  public static List<SearchAttributeKey<?>> all() {
    return List.of(CAMPAIGN, TILE, SENSOR, ACQUIRED_AT, PRODUCT_VERSION, OUTCOME);
  }
}
