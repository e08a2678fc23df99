package silt.db;

/**
 * Where a scene of a campaign stands.
 *
 * @param outcome what it came to under the campaign's product version, whoever ran it; null where
 *     it has not been run
 * @param toDo whether the campaign's page would offer it
 */
public record ScenePlace(CampaignScene scene, String outcome, boolean toDo) {}
