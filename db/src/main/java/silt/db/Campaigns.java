package silt.db;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What was asked for, which scenes that means, and which of them are still to do. */
public final class Campaigns {

  /** invalid_regular_expression, appendix A of the PostgreSQL manual. */
  private static final String BAD_PATTERN = "2201B";

  private final Database database;

  public Campaigns(Database database) {
    this.database = database;
  }

  /**
   * Stores a campaign. The zone set {@value ZoneSets#CELLS} is made where it is not there.
   *
   * @throws DatabaseProblem NAME_TAKEN, or UNKNOWN_NAME for its product version or a zone set
   */
  public CampaignRow create(CampaignRow campaign) {
    return database.inTransaction(
        connection -> {
          if (campaign.zoneSets().contains(ZoneSets.CELLS)) {
            ZoneSets.insertCellSet(connection, ZoneSets.CELLS);
          }
          for (String zoneSet : campaign.zoneSets()) {
            ZoneSets.require(connection, zoneSet);
          }
          return CampaignWriter.insert(connection, campaign);
        });
  }

  public Optional<CampaignRow> find(String name) {
    return database.inTransaction(connection -> CampaignReader.find(connection, name));
  }

  /** All campaigns, the last created first. */
  public List<CampaignRow> list() {
    return database.inTransaction(
        connection ->
            Sql.on(connection, CampaignReader.SELECT + "order by c.campaign_id desc")
                .list(CampaignReader::read));
  }

  /**
   * Stores the scenes and puts those that are not in the campaign yet behind the others, in the
   * order given.
   *
   * @return scenes that the campaign did not hold
   */
  public int addScenes(String name, Collection<SceneRow> scenes) {
    return database.inTransaction(
        connection ->
            CampaignScenes.add(connection, CampaignReader.lock(connection, name), scenes));
  }

  /**
   * The next scenes that are still to do: without a run under the campaign's product version, or
   * observed without all of its zone sets, or not brought to an end, where this campaign has not
   * tried it itself or a retry has been asked for since.
   *
   * @param afterPosition 0 for the first page, then the last position of the page before
   * @return at most {@code limit} scenes in the order of their positions; fewer where none follow
   */
  public List<CampaignScene> page(String name, long afterPosition, int limit) {
    return database.inTransaction(
        connection ->
            CampaignScenes.page(
                connection, CampaignReader.require(connection, name).id(), afterPosition, limit));
  }

  /** Where these scenes of the campaign stand; those that it does not hold are left out. */
  public List<ScenePlace> places(String name, List<SceneName> scenes) {
    return database.inTransaction(
        connection ->
            CampaignScenes.places(
                connection, CampaignReader.require(connection, name).id(), scenes));
  }

  /**
   * Those of the scenes that another campaign, not ended, of the same product version has to do.
   */
  public List<SceneName> wantedByOthers(String name, List<SceneName> scenes) {
    return database.inTransaction(
        connection ->
            CampaignScenes.wantedByOthers(
                connection, CampaignReader.require(connection, name).id(), scenes));
  }

  /**
   * Asks for another try of scenes that were not brought to an end, and tells the event log. Scenes
   * whose retry is due already are none of them, so that of two operators one is told 0.
   *
   * @return scenes that are now offered again, and were not before
   * @throws DatabaseProblem UNKNOWN_NAME, or BAD_PATTERN where the filter's reason is no pattern
   */
  public int retry(String name, RetryFilter which, String operator) {
    return filtered(
        which,
        connection -> {
          int marked =
              CampaignScenes.retry(
                  connection, CampaignReader.lock(connection, name), which, operator);
          if (marked > 0) {
            Events.append(
                connection,
                EventRow.ofCampaign(
                        name, "retry", marked + " scenes are to be tried again, by " + operator)
                    .by(operator));
          }
          return marked;
        });
  }

