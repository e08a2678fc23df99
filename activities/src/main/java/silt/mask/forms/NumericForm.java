package silt.mask.forms;

import java.nio.ByteBuffer;
import silt.scene.BadInput;

/**
 * The arithmetic that a mask network computes in. It belongs to the product version: the same scene
 * gets the same flags wherever it is masked, so a host computes in the form that is asked for or
 * leaves the work to others.
 */
public enum NumericForm {
  /** Single precision. */
  F32("f32", "FloatStorage", Float.BYTES) {
    @Override
    void put(ByteBuffer to, float value) {
      to.putFloat(value);
    }
  },

  /** Weights and activations of 8 significant bits, sums of 24, float32 logits. */
  BF16("bf16", "BFloat16Storage", Short.BYTES) {
    @Override
    void put(ByteBuffer to, float value) {
      to.putShort(bfloat16(value));
    }
  };

  private final String word;
  private final String storage;
  private final int bytes;

  NumericForm(String word, String storage, int bytes) {
    this.word = word;
    this.storage = storage;
    this.bytes = bytes;
  }

  /**
   * The form of a product version's word.
   *
   * @throws BadInput where there is none
   */
  public static NumericForm of(String word) {
    for (NumericForm form : values()) {
      if (form.word.equals(word)) {
        return form;
      }
    }
    throw new BadInput("numeric form " + word + ": is unknown", "Choose f32 or bf16.");
  }

  /** As a product version writes it. */
  public String word() {
    return word;
  }

  /** PyTorch's class of such numbers. */
  String storage() {
    return storage;
  }

  /** Bytes a number. */
  int bytes() {
    return bytes;
  }

  /** Appends a number in this form. */
  abstract void put(ByteBuffer to, float value);

  /** The nearest bfloat16, to even at a tie, as PyTorch rounds; NaN stays NaN. */
  static short bfloat16(float value) {
    if (Float.isNaN(value)) {
      return 0x7fc0;
    }
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
  }
}
