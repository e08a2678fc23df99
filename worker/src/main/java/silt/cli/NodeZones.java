package silt.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import silt.config.NearestName;
import silt.db.Database;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.raster.GeoTiff;
import silt.scene.BadInput;
import silt.sediment.nodes.RiverNode;
import silt.sediment.nodes.SceneNodes;
import silt.sediment.zones.ZoneStatistics;

/** The nodes of a zone set that lie on a scene. */
final class NodeZones {

  private NodeZones() {}

  /**
   * @param band a file of the scene
   * @throws BadInput where there is no such set of nodes, or none of them lies on the scene
   */
  static SceneNodes on(Path band, String set, Database database) {
    ZoneSets sets = new ZoneSets(database);
    ZoneSetRow found =
        sets.find(set)
            .orElseThrow(
                () ->
                    new BadInput(
                        "there is no zone set " + set,
                        NearestName.hint(
                            set, sets.list().stream().map(ZoneSetRow::name).toList())));
    if (!found.kind().equals("node")) {
      throw new BadInput(
          "zone set " + set + " is of kind " + found.kind() + ", and nodes are asked for",
          "Choose one that deploy/silt zones list shows as node.");
    }
    List<RiverNode> nodes = new ArrayList<>();
    for (ZoneRow zone : sets.zonesWithin(set, area(band))) {
      Point place = zone.lonLat().getCentroid();
      nodes.add(new RiverNode(zone.externalId(), place.getX(), place.getY()));
    }
    SceneNodes near = SceneNodes.on(band, nodes);
    List<RiverNode> on = new ArrayList<>();
    for (int n = 0; n < nodes.size(); n++) {
      if (near.isOnTile(n)) {
        on.add(nodes.get(n));
      }
    }
    if (on.isEmpty()) {
      throw new BadInput(
          "zone set " + set + ": none of its " + found.zones() + " nodes lies on the scene",
          "Choose another set, or another scene.");
    }
    return SceneNodes.on(band, on);
  }

  private static Geometry area(Path band) {
    try (GeoTiff file = GeoTiff.open(band)) {
      return ZoneStatistics.area(file.grid());
    }
  }
}
