package silt.model.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Python name that a pickle mentions. It is never looked up anywhere.
 *
 * <p>Nothing here could do what such a name does in Python, yet a file that mentions a name which
 * acts on the machine was made to harm those who open it with PyTorch, and is refused for it. A
 * class that is merely unknown is no reason: real checkpoints hold their authors' configuration.
 *
 * @param module e.g. {@code torch._utils}
 * @param name e.g. {@code _rebuild_tensor_v2}
 */
record Name(String module, String name) {

  private static final Pattern WORDS = Pattern.compile("[A-Za-z_][\\w.<>]{0,199}");

  /** Standard modules, and tools everywhere at hand, that run code, processes or connections. */
  private static final Set<String> ACTING =
      Set.of(
          ("os posix nt posixpath ntpath sys subprocess _posixsubprocess pty shutil socket _socket"
                  + " threading _thread multiprocessing asyncio concurrent importlib imp _imp runpy"
                  + " pkgutil zipimport code codeop ctypes _ctypes cffi io _io pickle _pickle cPickle"
                  + " dill cloudpickle joblib marshal shelve operator _operator timeit bdb pdb"
                  + " cProfile pip setuptools distutils webbrowser urllib urllib2 http httplib ftplib"
                  + " smtplib xmlrpc requests")
              .split(" "));

  /** Of these packages only what {@link #HARMLESS} lists has a place in a checkpoint. */
  private static final Set<String> MIXED =
      Set.of(
          "builtins", "__builtin__", "torch", "numpy", "functools", "types", "copyreg", "copy_reg");

  private static final Pattern HARMLESS =
      Pattern.compile(
          String.join(
              "|",
              List.of(
                  "(builtins|__builtin__)\\.(set|frozenset|list|dict|tuple|int|float|complex|str"
                      + "|unicode|long|bytes|bytearray|bool|object|slice|range)",
                  "(copyreg|copy_reg)\\._reconstructor",
                  "functools\\.partial",
                  "types\\.SimpleNamespace",
                  "torch\\._utils\\._rebuild_\\w+",
                  "torch\\._tensor\\._rebuild_from_type(_v2)?",
                  "torch\\.(storage\\.)?\\w*Storage",
                  "torch\\.(Size|device|dtype|Tensor|Generator)",
                  "torch\\.(bfloat|float|int|uint|complex)\\d+",
                  "torch\\.(float|double|half|long|int|short|bool|strided)",
                  "torch\\.serialization\\._get_layout",
                  "torch\\.(nn|optim)\\..+",
                  "numpy\\._?core\\.multiarray\\.(scalar|_reconstruct)",
                  "numpy\\.(ndarray|dtype|bool_?|u?int\\d+|float\\d+)",
                  "numpy\\.dtypes\\.\\w+",
                  "numpy\\.random\\._pickle\\.\\w+")));

  Name {
    if (!WORDS.matcher(module).matches() || !WORDS.matcher(name).matches()) {
      throw Unreadable.damaged(
          "its pickle names \"" + Unreadable.shown(module + "." + name) + "\", which is no name");
    }
    if (acts(module, name)) {
      throw Unreadable.hostile(
          "its pickle names "
              + Unreadable.shown(module + "." + name)
              + ", which no weights need and which can do harm");
    }
  }

  private static boolean acts(String module, String name) {
    String root = module.split("\\.", 2)[0];
    String whole = module + "." + name;
    // a name with dots goes through what a harmless module has imported: torch.nn, os.system
    String way = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return ACTING.contains(root)
        || Arrays.stream(way.split("\\.")).anyMatch(ACTING::contains)
        || MIXED.contains(root) && !HARMLESS.matcher(whole).matches();
  }

  @Override
  public String toString() {
    return module + "." + name;
  }
}
