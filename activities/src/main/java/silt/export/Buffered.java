package silt.export;

import java.io.IOException;
import java.lang.reflect.Array;
import silt.export.netcdf.NetcdfFile;

/** A variable of a netCDF file that is filled value by value and written a block at a time. */
final class Buffered {

  private final NetcdfFile file;
  private final int id;
  private final Object block;
  private final int size;
  private int filled;
  private long written;

  /**
   * Defines it along a dimension.
   *
   * @param size values in a block
   */
  Buffered(NetcdfFile file, String name, NetcdfFile.Type type, int dimension, int size)
      throws IOException {
    this.file = file;
    this.id = file.variable(name, type, dimension, size);
    this.size = size;
    this.block =
        switch (type) {
          case BYTE -> new byte[size];
          case INT -> new int[size];
          case FLOAT -> new float[size];
          case DOUBLE -> new double[size];
          case STRING -> new String[size];
        };
  }

  /** Says something about it, in words. */
  Buffered says(String attribute, String text) throws IOException {
    file.attribute(id, attribute, text);
    return this;
  }

  /** In numbers of a type. */
  Buffered says(String attribute, NetcdfFile.Type type, double... values) throws IOException {
    file.attribute(id, attribute, type, values);
    return this;
  }

  /** Adds a value of the variable's own type. */
  void add(Object value) throws IOException {
    Array.set(block, filled++, value);
    if (filled == size) {
      flush();
    }
  }

  /** Writes what is left. */
  void flush() throws IOException {
    file.write(id, written, filled, block);
    written += filled;
    filled = 0;
  }
}
