package silt.export.netcdf;

import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A netCDF-4 file that is written from its first element to its last: dimensions that grow,
 * compressed variables along one of them, attributes. One thread at a time.
 */
public final class NetcdfFile implements AutoCloseable {

  /** Attributes of no variable go to the file itself. */
  public static final int FILE = LibNetcdf.GLOBAL;

  private static final int DEFLATE_LEVEL = 4;

  /** What a variable holds. */
  public enum Type {
    BYTE(LibNetcdf.BYTE),
    INT(LibNetcdf.INT),
    FLOAT(LibNetcdf.FLOAT),
    DOUBLE(LibNetcdf.DOUBLE),
    STRING(LibNetcdf.STRING);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  private final LibNetcdf library;
  private final Path path;
  private final int file;
  private boolean open = true;

  private NetcdfFile(LibNetcdf library, Path path, int file) {
    this.library = library;
    this.path = path;
    this.file = file;
  }

  /**
   * Begins a file.
   *
   * @throws NetcdfMissing where the library is not installed
   */
  public static NetcdfFile create(Path path) throws IOException {
    LibNetcdf library = LibNetcdf.load();
    IntByReference file = new IntByReference();
    int code = library.nc_create(path.toString(), LibNetcdf.NETCDF4, file);
    if (code != 0) {
      throw failure(library, path, code);
    }
    return new NetcdfFile(library, path, file.getValue());
  }

  /** A dimension that grows with what is written. */
  public int growing(String name) throws IOException {
    IntByReference dimension = new IntByReference();
    check(library.nc_def_dim(file, name, LibNetcdf.UNLIMITED, dimension));
    return dimension.getValue();
  }

  /**
   * A compressed variable along a dimension.
   *
   * @param chunk elements that are stored together
   */
  public int variable(String name, Type type, int dimension, int chunk) throws IOException {
    IntByReference variable = new IntByReference();
    check(library.nc_def_var(file, name, type.code, 1, new int[] {dimension}, variable));
    check(
        library.nc_def_var_chunking(
            file, variable.getValue(), LibNetcdf.CHUNKED, new long[] {chunk}));
    if (type != Type.STRING) { // a string lies beside its chunk, out of reach of compression
      check(library.nc_def_var_deflate(file, variable.getValue(), 1, 1, DEFLATE_LEVEL));
    }
    return variable.getValue();
  }

  /** A variable of one number, for its attributes. */
  public int scalar(String name) throws IOException {
    IntByReference variable = new IntByReference();
    check(library.nc_def_var(file, name, Type.INT.code, 0, new int[0], variable));
    return variable.getValue();
  }

  /** An attribute of a variable, or of {@link #FILE}. */
  public void attribute(int variable, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    check(library.nc_put_att_text(file, variable, name, bytes.length, bytes));
  }

  /** Numbers in the type of the variable that they speak of. */
  public void attribute(int variable, String name, Type type, double... values) throws IOException {
    check(library.nc_put_att_double(file, variable, name, type.code, values.length, values));
  }

  /** Ends the definitions; data may follow, and attributes still. */
  public void define() throws IOException {
    check(library.nc_enddef(file));
  }

  /**
   * Writes elements.
   *
   * @param start the first one's place
   * @param values an array of the variable's type, of which the first {@code count} are taken
   */
  public void write(int variable, long start, int count, Object values) throws IOException {
    long[] from = {start};
    long[] many = {count};
    if (count == 0) {
      return;
    }
    if (Array.getLength(values) < count) {
      throw new IllegalArgumentException(count + " of " + Array.getLength(values) + " values");
    }
    if (values instanceof float[] floats) {
      check(library.nc_put_vara_float(file, variable, from, many, floats));
    } else if (values instanceof double[] doubles) {
      check(library.nc_put_vara_double(file, variable, from, many, doubles));
    } else if (values instanceof int[] ints) {
      check(library.nc_put_vara_int(file, variable, from, many, ints));
    } else if (values instanceof byte[] bytes) {
      check(library.nc_put_vara_schar(file, variable, from, many, bytes));
    } else {
      check(library.nc_put_vara_string(file, variable, from, many, (String[]) values));
    }
  }

  /** Ends the file whole. */
  public void finish() throws IOException {
    open = false;
    check(library.nc_close(file));
  }

  private void check(int code) throws IOException {
    if (code != 0) {
      throw failure(library, path, code);
    }
  }

  private static IOException failure(LibNetcdf library, Path path, int code) {
    return new IOException(path + ": " + library.nc_strerror(code));
  }

  /** Lets go of a file that is not whole; what the library says of it then is of no use. */
  @Override
  public void close() {
    if (open) {
      open = false;
      library.nc_close(file);
    }
  }
}
