package silt.cli;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import silt.cli.Estimate.Figure;
import silt.db.PastRuns;
import silt.discover.FoundScene;
import silt.scene.Sensor;

/**
 * What a campaign would do: all that there is to say.
 *
 * @param done scenes that have all that this would make
 * @param fetchBytes of the others, by estimate; {@code null} where the archive tells no sizes
 * @param seconds of work for the others, by estimate
 */
record PlanView(
    String campaign,
    String product,
    List<String> zoneSets,
    long scenes,
    long done,
    List<Part> parts,
    Long fetchBytes,
    List<String> fetchSources,
    double secondsPerScene,
    String secondsSource,
    long seconds,
    int window,
    DiskNeed staging,
    DiskNeed products,
    String keptSource) {

  /**
   * Scenes of one sensor in one month.
   *
   * @param granuleBytes of the whole granules, as the archive tells
   * @param unweighed scenes whose size the archive does not tell
   */
  record Part(
      String sensor, String month, long scenes, Double cloud, long granuleBytes, long unweighed) {}

  /** By what the archive told, what the database holds and how past scenes went. */
  static PlanView of(Session session, String name, Wanted wanted, List<FoundScene> found) {
    Estimate estimate = new Estimate(session, wanted);
    long done =
        new PastRuns(session.database())
            .done(found.stream().map(Found::row).toList(), wanted.recipe().name(), wanted.sets());
    long left = found.size() - done;
    double part = found.isEmpty() ? 0 : (double) left / found.size();
    List<Part> parts = parts(found);
    Figure pace = estimate.secondsPerScene();
    List<String> sources = new ArrayList<>();
    double fetch = 0;
    for (Sensor sensor : Sensor.values()) {
      long granules =
          parts.stream()
              .filter(p -> p.sensor().equals(sensor.name()))
              .mapToLong(Part::granuleBytes)
              .sum();
      if (granules > 0) {
        Figure share = estimate.shareFetched(sensor);
        fetch += granules * share.value();
        sources.add(
            "%s: %.0f %% of each granule, %s"
                .formatted(sensor, 100 * share.value(), share.source()));
      }
    }
    return new PlanView(
        name,
        wanted.recipe().name(),
        wanted.sets(),
        found.size(),
        done,
        parts,
        sources.isEmpty() && !found.isEmpty() ? null : Long.valueOf(Math.round(fetch * part)),
        sources,
        pace.value(),
        pace.source(),
        Math.round(left * pace.value()),
        wanted.window(),
        estimate.staging(),
        estimate.products(left),
        estimate.keptBytes().source());
  }

  private static List<Part> parts(List<FoundScene> found) {
    return found.stream()
        .collect(
            Collectors.groupingBy(
                scene ->
                    List.of(
                        scene.scene().granule().sensor().name(),
                        YearMonth.from(scene.datetime().atZone(ZoneOffset.UTC)).toString())))
        .entrySet()
        .stream()
        .map(group -> part(group.getKey(), group.getValue()))
        .sorted(Comparator.comparing(Part::sensor).thenComparing(Part::month))
        .toList();
  }

  private static Part part(List<String> sensorAndMonth, List<FoundScene> scenes) {
    var cloud =
        scenes.stream()
            .filter(scene -> scene.cloudPercent() != null)
            .mapToDouble(FoundScene::cloudPercent)
            .average();
    return new Part(
        sensorAndMonth.get(0),
        sensorAndMonth.get(1),
        scenes.size(),
        cloud.isPresent() ? cloud.getAsDouble() : null,
        scenes.stream().mapToLong(FoundScene::bytes).sum(),
        scenes.stream().filter(scene -> scene.bytes() == 0).count());
  }
}
