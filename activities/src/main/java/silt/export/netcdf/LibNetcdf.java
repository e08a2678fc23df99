package silt.export.netcdf;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.util.Map;

/**
 * The functions of {@code netcdf.h} (4.9) that writing takes, by their own names. {@code size_t} is
 * Java's long: silt runs on 64 bits alone. Each returns 0 or an error code for {@link
 * #nc_strerror}.
 */
interface LibNetcdf extends Library {

  /** Debian 12's; the number is that of the binary interface. */
  String NAME = "libnetcdf.so.19";

  int NETCDF4 = 0x1000;
  int GLOBAL = -1;
  long UNLIMITED = 0;
  int CHUNKED = 0;

  int BYTE = 1;
  int INT = 4;
  int FLOAT = 5;
  int DOUBLE = 6;
  int STRING = 12;

  /**
   * Loads the library.
   *
   * @throws NetcdfMissing where it is not installed
   */
  static LibNetcdf load() {
    try {
      return Native.load(NAME, LibNetcdf.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));
    } catch (UnsatisfiedLinkError missing) {
      throw new NetcdfMissing(missing);
    }
  }

  String nc_strerror(int code);

  int nc_create(String path, int mode, IntByReference file);

  int nc_def_dim(int file, String name, long length, IntByReference dimension);

  int nc_def_var(
      int file, String name, int type, int rank, int[] dimensions, IntByReference variable);

  int nc_def_var_chunking(int file, int variable, int storage, long[] lengths);

  int nc_def_var_deflate(int file, int variable, int shuffle, int deflate, int level);

  int nc_put_att_text(int file, int variable, String name, long length, byte[] text);

  int nc_put_att_double(int file, int variable, String name, int type, long n, double[] values);

  int nc_enddef(int file);

  int nc_put_vara_schar(int file, int variable, long[] start, long[] count, byte[] values);

  int nc_put_vara_int(int file, int variable, long[] start, long[] count, int[] values);

  int nc_put_vara_float(int file, int variable, long[] start, long[] count, float[] values);

  int nc_put_vara_double(int file, int variable, long[] start, long[] count, double[] values);

  int nc_put_vara_string(int file, int variable, long[] start, long[] count, String[] values);

  int nc_close(int file);
}
