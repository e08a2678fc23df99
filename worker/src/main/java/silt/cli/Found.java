package silt.cli;

import silt.db.SceneRow;
import silt.discover.FoundScene;

/** A scene as the archive tells of it, in the words of the database. */
final class Found {

  private Found() {}

  static SceneRow row(FoundScene found) {
    var granule = found.scene().granule();
    return new SceneRow(
        0,
        granule.text(),
        found.scene().revision(),
        granule.sensor().name(),
        granule.tile(),
        found.datetime(),
        found.cloudPercent(),
        found.footprint(),
        found.assetBase().toString(),
        found.revisionDate(),
        found.bytes());
  }
}
