package silt.load;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import silt.db.Dailies;
import silt.db.DailyRow;
import silt.db.DailyRunRow;
import silt.db.DailyRuns;
import silt.db.Database;
import silt.discover.DailyTable;
import silt.discover.Revised;
import silt.discover.RevisionSearch;
import silt.scene.Sensor;
import silt.steps.DailyFound;
import silt.steps.DailyOrder;
import silt.steps.DailyStart;

/** Daily ingestions as the database holds them. */
public final class StoredDailies implements DailyTable {

  private final Dailies dailies;
  private final DailyRuns runs;

  public StoredDailies(Database database) {
    dailies = new Dailies(database);
    runs = new DailyRuns(database);
  }

  @Override
  public Optional<DailyFound> stored(DailyStart run) {
    return Fates.decided(
        () -> {
          DailyRunRow row = runs.show(run.run());
          return row.told() == null
              ? Optional.empty()
              : Optional.of(new DailyFound(row.told(), row.scenes(), row.unfit()));
        });
  }

  @Override
  public RevisionSearch search(DailyOrder order) {
    return Fates.decided(
        () -> {
          DailyRow daily = dailies.require(order.name());
          Map<String, Instant> marks = dailies.marks(order.name());
          Map<Sensor, Instant> since = new EnumMap<>(Sensor.class);
          for (String name : daily.sensors()) {
            Sensor sensor = Sensor.valueOf(name);
            Instant mark = marks.get(sensor.stacCollection());
            since.put(sensor, mark == null ? daily.since() : mark.minus(order.overlap()));
          }
          return new RevisionSearch(daily.region(), since, (int) Math.round(daily.maxCloud()));
        });
  }

  @Override
  public DailyFound store(DailyStart run, Revised told) {
    return Fates.decided(
        () -> {
          Map<String, Instant> marks = new TreeMap<>();
          told.newest().forEach((sensor, mark) -> marks.put(sensor.stacCollection(), mark));
          long scenes =
              runs.store(
                  run.run(),
                  new DailyRuns.Search(
                      run.campaign().name(),
                      run.campaign().priority(),
                      told.told(),
                      told.scenes().stream().map(StoredCampaigns::row).toList(),
                      marks,
                      told.unfit()));
          return new DailyFound(told.told(), scenes, told.unfit().size());
        });
  }
}
