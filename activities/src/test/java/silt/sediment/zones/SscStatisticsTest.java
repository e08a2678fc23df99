package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SscStatisticsTest {

  @Test
  void fiveValuesHaveTheirTextbookStatistics() {
    SscStatistics of = SscStatistics.of(new float[] {50, 10, 40, 20, 30, -1, -1}, 5);

    assertThat(of.median()).isEqualTo(30);
    assertThat(of.mean()).isEqualTo(30);
    assertThat(of.p10()).isCloseTo(14, within(1e-9));
    assertThat(of.p25()).isEqualTo(20);
    assertThat(of.p75()).isEqualTo(40);
    assertThat(of.p90()).isCloseTo(46, within(1e-9));
    assertThat(of.std()).isCloseTo(Math.sqrt(200), within(1e-9));
  }

  @Test
  void noValuesHaveNoStatistics() {
    assertThat(SscStatistics.of(new float[8], 0)).isNull();
  }

  @Property
  void halfOfTheValuesLieOnEachSideOfTheMedian(
      @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = 0.1f, max = 9000) Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    SscStatistics of = SscStatistics.of(array, array.length);

    long below = values.stream().filter(v -> v < of.median()).count();
    long above = values.stream().filter(v -> v > of.median()).count();
    assertThat(Math.max(below, above)).isLessThanOrEqualTo(values.size() / 2);
    assertThat(of.mean())
        .isCloseTo(values.stream().mapToDouble(v -> v).average().orElseThrow(), within(1e-2));
  }
}
