package silt.discover;

import java.util.List;

/** Where campaigns stand: the seam to the database. */
public interface CampaignTable {

  /** What the campaign of this name searches for. */
  CampaignSearch campaign(String name);

  /** Adds scenes to a campaign. Finding a scene again changes nothing but what is told of it. */
  void found(String name, List<FoundScene> scenes);
}
