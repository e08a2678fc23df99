package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.CogWriter;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.sediment.regressors.PixelFlag;
import silt.sediment.zones.GivenZones;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.Zone;
import silt.sediment.zones.ZoneKind;
import silt.sediment.zones.ZoneRows;
import silt.staging.TinyDisk;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.FillOrder;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;

class MeasuringTest {

  private static final byte CLEAR = 1;
  private static final byte CLOUD_OVER_WATER = 0b101;

  @TempDir Path folder;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private TinyScene scene;
  private List<Zone> zones = List.of();
  private Geometry asked;

  @BeforeEach
  void aRiverOfTenRowsUnderACloudOfFive() {
    scene = new TinyScene(folder).water(10, 20, 900, CLEAR).water(20, 25, 900, CLOUD_OVER_WATER);
    zones = List.of(reach("r1", 17.5));
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  private SedimentActivity step() {
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

  private List<MeasuredZone> rows(ArtifactRef rows) throws Exception {
    return ZoneRows.read(scene.stores.staging().localPath(rows));
  }

  @Test
  void aFullDiskWaitsForAPersonAndGoesOnWhenItIsFreed() {
    SedimentActivity step = step();
    try (TinyDisk disk = TinyDisk.at(scene.stores.scratch().resolve("sediment"), 256).fill(4096)) {
      assertThatThrownBy(() -> step.measure(scene.order(), scene.staged(), scene.masked()))
          .satisfies(
              failure -> assertThat(Failures.needsPerson(failure)).contains(Person.DISK_FULL));
      disk.free();
      assertThat(step.measure(scene.order(), scene.staged(), scene.masked()).valuedPixels())
          .isEqualTo(10 * 40);
    }
  }

  @Test
  void aBandThatIsGoneFromStagingIsToBeFetchedAgain() {
    StagedScene staged = scene.staged();
    scene.stores.staging().deletePrefix(stagedKey(staged.files().get(Band.RED)));

    assertThatThrownBy(() -> step().measure(scene.order(), staged, scene.masked()))
        .satisfies(failure -> assertThat(Failures.isGone(failure)).isTrue());
  }

  private String stagedKey(ArtifactRef file) {
    return scene.stores.staging().base().relativize(file.uri()).getPath();
  }

  @Test
  void everyClearWaterPixelHasAValueAndNoOther() {
    MeasuredScene measured = step().measure(scene.order(), scene.staged(), scene.masked());

    assertThat(measured.valuedPixels()).isEqualTo(10 * 40);
    try (GeoTiff raster = GeoTiff.open(Path.of(measured.ssc().uri()))) {
      assertThat(raster.isCloudOptimised()).isTrue();
      assertThat(raster.nodata(1).orElseThrow()).isNaN();
      assertThat(raster.bands()).isEqualTo(3);
      assertThat(raster.description(2)).isEqualTo("ssc_low_mg_l");
      assertThat(raster.tags()).containsEntry("UNIT", "mg/L").containsKey("MASK_SHA256");
      float[] values = raster.readFloats(1, raster.grid().whole());
      for (int i = 0; i < values.length; i++) {
        assertThat(Float.isNaN(values[i])).isEqualTo(scene.mask[i] != CLEAR);
      }
    }
  }

  private byte[] quality(MeasuredScene measured) {
    try (GeoTiff raster = GeoTiff.open(Path.of(measured.quality().uri()))) {
      assertThat(raster.isCloudOptimised()).isTrue();
      assertThat(raster.nodata(1).orElseThrow()).isEqualTo(255);
      return raster.readBytes(1, raster.grid().whole());
    }
  }

  private static int at(int row, int column) {
    return row * TinyScene.SIDE + column;
  }

  private void swir(int pixel, int first, int second) {
    scene.bands.computeIfAbsent(Band.SWIR1, b -> new short[scene.mask.length])[pixel] =
        (short) first;
    scene.bands.computeIfAbsent(Band.SWIR2, b -> new short[scene.mask.length])[pixel] =
        (short) second;
  }

  @Test
  void waterThatIsNotFitToBeMeasuredHasNoValueAndSaysWhy() {
    swir(at(12, 3), 900, 890);
    swir(at(13, 3), 500, 100);

    MeasuredScene measured =
        step().measure(scene.orderOfAlgorithm(2), scene.staged(), scene.masked());

    byte[] flags = quality(measured);
    assertThat(flags[at(12, 3)] & 0xff).isEqualTo(PixelFlag.GLINT.bit());
    assertThat(flags[at(13, 3)] & 0xff).isEqualTo(PixelFlag.THIN_CLOUD.bit());
    assertThat(flags[at(22, 3)]).as("cloud over water").isZero();
    // the row beside the cloud is too near to it
    assertThat(flags[at(19, 3)] & 0xff).isEqualTo(PixelFlag.THIN_CLOUD.bit());
    assertThat(measured.valuedPixels()).isEqualTo(9 * 40 - 2);
    assertThat(measured.flaggedPixels())
        .containsEntry("GLINT", 1L)
        .containsEntry("THIN_CLOUD", 1L + 40);
    try (GeoTiff raster = GeoTiff.open(Path.of(measured.ssc().uri()))) {
      assertThat(raster.readFloats(1, raster.grid().whole())[at(12, 3)]).isNaN();
    }
  }

  @Test
  void aProductOfTheFirstAlgorithmScreensNothing() {
    swir(at(12, 3), 900, 890);

    assertThat(step().measure(scene.order(), scene.staged(), scene.masked()).valuedPixels())
        .isEqualTo(10 * 40);
  }

  @Test
  void aBandWithoutDataLeavesAPixelWithoutValueAndOutOfItsZone() throws Exception {
    scene.bands.get(Band.RED)[at(12, 3)] = Band.REFLECTANCE_NODATA;

    MeasuredScene measured = step().measure(scene.order("reaches"), scene.staged(), scene.masked());

    assertThat(quality(measured)[at(12, 3)] & 0xff).isEqualTo(255);
    assertThat(rows(measured.rows()).get(0).nValid()).isEqualTo(10 * 40 - 1);
  }

  @Test
  void aScreenWhoseBandsWereNotFetchedFailsTheSceneByName() {
    SedimentActivity step = step();
    StagedScene staged = scene.staged();
    Map<Band, ArtifactRef> files = new EnumMap<>(staged.files());
    files.remove(Band.SWIR1);
    StagedScene without = new StagedScene(files, staged.sources(), "https", staged.run());
    MaskedScene masked = scene.masked();

    assertThatThrownBy(() -> step.measure(scene.orderOfAlgorithm(2), without, masked))
        .satisfies(failure -> assertThat(Failures.message(failure)).contains("SWIR1"));
  }

  @Test
  void aReachIsSummedUpOverItsWater() throws Exception {
    MeasuredScene measured = step().measure(scene.order("reaches"), scene.staged(), scene.masked());

    assertThat(measured.observedZones()).isEqualTo(1);
    MeasuredZone row = rows(measured.rows()).get(0);
    assertThat(row.zoneSet()).isEqualTo("reaches");
    assertThat(row.zoneId()).isEqualTo(41);
    // the line runs between rows 17 and 18: ten rows to each side are within 300 m
    assertThat(row.nTotal()).isBetween(19 * 40, 20 * 40);
    assertThat(row.nValid()).isEqualTo(10 * 40);
    assertThat(row.nWater()).isEqualTo(15 * 40);
    assertThat(row.clearFraction()).isCloseTo(0.75, within(0.02));
    assertThat(row.ssc().std()).isCloseTo(0, within(1e-3));
    assertThat(row.ssc().median()).isBetween(50.0, 200.0);
  }

  @Test
  void anItemBesideTheRastersSaysWhatTheyAre() throws Exception {
    MeasuredScene measured = step().measure(scene.order(), scene.staged(), scene.masked());

    Path file = Path.of(measured.ssc().uri()).resolveSibling("item.json");
    JsonNode item = new ObjectMapper().readTree(file.toFile());
    assertThat(item.at("/assets/ssc/href").asText()).isEqualTo("ssc.tif");
    assertThat(item.at("/assets/mask/href").asText()).isEqualTo("mask.tif");
    assertThat(item.at("/assets/ssc/bands/2/name").asText()).isEqualTo("ssc_high_mg_l");
    assertThat(item.at("/assets/quality/href").asText()).isEqualTo("quality.tif");
    assertThat(item.at("/assets/quality/file:checksum").asText())
        .endsWith(measured.quality().sha256());
    assertThat(item.at("/properties/silt:parameters/minPixels").asInt()).isEqualTo(5);
    assertThat(item.at("/assets/ssc/file:checksum").asText()).endsWith(measured.ssc().sha256());
    assertThat(item.at("/properties/datetime").asText()).isEqualTo("2024-02-06T22:25:49Z");
    assertThat(item.at("/bbox/0").asDouble()).isCloseTo(179.3, within(0.3));
  }

  @Test
  void cellsAppearWhereThereIsWater() throws Exception {
    MeasuredScene measured =
        step().measure(scene.order(SceneOrder.CELLS), scene.staged(), scene.masked());

    assertThat(rows(measured.rows()))
        .isNotEmpty()
        .allMatch(row -> row.zoneId() == 0 && row.nWater() > 0)
        .allMatch(row -> row.externalId().matches("60/\\d+00/-\\d+00"));
    assertThat(rows(measured.rows()).stream().mapToInt(MeasuredZone::nWater).sum())
        .isEqualTo(15 * 40);
  }

  @Test
  void aRetryFindsTheWorkDone() {
    SedimentActivity step = step();
    StagedScene staged = scene.staged();
    MaskedScene masked = scene.masked();
    MeasuredScene first = step.measure(scene.order("reaches"), staged, masked);
    MeasuredScene again = step.measure(scene.order("reaches"), staged, masked);

    assertThat(first.run().found()).isFalse();
    assertThat(again.run().found()).isTrue();
    assertThat(again.ssc()).isEqualTo(first.ssc());
    assertThat(again.quality()).isEqualTo(first.quality());
    assertThat(again.flaggedPixels()).isEqualTo(first.flaggedPixels());
    assertThat(again.rows()).isEqualTo(first.rows());
    assertThat(again.valuedPixels()).isEqualTo(first.valuedPixels());
    assertThat(again.observedZones()).isEqualTo(first.observedZones());
  }

  @Test
  void aRetryAfterOnlyOneRasterWasMadeMakesBoth() throws Exception {
    SedimentActivity step = step();
    StagedScene staged = scene.staged();
    MaskedScene masked = scene.masked();
    MeasuredScene first = step.measure(scene.order(), staged, masked);
    Files.delete(Path.of(first.quality().uri()));

    MeasuredScene again = step.measure(scene.order(), staged, masked);

    assertThat(Path.of(again.quality().uri())).exists();
    assertThat(again.quality()).isEqualTo(first.quality());
  }

  @Test
  void aRetryAfterBothRastersWereMadeStillDescribesThem() throws Exception {
    SedimentActivity step = step();
    StagedScene staged = scene.staged();
    MaskedScene masked = scene.masked();
    Path item =
        Path.of(step.measure(scene.order(), staged, masked).ssc().uri())
            .resolveSibling("item.json");
    byte[] first = Files.readAllBytes(item);
    Files.delete(item);

    step.measure(scene.order(), staged, masked);

    assertThat(item).hasBinaryContent(first);
  }

  @Test
  void aRasterOfAnotherMaskIsMadeAgain() {
    SedimentActivity step = step();
    StagedScene staged = scene.staged();
    step.measure(scene.order(), staged, scene.masked());
    scene.water(0, 5, 900, CLEAR);

    assertThat(step.measure(scene.order(), staged, scene.masked()).valuedPixels())
        .isEqualTo(15 * 40);
  }

  @Test
  void aZoneSetThatComesLateGetsTheSameNumbers() throws Exception {
    SedimentActivity step = step();
    MaskedScene masked = scene.masked();
    MeasuredScene measured = step.measure(scene.order("reaches"), scene.staged(), masked);
    SceneOrder order = scene.order();
    scene.stores.staging().deletePrefix(order.storeKey());

    ArtifactRef late =
        step.summarise(
            new FillOrder(
                3,
                order.scene(),
                order.product(),
                "reaches",
                masked.mask(),
                measured.ssc(),
                measured.quality()));

    assertThat(rows(late)).hasSize(1);
    assertThat(rows(late).get(0).nValid()).isEqualTo(400);
  }

  @Test
  void rastersOfBeforeThereWereIntervalsStillFillALateZoneSet() throws Exception {
    SedimentActivity step = step();
    MaskedScene masked = scene.masked();
    float[] values = new float[scene.mask.length];
    Arrays.fill(values, Float.NaN);
    Arrays.fill(values, at(10, 0), at(20, 0), 42);
    Path file = folder.resolve("one-band.tif");
    try (CogWriter writer = CogWriter.ofFloats(TinyScene.GRID)) {
      writer.nodata(Double.NaN).write(TinyScene.GRID.whole(), values).save(file);
    }
    ArtifactRef oneBand = scene.stores.products().put("old/ssc.tif", file);
    SceneOrder order = scene.order();

    ArtifactRef late =
        step.summarise(
            new FillOrder(
                3, order.scene(), order.product(), "reaches", masked.mask(), oneBand, null));

    MeasuredZone row = rows(late).get(0);
    assertThat(row.nValid()).isEqualTo(400);
    assertThat(row.ssc().median()).isEqualTo(42);
    assertThat(row.ssc().low()).isNull();
  }

  @Test
  void zonesAreAskedForAroundTheTile() {
    step().measure(scene.order("reaches"), scene.staged(), scene.masked());

    assertThat(asked.getEnvelopeInternal().contains(zones.get(0).lonLat().getEnvelopeInternal()))
        .isTrue();
    assertThat(asked.getEnvelopeInternal().getWidth()).isBetween(0.03, 0.06);
  }

  @Test
  void noClearWaterGivesARasterWithoutValues() {
    scene.water(10, 20, 900, CLOUD_OVER_WATER);

    MeasuredScene measured = step().measure(scene.order("reaches"), scene.staged(), scene.masked());

    assertThat(measured.valuedPixels()).isZero();
    assertThat(measured.observedZones()).isZero();
  }

  @Test
  void aModelThatIsNotThereWaitsForAPerson() {
    SedimentActivity step = step();
    TinyScene other = scene;
    StagedScene staged = scene.staged();
    MaskedScene masked = scene.masked();
    SceneOrder order = other.order();
    SceneOrder unknown =
        new SceneOrder(
            order.scene(),
            new silt.steps.ProductRef(
                "other",
                1,
                order.product().mask(),
                new silt.steps.ModelRef("gone", "1".repeat(64)),
                "f32",
                new java.util.TreeMap<>()),
            order.assetBase(),
            List.of(),
            null);

    assertThatThrownBy(() -> step.measure(unknown, staged, masked))
        .isInstanceOf(ActivityFailure.class)
        .satisfies(
            failure -> assertThat(Failures.needsPerson(failure)).contains(Person.MODEL_MISSING));
  }

  @Test
  void aDamagedBandIsTriedAgain() throws Exception {
    SedimentActivity step = step();
    StagedScene staged = scene.staged();
    MaskedScene masked = scene.masked();
    Path red = scene.stores.staging().localPath(staged.files().get(Band.RED));
    Files.write(red, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> step.measure(scene.order(), staged, masked))
        .satisfies(failure -> assertThat(Failures.needsPerson(failure)).isEmpty());
  }
}
