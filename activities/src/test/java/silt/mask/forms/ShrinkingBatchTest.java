package silt.mask.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkingBatchTest {

  /** What libtorch says when a device is full, CUDA's words and the processor's. */
  private static final String CUDA =
      "The following operation failed in the TorchScript interpreter.\n"
          + "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total"
          + " capacity of 15.77 GiB of which 1.20 GiB is free.";

  private static final String PROCESSOR =
      "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory:"
          + " you tried to allocate 17179869184 bytes. Error code 12 (Cannot allocate memory)";

  /** A device that holds so many windows; a window of one number becomes its square. */
  private static final class Small implements NetworkForm {

    private final int holds;
    private final String words;
    private final List<Integer> calls = new ArrayList<>();

    Small(int holds, String words) {
      this.holds = holds;
      this.words = words;
    }

    @Override
    public float[] logits(float[] inputs, int count, int height, int width) {
      calls.add(count);
      if (count > holds) {
        throw OutOfMemory.told(new EngineException(words), count);
      }
      float[] squares = new float[count];
      for (int i = 0; i < count; i++) {
        squares[i] = inputs[i] * inputs[i];
      }
      return squares;
    }

    @Override
    public void close() {
      calls.add(-1);
    }
  }

  @Test
  void aBatchThatDoesNotFitIsHalvedUntilItDoesAndStaysSo() {
    Small device = new Small(3, CUDA);
    ShrinkingBatch form = new ShrinkingBatch(device, "cuda:0");
    float[] seven = {1, 2, 3, 4, 5, 6, 7};

    assertThat(form.logits(seven, 7, 1, 1)).containsExactly(1, 4, 9, 16, 25, 36, 49);
    assertThat(device.calls).containsExactly(7, 3, 3, 3);
    assertThat(form.logits(seven, 7, 1, 1)).containsExactly(1, 4, 9, 16, 25, 36, 49);
    assertThat(device.calls).containsExactly(7, 3, 3, 3, 3, 3, 3);
  }

  @Test
  void aDeviceWithoutRoomForOneWindowSaysSo() {
    ShrinkingBatch form = new ShrinkingBatch(new Small(0, PROCESSOR), "cpu");

    assertThatThrownBy(() -> form.logits(new float[4], 4, 512, 512))
        .isInstanceOf(DeviceFull.class)
        .hasMessage("cpu does not hold a single window of 512x512 pixels");
  }

  @Test
  void anotherFailureIsNotTakenForAFullDevice() {
    EngineException other = new EngineException("RuntimeError: size mismatch, got 5 and 6");

    assertThat(OutOfMemory.told(other, 4)).isSameAs(other);
  }
}
