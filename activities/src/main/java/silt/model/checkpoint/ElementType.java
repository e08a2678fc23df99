package silt.model.checkpoint;

import java.nio.ByteBuffer;

/** The numbers that a storage holds, by the class that PyTorch names it with. */
enum ElementType {
  FLOAT("FloatStorage", 4),
  DOUBLE("DoubleStorage", 8),
  HALF("HalfStorage", 2),
  BFLOAT16("BFloat16Storage", 2),
  LONG("LongStorage", 8),
  INT("IntStorage", 4),
  SHORT("ShortStorage", 2),
  CHAR("CharStorage", 1),
  BYTE("ByteStorage", 1),
  BOOL("BoolStorage", 1);

  private final String storage;
  private final int bytes;

  ElementType(String storage, int bytes) {
    this.storage = storage;
    this.bytes = bytes;
  }

  /** The type of a storage class such as {@code torch.HalfStorage}; {@code null} for others. */
  static ElementType of(Name storage) {
    for (ElementType type : values()) {
      if (storage.module().equals("torch") && storage.name().equals(type.storage)) {
        return type;
      }
    }
    return null;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** One number, rounded to float where it has more digits. */
  float read(ByteBuffer storage, int index) {
    int at = index * bytes;
    return switch (this) {
      case FLOAT -> storage.getFloat(at);
      case DOUBLE -> (float) storage.getDouble(at);
      case HALF -> half(storage.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(storage.getShort(at) << 16);
      case LONG -> storage.getLong(at);
      case INT -> storage.getInt(at);
      case SHORT -> storage.getShort(at);
      case CHAR -> storage.get(at);
      case BYTE, BOOL -> storage.get(at) & 0xff;
    };
  }

  /** IEEE 754 binary16: 1 sign bit, 5 bits of exponent (bias 15), 10 of fraction. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(exponent - 15 + 127 << 23 | fraction << 13);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
