package silt.mask;

/** libtorch, which runs the mask network, is not there or does not fit this machine. */
public final class TorchMissing extends RuntimeException {

  TorchMissing(Throwable cause) {
    super(
        "libtorch cannot be loaded: "
            + cause.getMessage()
            + ". Run deploy/install-native, or set PYTORCH_LIBRARY_PATH to a libtorch 2.7.1.",
        cause);
  }
}
