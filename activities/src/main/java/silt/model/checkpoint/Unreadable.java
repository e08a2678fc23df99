package silt.model.checkpoint;

import silt.scene.BadInput;

/** Why a checkpoint is refused, on its way to where the file's name is known. */
final class Unreadable extends RuntimeException {

  private static final int SHOWN = 120;

  private final String remedy;

  private Unreadable(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  /** The bytes contradict themselves or end too early. */
  static Unreadable damaged(String reason) {
    return new Unreadable(reason, "Fetch the file again; it is damaged or incomplete.");
  }

  /** An honest writer of weights has no use for this. */
  static Unreadable hostile(String reason) {
    return new Unreadable(
        reason,
        "Do not open it with PyTorch either; fetch the weights from their publisher, and compare the checksum.");
  }

  /** Sound as it may be, this code does not read it. */
  static Unreadable foreign(String reason) {
    return new Unreadable(
        reason, "Save it again with torch.save(model.state_dict(), FILE), PyTorch 1.6 or later.");
  }

  BadInput of(String file) {
    return new BadInput("checkpoint " + file + ": " + getMessage(), remedy, this);
  }

  /** Text from the file, fit for one line of a message. */
  static String shown(String text) {
    String brief = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    return brief.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
