#!/usr/bin/env python3
"""Makes the template of the project that `silt qgis` writes, with QGIS's own library.

    make-template.py HOST PORT DATABASE worker/src/main/resources/silt/cli/silt.qgs

Needs python3-qgis and a database of silt's schema that silt_reader may enter without a password; what is in it does
not matter. Run it again when the layers below change, and look at the picture of tests/qgis.
"""
import os
import re
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsDateTimeRange,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsRendererRange,
    QgsSingleSymbolRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerTemporalProperties,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, Qt  # noqa: E402

host, port, database, out = sys.argv[1:5]
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
project.setTitle("Suspended sediment")
project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))

# mg/L, clear blue to silt brown; each class holds about twice what the one before it does
CLASSES = [
    (0, 5, "#2c7bb6"),
    (5, 10, "#64a8c4"),
    (10, 20, "#a6d3ce"),
    (20, 50, "#e8e2a4"),
    (50, 100, "#fdae61"),
    (100, 200, "#e2763c"),
    (200, 500, "#b5471f"),
    (500, 1000000, "#6b2a12"),
]


def symbol(kind, colour):
    if kind == QgsWkbTypes.LineString:
        return QgsLineSymbol.createSimple(
            {"line_color": colour, "line_width": "1.1", "capstyle": "round", "joinstyle": "round"}
        )
    if kind == QgsWkbTypes.Point:
        return QgsMarkerSymbol.createSimple({"color": colour, "size": "2", "outline_style": "no"})
    return QgsFillSymbol.createSimple({"color": colour, "outline_color": "#50606c", "outline_width": "0.2"})


def layer(name, table, key, kind, only):
    uri = QgsDataSourceUri()
    uri.setConnection(host, port, database, "silt_reader", "")
    uri.setDataSource("silt", table, "geom", only, key)
    uri.setSrid("4326")
    uri.setWkbType(kind)
    uri.setUseEstimatedMetadata(True)
    uri.setParam("checkPrimaryKeyUnicity", "0")  # the keys are; to count them takes long over ten years
    made = QgsVectorLayer(uri.uri(False), name, "postgres")
    if not made.isValid():
        sys.exit(f"{name}: {made.error().message()}")
    return made


def coloured(made, kind):
    made.setRenderer(
        QgsGraduatedSymbolRenderer(
            "ssc_mg_l",
            [
                QgsRendererRange(low, high, symbol(kind, colour), f"{low} to {high} mg/L" if high < 1000000 else f"over {low} mg/L")
                for low, high, colour in CLASSES
            ],
        )
    )
    return made


def sliding(made, begin, end, days=None):
    time = made.temporalProperties()
    time.setIsActive(True)
    time.setStartField(begin)
    if end:
        time.setMode(QgsVectorLayerTemporalProperties.ModeFeatureDateTimeStartAndEndFromFields)
        time.setEndField(end)
    else:
        time.setMode(QgsVectorLayerTemporalProperties.ModeFeatureDateTimeInstantFromField)
    return made


def add(made, shown):
    project.addMapLayer(made)
    project.layerTreeRoot().findLayer(made).setItemVisibilityChecked(shown)


# below first
zones = layer("All rivers", "zone", "zone_id", QgsWkbTypes.LineString, "")
zones.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"line_color": "#c9ced2", "line_width": "0.4"})))
add(zones, True)
month = '"zone_id","month"'
for name, kind, only, shown in [
    ("Lakes and polygons by month", QgsWkbTypes.Polygon, "\"kind\" in ('lake', 'polygon')", True),
    ("Cells by month", QgsWkbTypes.Polygon, "\"kind\" = 'cell'", False),
    ("Nodes by month", QgsWkbTypes.Point, "\"kind\" = 'node'", False),
    ("Rivers by month", QgsWkbTypes.LineString, "\"kind\" = 'reach'", True),
]:
    add(sliding(coloured(layer(name, "monthly_ssc_map", month, kind, only), kind), "from_time", "to_time"), shown)
add(
    sliding(
        coloured(
            layer("Rivers, each pass", "observation_map", '"zone_id","scene_id"', QgsWkbTypes.LineString, "\"kind\" = 'reach'"),
            QgsWkbTypes.LineString,
        ),
        "acquired_at",
        None,
    ),
    False,
)

# numbers that nothing else in the file is, for silt qgis to replace
extent = QgsRectangle(-100.125, -50.125, 100.125, 50.125)
project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, QgsCoordinateReferenceSystem("EPSG:4326")))
begin = QDateTime(QDate(1901, 1, 1), QTime(0, 0), Qt.UTC)
end = QDateTime(QDate(1902, 2, 1), QTime(0, 0), Qt.UTC)
project.timeSettings().setTemporalRange(QgsDateTimeRange(begin, end))
project.timeSettings().setTimeStep(1)
project.timeSettings().setTimeStepUnit(QgsUnitTypes.TemporalMonths)
project.timeSettings().setFramesPerSecond(2)
project.writeEntry("TemporalControllerWidget", "/NavigationMode", 1)  # animated: the slider is shown
project.writeEntry("TemporalControllerWidget", "/StartDateTime", begin.toString(Qt.ISODateWithMs))
project.writeEntry("TemporalControllerWidget", "/EndDateTime", end.toString(Qt.ISODateWithMs))
if not project.write(out):
    sys.exit(project.error())

text = open(out, encoding="utf-8").read()
connection = f"dbname='{database}' host={host} port={port} user='silt_reader'"
found = text.count(connection)
for old, new in [
    (connection, "@CONNECTION@"),
    ("-100.125", "@WEST@"),
    ("-50.125", "@SOUTH@"),
    ("100.125", "@EAST@"),
    ("50.125", "@NORTH@"),
    ("1901-01-01", "@FROM@"),
    ("1902-02-01", "@TO@"),
]:
    text = text.replace(old, new)
# who made it and when, and where these layers happened to lie
text = re.sub(r' save(User|UserFull|DateTime)="[^"]*"', "", text)
text = re.sub(r"\n *<(extent|wgs84extent)>.*?</\1>(?=\n)", "", text, flags=re.S)
open(out, "w", encoding="utf-8").write(text)
print(f"{out}: {found} places name the database, {len(text)} characters")
