package silt.mask.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.scene.BadInput;

class HostTest {

  @ParameterizedTest
  @CsvSource({
    "'flags\t\t: fpu avx2 avx512f avx512_bf16 avx512_vnni', true",
    "'flags\t\t: fpu avx2 avx512f amx_bf16 amx_tile', true",
    "'Features\t: fp asimd bf16 i8mm', true",
    "'flags\t\t: fpu avx2 avx512f avx512_vnni', false",
    "'model name\t: A bf16 wonder', false",
    "'', false",
  })
  void bfloat16IsComputedWhereTheProcessorHasItsInstructions(String processors, boolean computes) {
    Host host = Host.of("processor\t: 0\n" + processors + "\nbugs\t\t:\n");

    assertThat(host.computes(NumericForm.BF16)).isEqualTo(computes);
    assertThat(host.computes(NumericForm.F32)).isTrue();
    assertThat(host.describe()).startsWith(computes ? "bf16 by" : "no bf16");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 3f80",
    "-2.5, c020",
    // 1 + 2^-8 lies between two: to the even one
    "1.00390625, 3f80",
    "1.01171875, 3f82",
    "1.004, 3f81",
    "3.4028235e38, 7f80",
    "NaN, 7fc0"
  })
  void bfloat16RoundsToTheNearest(float value, String bits) {
    assertThat(NumericForm.bfloat16(value) & 0xffff).isEqualTo(Integer.parseInt(bits, 16));
  }

  @Test
  void aDeviceIsChosenByItsWord() {
    assertThat(Device.of("auto", 0)).isEqualTo(Device.CPU);
    assertThat(Device.of("auto", 2)).hasToString("cuda:0");
    assertThat(Device.of("cuda:1", 2)).hasToString("cuda:1");
    assertThat(Device.of("cpu", 2)).isEqualTo(Device.CPU);
    assertThatThrownBy(() -> Device.of("cuda:1", 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("cuda:1", "1 CUDA devices");
    assertThatThrownBy(() -> Device.of("gpu", 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("gpu");
  }
}
