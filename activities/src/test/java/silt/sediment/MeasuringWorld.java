package silt.sediment;

import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.Projection;
import silt.scene.BadInput;
import silt.sediment.zones.GivenZones;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.Zone;
import silt.sediment.zones.ZoneKind;
import silt.sediment.zones.ZoneRows;
import silt.steps.ArtifactRef;
import silt.steps.SedimentActivity;

/** A river of ten rows under a cloud of five, a reach along it, and the step that measures them. */
final class MeasuringWorld implements AutoCloseable {

  final TinyScene scene;
  final List<Zone> zones = List.of(reach("r1", 17.5));

  /** Around what zones were asked for last. */
  Geometry asked;

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  MeasuringWorld(Path folder) {
    scene =
        new TinyScene(folder)
            .water(10, 20, 900, TinyScene.CLEAR)
            .water(20, 25, 900, TinyScene.CLOUD_OVER_WATER);
  }

  SedimentActivity step() {
    Measuring measuring =
        new Measuring(
            scene.stores,
            ref -> {
              if (!ref.sha256().equals(scene.model.sha256())) {
                throw new BadInput("no bundle " + ref.sha256(), "Add it.");
              }
              return scene.model;
            },
            new GivenZones(zones) {
              @Override
              public void zones(String setName, Geometry areaLonLat, Consumer<Zone> each) {
                asked = areaLonLat;
                super.zones(setName, areaLonLat, each);
              }
            });
    temporal.registerActivitiesImplementations(measuring);
    return temporal.newActivityStub(SedimentActivity.class);
  }

  private static Zone reach(String id, double row) {
    try (Projection projection = new Projection(TinyScene.GRID)) {
      double y = TinyScene.GRID.centreY(row);
      Geometry line =
          new GeometryFactory()
              .createLineString(
                  new Coordinate[] {
                    new Coordinate(TinyScene.GRID.centreX(0), y),
                    new Coordinate(TinyScene.GRID.centreX(TinyScene.SIDE - 1), y)
                  });
      return new Zone(41, id, ZoneKind.REACH, projection.toLonLat(line), null);
    }
  }

  List<MeasuredZone> rows(ArtifactRef rows) throws Exception {
    return ZoneRows.read(scene.stores.staging().localPath(rows));
  }

  @Override
  public void close() {
    temporal.close();
  }
}
