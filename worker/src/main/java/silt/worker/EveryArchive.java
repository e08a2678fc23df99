package silt.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import silt.config.ArchiveSettings;
import silt.config.Key;
import silt.config.Settings;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Dailies;
import silt.db.DailyRow;
import silt.db.Database;
import silt.db.DatabaseProblem;
import silt.discover.Discovering;
import silt.discover.Ingesting;
import silt.discover.Search;
import silt.fetch.CredentialStanding;
import silt.fetch.Fetching;
import silt.fetch.HostLimits;
import silt.fetch.TokenSource;
import silt.load.StoredCampaigns;
import silt.load.StoredDailies;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.staging.Stores;
import silt.steps.CampaignOrder;
import silt.steps.DailyFound;
import silt.steps.DailyOrder;
import silt.steps.DailyStart;
import silt.steps.DiscoverActivity;
import silt.steps.Discovery;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.FetchActivity;
import silt.steps.IngestActivity;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

/**
 * Takes each scene from the archive that it was asked of, so that one worker serves campaigns over
 * the sample archive and over NASA's side by side, whatever its own settings name.
 */
final class EveryArchive implements AutoCloseable {

  private static final String EMPTYING = "";
  private static final Duration LATER = Duration.ofSeconds(30);

  private final Settings settings;
  private final UpstreamLimits limits;
  private final Map<String, Fetching> fetching = new ConcurrentHashMap<>();

  EveryArchive(Settings settings) {
    this.settings = settings;
    this.limits = new UpstreamLimits(settings);
  }

  /** Searches the archive that the campaign's row names. */
  DiscoverActivity discovering(Database database) {
    Campaigns campaigns = new Campaigns(database);
    StoredCampaigns table = new StoredCampaigns(database);
    Map<String, Discovering> searches = new ConcurrentHashMap<>();
    return new DiscoverActivity() {
      @Override
      public Discovery discover(CampaignOrder order) {
        // a campaign that is not stored is the table's to refuse
        String archive =
            campaigns.find(order.name()).map(CampaignRow::archive).orElse(ArchiveSettings.SAMPLE);
        return searches
            .computeIfAbsent(
                archive,
                name -> new Discovering(new Search(ArchiveSettings.address(settings, name)), table))
            .discover(order);
      }
    };
  }

  /** Takes what the archive has revised that the daily ingestion's row names. */
  IngestActivity ingesting(Database database) {
    Dailies dailies = new Dailies(database);
    StoredDailies table = new StoredDailies(database);
    Map<String, Ingesting> searches = new ConcurrentHashMap<>();
    return new IngestActivity() {
      @Override
      public DailyFound ingest(DailyOrder order, DailyStart run) {
        // one that is not stored is the table's to refuse
        String archive =
            dailies.find(order.name()).map(DailyRow::archive).orElse(ArchiveSettings.SAMPLE);
        return searches
            .computeIfAbsent(
                archive,
                name -> new Ingesting(new Search(ArchiveSettings.address(settings, name)), table))
            .ingest(order, run);
      }
    };
  }

  /** Fetches from the archive that holds the order's folder. */
  FetchActivity fetching(Stores stores, Function<SceneOrder, Set<Band>> needed) {
    limits.of(settings.text(Key.ARCHIVE));
    // emptying a folder of ours needs no archive, and no token that a person may still owe
    Fetching emptying =
        new Fetching(
            ArchiveSettings.address(settings),
            TokenSource.of(Map.of()),
            stores,
            needed,
            HostLimits.NONE,
            0);
    fetching.put(EMPTYING, emptying);
    return new FetchActivity() {
      @Override
      public StagedScene fetch(SceneOrder order) {
        return of(order, stores, needed).fetch(order);
      }

      @Override
      public void release(SceneOrder order) {
        emptying.release(order);
      }
    };
  }

  private Fetching of(SceneOrder order, Stores stores, Function<SceneOrder, Set<Band>> needed) {
    String archive =
        ArchiveSettings.names().stream()
            .filter(name -> ArchiveSettings.address(settings, name).holds(order.assetBase()))
            .findFirst()
            .orElseThrow(
                () ->
                    Failures.never(
                        Outcome.FAILED, order.assetBase() + " is a folder of no archive", null));
    try {
      return fetching.computeIfAbsent(
          archive,
          name ->
              new Fetching(
                  ArchiveSettings.address(settings, name),
                  ArchiveSettings.tokens(settings, name),
                  stores,
                  needed,
                  limits.of(name),
                  settings.bytes(Key.STAGING_MOST)));
    } catch (DatabaseProblem away) {
      throw Failures.retryAfter(
          LATER, "limits of archive " + archive + " cannot be held: " + away.getMessage(), away);
    } catch (BadInput token) {
      throw Failures.person(
          Person.TOKEN_MISSING, token.getMessage() + ". " + token.remedy(), token);
    }
  }

  /** Credentials in use, by archive, and how old they are. */
  Map<String, List<CredentialStanding>> credentials() {
    Map<String, List<CredentialStanding>> standing = new TreeMap<>();
    fetching.forEach(
        (archive, fetcher) -> {
          if (!archive.equals(EMPTYING)) {
            standing.put(archive, fetcher.credentials());
          }
        });
    return standing;
  }

  /** What this worker holds of the limits, and how long it has waited for them. */
  UpstreamLimits limits() {
    return limits;
  }

  @Override
  public void close() {
    fetching.values().forEach(Fetching::close);
    limits.close();
  }
}
