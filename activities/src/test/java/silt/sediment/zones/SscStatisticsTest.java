package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SscStatisticsTest {

  @Test
  void fiveValuesHaveTheirTextbookStatistics() {
    SscStatistics of = SscStatistics.of(new float[] {50, 10, 40, 20, 30, -1, -1}, null, null, 5);

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
    assertThat(SscStatistics.of(new float[8], null, null, 0)).isNull();
  }

  @Test
  void oneValueIsItsOwnPercentiles() {
    SscStatistics of = SscStatistics.of(new float[] {7}, new float[] {3}, new float[] {9}, 1);

    assertThat(of).isEqualTo(new SscStatistics(7, 7, 7, 7, 7, 7, 0, 3.0, 9.0));
  }

  @Property
  void percentilesMeanAndDeviationAreThoseOfExactArithmetic(
      @ForAll @Size(min = 1, max = 200) List<@FloatRange(min = 0, max = 9000) Float> values) {
    SscStatistics of = SscStatistics.of(floats(values, 1), null, null, values.size());

    assertThat(of.p10()).isCloseTo(exactPercentile(values, 10), within(1e-9));
    assertThat(of.p25()).isCloseTo(exactPercentile(values, 25), within(1e-9));
    assertThat(of.median()).isCloseTo(exactPercentile(values, 50), within(1e-9));
    assertThat(of.p75()).isCloseTo(exactPercentile(values, 75), within(1e-9));
    assertThat(of.p90()).isCloseTo(exactPercentile(values, 90), within(1e-9));
    BigDecimal count = BigDecimal.valueOf(values.size());
    BigDecimal mean = sum(values, BigDecimal.ZERO, 1).divide(count, MathContext.DECIMAL128);
    BigDecimal variance = sum(values, mean, 2).divide(count, MathContext.DECIMAL128);
    assertThat(of.mean()).isCloseTo(mean.doubleValue(), within(1e-9));
    assertThat(of.std())
        .isCloseTo(variance.sqrt(MathContext.DECIMAL128).doubleValue(), within(1e-6));
  }

  @Property
  void anOrderOfPixelsChangesNothing(
      @ForAll @Size(min = 1, max = 80) List<@FloatRange(min = 0, max = 9000) Float> values,
      @ForAll Random random) {
    List<Float> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);

    assertThat(SscStatistics.of(floats(shuffled, 1), null, null, values.size()))
        .isEqualTo(SscStatistics.of(floats(values, 1), null, null, values.size()));
  }

  @Property
  void anIntervalLiesAroundItsMedianWhateverThePixels(
      @ForAll @Size(min = 1, max = 80) List<@FloatRange(min = 0, max = 9000) Float> values) {
    SscStatistics of =
        SscStatistics.of(
            floats(values, 1), floats(values, 0.4f), floats(values, 2.5f), values.size());

    assertThat(of.low()).isLessThanOrEqualTo(of.median());
    assertThat(of.high()).isGreaterThanOrEqualTo(of.median());
  }

  @Property
  void theEndsOfAnIntervalAreExactMediansToo(
      @ForAll @Size(min = 1, max = 120) List<@IntRange(min = 0, max = 30) Integer> values) {
    List<Float> ties = values.stream().map(Integer::floatValue).toList();

    assertThat(Median.of(floats(ties, 1), ties.size())).isEqualTo(exactPercentile(ties, 50));
  }

  private static float[] floats(List<Float> values, float times) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i) * times;
    }
    return array;
  }

  /** At (n - 1) p / 100 of the sorted values, counted from 0, on the line between neighbours. */
  private static double exactPercentile(List<Float> values, int percent) {
    List<Float> sorted = values.stream().sorted().toList();
    int hundredths = (sorted.size() - 1) * percent;
    BigDecimal below = new BigDecimal(sorted.get(hundredths / 100));
    BigDecimal above =
        new BigDecimal(sorted.get(Math.min(hundredths / 100 + 1, sorted.size() - 1)));
    BigDecimal share = BigDecimal.valueOf(hundredths % 100, 2);
    return below.add(above.subtract(below).multiply(share)).doubleValue();
  }

  private static BigDecimal sum(List<Float> values, BigDecimal around, int power) {
    return values.stream()
        .map(value -> new BigDecimal(value).subtract(around).pow(power))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
