package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.load.AgainstTruth.Line;
import silt.load.AgainstTruth.Report;

/**
 * Concentrations in PostGIS against what truly was in generated waters, of four countries, by both
 * sensors, clear and hazy. Relations are asserted that no constant can meet; how good the figures
 * are is told in tests/bench/RESULTS.md.
 */
@Tag("slow")
class SedimentTruthTest {

  private static MeasuredWaters waters;
  private static Report report;

  @BeforeAll
  static void measure(@TempDir Path folder) throws IOException {
    Path bundle = Installation.repository().resolve("deploy/models/ssc-gloria-1");
    waters = new MeasuredWaters(folder, 4, 256, bundle).loaded();
    report = waters.againstTruth();
  }

  @AfterAll
  static void close() {
    if (waters != null) {
      waters.close();
    }
  }

  private static Line group(String name) {
    return report.groups().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everySensorAndSkyWasSeen() {
    assertThat(report.groups())
        .extracting(Line::name)
        .containsExactlyInAnyOrder("L30 clear", "L30 hazy", "S30 clear", "S30 hazy");
  }

  @Test
  void moreSedimentInTheWaterIsMoreInTheDatabase() {
    for (Line line : report.groups()) {
      assertThat(line.zones().score().count()).as(line.name()).isGreaterThan(20);
      assertThat(line.zones().score().rankCorrelation()).as(line.name()).isGreaterThan(0.7);
      assertThat(line.pixels().score().rankCorrelation()).as(line.name()).isGreaterThan(0.7);
    }
  }

  @Test
  void zonesAreNearerToTheTruthThanTheMedianOfAllWaters() {
    // whoever says one number for all waters has a log R2 of 0 at best
    assertThat(report.all().zones().score().r2Log()).isGreaterThan(0.3);
  }

  @Test
  void bothSensorsSayNearlyTheSameOfTheSameWater() {
    // the first days are clear; what haze does differs from pixel to pixel
    double lnRatio =
        waters
            .numbers(
                """
                select percentile_cont(0.5) within group (order by ln(l.ssc_mg_l / s.ssc_mg_l))
                from silt.observation l
                join silt.scene ls on ls.scene_id = l.scene_id and ls.sensor = 'L30'
                join silt.scene ss on ss.sensor = 'S30'
                  and ss.acquired_at::date = ls.acquired_at::date
                join silt.observation s on s.scene_id = ss.scene_id and s.zone_id = l.zone_id
                where l.n_valid > 50 and s.n_valid > 50
                  and (ls.acquired_at::date - date '2023-01-01') % 10 = 0
                """)
            .get(0);
    assertThat(Math.exp(lnRatio)).isBetween(1 / 1.1, 1.1);
  }

  @Test
  void aHazySkyLeavesLessToMeasure() {
    double clear = (double) group("S30 clear").pixels().made() / group("S30 clear").pixels().real();
    double hazy = (double) group("S30 hazy").pixels().made() / group("S30 hazy").pixels().real();
    assertThat(hazy).isLessThan(clear);
    assertThat(
            waters.numbers("select sum((pixel_flags->>'THIN_CLOUD')::bigint) from silt.scene_run"))
        .allMatch(pixels -> pixels > 0);
  }

  @Test
  void whateverHasAnIntervalHasItAroundTheValueAndOftenAroundTheTruth() {
    assertThat(
            waters.numbers(
                """
                select count(*) from silt.observation
                where ssc_low_mg_l > ssc_mg_l or ssc_high_mg_l < ssc_mg_l
                """))
        .containsExactly(0.0);
    assertThat(report.all().zones().coveragePercent()).isBetween(60.0, 99.0);
    assertThat(report.all().pixels().coveragePercent()).isBetween(60.0, 99.0);
  }
}
