package silt.cli;

import java.util.List;
import silt.db.InputRow;
import silt.db.Provenance;
import silt.db.SceneRow;
import silt.db.SceneRunRow;

/** A granule's provenance as {@code --json} shows it. */
record ProvenanceView(String granule, List<Revision> revisions) {

  record Revision(SceneRow scene, List<InputRow> inputs, List<Run> runs) {}

  record Run(SceneRunRow run, ProductView product, List<Provenance.OfZoneSet> zoneSets) {}

  /**
   * @param product only runs under this one; {@code null} for all
   */
  static ProvenanceView of(Provenance.OfGranule found, String product) {
    return new ProvenanceView(
        found.granuleId(),
        found.revisions().stream()
            .map(
                scene ->
                    new Revision(
                        scene.scene(),
                        scene.inputs(),
                        scene.runs().stream()
                            .filter(run -> product == null || product.equals(run.run().product()))
                            .map(
                                run ->
                                    new Run(
                                        run.run(), ProductView.of(run.product()), run.zoneSets()))
                            .toList()))
            .toList());
  }
}