  /**
   * Scenes of which another try was asked for, and which have not come to an end since: whoever
   * asked may have failed to take the campaign up.
   *
   * @throws DatabaseProblem UNKNOWN_NAME, or BAD_PATTERN where the filter's reason is no pattern
   */
  public int retryDue(String name, RetryFilter which) {
    return filtered(
        which,
        connection ->
            CampaignScenes.retryDue(
                connection, CampaignReader.require(connection, name).id(), which));
  }

  private int filtered(RetryFilter which, Work<Integer> work) {
    try {
      return database.inTransaction(work);
    } catch (DatabaseFailure failure) {
      throw failure.sqlState().equals(BAD_PATTERN)
          ? DatabaseProblem.badPattern(which.reason(), failure)
          : failure;
    }
  }

  /**
   * Stores a campaign over the scenes of another under another product version; nothing is searched
   * for.
   *
   * @throws DatabaseProblem NAME_TAKEN, UNKNOWN_NAME, or UNFIT_CAMPAIGN where the other's scenes
   *     are still being searched for, or its product version is the same
   */
  public CampaignRow reprocess(String name, String newName, String product, String operator) {
    return database.inTransaction(
        connection -> {
          int from = CampaignReader.lock(connection, name);
          CampaignRow parent = CampaignReader.require(connection, name);
          if (parent.state().equals("DISCOVERING")) {
            throw DatabaseProblem.unfitCampaign(
                name, "its scenes are still being searched for", "Wait until it is RUNNING.");
          }
          if (parent.product().equals(Products.require(connection, product).name())) {
            throw DatabaseProblem.unfitCampaign(
                name,
                "its product version is " + product + " already",
                "Choose another product version, or try its failures again: deploy/silt campaign retry "
                    + name
                    + ".");
          }
          CampaignRow created =
              CampaignWriter.insert(
                  connection, CampaignWriter.like(parent, newName, product, operator));
          CampaignWriter.copyScenes(connection, from, created.id());
          return CampaignReader.require(connection, newName);
        });
  }

  /**
   * Takes back a campaign that was never begun.
   *
   * @return false where runs of scenes refer to it: then it stays
   */
  public boolean remove(String name) {
    return database.inTransaction(
        connection ->
            Sql.on(
                        connection,
                        """
                        delete from campaign c where c.campaign_id = ? and not exists (
                          select from scene_run r where r.campaign_id = c.campaign_id)
                        """)
                    .with(CampaignReader.lock(connection, name))
                    .update()
                > 0);
  }

  /** Stores a state, a window, who decided it and when, with an event; harmless again. */
  public void moved(CampaignMoveRow move) {
    database.inTransaction(
        connection -> {
          CampaignWriter.move(connection, move);
          return null;
        });
  }

  /** Stores a state; the same again changes nothing. */
  public void setState(String name, String state) {
    setState(name, state, null);
  }

  /** Stores a state and why; the same state again changes nothing. */
  public void setState(String name, String state, String reason) {
    CampaignRow.requireState(state);
    database.inTransaction(
        connection -> {
          CampaignWriter.setState(
              connection, CampaignReader.require(connection, name).id(), state, reason);
          return null;
        });
  }

  /** Stores the id of the workflow that runs it. */
  public void setWorkflow(String name, String workflowId) {
    database.inTransaction(
        connection ->
            Sql.on(connection, "update campaign set workflow_id = ? where campaign_id = ?")
                .with(workflowId, CampaignReader.require(connection, name).id())
                .update());
  }

  /**
   * Counts by outcome, and the span of time of its own runs.
   *
   * @throws DatabaseProblem UNKNOWN_NAME where there is no such campaign
   */
  public CampaignProgress progress(String name) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "select * from campaign_progress where campaign_id = ?")
                .with(CampaignReader.require(connection, name).id())
                .find(CampaignReader::readProgress)
                .orElseThrow());
  }

  /** Appends an event of the campaign as a whole. */
  public void event(String name, String kind, String message) {
    new Events(database).append(EventRow.ofCampaign(name, kind, message));
  }

  /** Its last events, newest first. */
  public List<EventRow> events(String name, int limit) {
    return new Events(database).ofCampaign(name, limit);
  }
}
