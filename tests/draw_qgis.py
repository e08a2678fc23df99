"""Opens a project with QGIS's library and draws it at one month. Called by tests/qgis."""
import argparse
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateTransform,
    QgsDateTimeRange,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, QTime, Qt
from qgis.PyQt.QtGui import QColor

words = argparse.ArgumentParser()
words.add_argument("project")
words.add_argument("picture")
words.add_argument("--month", help="YYYY-MM; the last one by itself")
asked = words.parse_args()

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
if not project.read(asked.project):
    sys.exit(f"{asked.project}: {project.error()}")

whole = project.timeSettings().temporalRange()
last = whole.end().toUTC().date().addDays(-1)
year, month = map(int, asked.month.split("-")) if asked.month else (last.year(), last.month())
begin = QDateTime(QDate(year, month, 1), QTime(0, 0), Qt.UTC)

settings = QgsMapSettings()
settings.setOutputSize(QSize(1000, 700))
settings.setBackgroundColor(QColor("white"))
settings.setDestinationCrs(project.crs())
settings.setTransformContext(project.transformContext())
view = project.viewSettings().defaultViewExtent()
settings.setExtent(QgsCoordinateTransform(view.crs(), project.crs(), project).transformBoundingBox(view))
settings.setIsTemporal(True)
settings.setTemporalRange(QgsDateTimeRange(begin, begin.addMonths(1), True, False))
tree = project.layerTreeRoot()
shown = [layer for layer in tree.layerOrder() if tree.findLayer(layer).isVisible()]
settings.setLayers(shown)

unreadable = [layer.name() for layer in tree.layerOrder() if not layer.isValid()]
for layer in tree.layerOrder():
    print(f"{layer.name()}: {'cannot be read' if not layer.isValid() else 'drawn' if layer in shown else 'hidden'}")
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
for failure in job.errors():
    unreadable.append(f"{failure.layerID}: {failure.message}")
if not job.renderedImage().save(asked.picture):
    sys.exit(f"{asked.picture}: cannot be written")
print(f"{asked.picture}: {begin.toString('yyyy-MM')}")
app.exitQgis()
sys.exit("cannot be read: " + ", ".join(unreadable) if unreadable else 0)
