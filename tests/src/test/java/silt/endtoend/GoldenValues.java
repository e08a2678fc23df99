package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import silt.worker.Algorithm;

/**
 * What the small scenes came to when their algorithm version was made, by scene and reach.
 *
 * <p>A file is named by algorithm version and models, for each of these may change values. Where
 * values changed and none of these did, the code changed them: raise {@link Algorithm#VERSION} and
 * record anew with {@code -Dsilt.recordGolden=true}. Where the simulator changed the scenes, record
 * anew and say so in the commit.
 */
final class GoldenValues {

  /** Processors differ in the last bits of a float, and a pixel may fall to the other side. */
  private static final double TOLERANCE = 0.02;

  private static final String QUERY =
      """
      select granule_id || ',' || external_id || ',' || round(ssc_mg_l::numeric, 3) || ',' || n_valid
      from silt.observation join silt.zone using (zone_id) join silt.zone_set using (zone_set_id)
      join silt.scene using (scene_id)
      where silt.zone_set.name = 'reaches' and n_valid >= 100
      order by granule_id, external_id
      """;

  private GoldenValues() {}

  static void hold(Installation installation) {
    String models =
        installation
            .sql(
                "select left(sha256, 8) from silt.model where name in ('mask-hls-1', 'ssc-gloria-1') order by kind")
            .stream()
            .reduce("v" + Algorithm.VERSION, (name, sha) -> name + "-" + sha);
    Path file =
        Installation.repository().resolve("tests/src/test/resources/golden/" + models + ".csv");
    List<String> values = installation.sql(QUERY);
    try {
      if (Boolean.getBoolean("silt.recordGolden")) {
        Files.createDirectories(file.getParent());
        Files.write(file, values);
      }
      assertThat(file).as("golden values; record them with -Dsilt.recordGolden=true").exists();
      compare(byReach(Files.readAllLines(file)), byReach(values));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Map<String, double[]> byReach(List<String> lines) {
    Map<String, double[]> byReach = new LinkedHashMap<>();
    for (String line : lines) {
      String[] fields = line.split(",");
      byReach.put(
          fields[0] + " " + fields[1],
          new double[] {Double.parseDouble(fields[2]), Double.parseDouble(fields[3])});
    }
    return byReach;
  }

  private static void compare(Map<String, double[]> golden, Map<String, double[]> now) {
    assertThat(golden).isNotEmpty();
    golden.forEach(
        (reach, then) -> {
          assertThat(now).containsKey(reach);
          double[] value = now.get(reach);
          assertThat(value[0] / then[0])
              .as("SSC of " + reach)
              .isBetween(1 - TOLERANCE, 1 + TOLERANCE);
          assertThat(value[1] / then[1])
              .as("pixels of " + reach)
              .isBetween(1 - TOLERANCE, 1 + TOLERANCE);
        });
  }
}
