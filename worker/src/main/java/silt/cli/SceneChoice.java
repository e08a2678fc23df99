package silt.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import silt.discover.Regions;
import silt.scene.BadInput;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;

/** Which scenes, made into what, how many at a time; the words of campaigns and daily ingestion. */
final class SceneChoice {

  @Option(
      names = "--region",
      required = true,
      paramLabel = "FILE",
      description = "GeoJSON polygons, longitude and latitude")
  Path region;

  @Option(names = "--repair", description = "mend rings that are open or cross themselves")
  boolean repair;

  @Option(names = "--sensors", split = ",", paramLabel = "S30|L30", description = "default: both")
  List<String> sensors = List.of();

  @Option(
      names = "--max-cloud",
      defaultValue = "100",
      paramLabel = "PERCENT",
      description = "leave out scenes that the archive calls cloudier (default: ${DEFAULT-VALUE})")
  int maxCloud;

  @Mixin ZoneChoice zones;

  @Option(
      names = "--window",
      defaultValue = "8",
      paramLabel = "N",
      description = "scenes in flight, 1 to 500 (default: ${DEFAULT-VALUE})")
  int window;

  /**
   * @throws BadInput where the file is no region
   */
  Geometry area() {
    return Regions.read(region, repair);
  }

  /**
   * @throws BadInput naming the sensor that there is not
   */
  Set<Sensor> sensors() {
    Set<String> known =
        Arrays.stream(Sensor.values()).map(Sensor::name).collect(Collectors.toSet());
    Set<Sensor> wanted = EnumSet.noneOf(Sensor.class);
    for (String sensor : sensors) {
      String name = sensor.toUpperCase(Locale.ROOT);
      if (!known.contains(name)) {
        throw new BadInput("--sensors: there is no sensor " + sensor, "Choose S30, L30 or both.");
      }
      wanted.add(Sensor.valueOf(name));
    }
    return sensors.isEmpty() ? EnumSet.allOf(Sensor.class) : wanted;
  }

  /**
   * @throws BadInput where it is no percentage
   */
  int maxCloud() {
    if (maxCloud < 0 || maxCloud > 100) {
      throw new BadInput("--max-cloud " + maxCloud + " is no percentage", "Give 0 to 100.");
    }
    return maxCloud;
  }

  /**
   * @throws BadInput where it is none
   */
  int window() {
    return Asked.value(
        () -> {
          CampaignOrder.requireWindow(window);
          return window;
        },
        "Give --window 1 to " + CampaignOrder.WIDEST + ".");
  }
}
