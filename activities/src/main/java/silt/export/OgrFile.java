package silt.export;

import java.nio.file.Path;
import java.util.List;
import silt.db.ExtractedRow;
import silt.raster.FeatureFile;
import silt.raster.FeatureFile.Field;

/** GeoPackage and FlatGeobuf, written by OGR: a feature for each row, in the shape of its zone. */
final class OgrFile implements RowFile {

  private final List<Column> columns;
  private final FeatureFile features;

  OgrFile(Path file, FeatureFile.Format format, About about, List<Column> columns) {
    this.columns = columns;
    this.features =
        FeatureFile.create(
            file,
            format,
            "observation",
            about.title(),
            columns.stream().map(column -> new Field(column.name(), column.type())).toList());
  }

  @Override
  public void add(ExtractedRow row) {
    features.add(row.zone().wkb(), Column.values(columns, row));
  }

  @Override
  public void finish(Tally tally) {
    features.finish();
  }

  @Override
  public void close() {
    features.close();
  }
}
