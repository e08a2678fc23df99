package silt.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import silt.scene.BadInput;

/** Files that would harm who opens them with PyTorch, or that lie about what they hold. */
class HostileCheckpointTest {

  private static final List<Long> TWO = List.of(2L);
  private static final List<Long> ONE = List.of(1L);

  @TempDir private Path folder;

  /** A state_dict that is sound, so that nothing but the oddity is a reason to refuse. */
  private static Pickled sound() {
    return Pickled.start().codes('}').text("weight").tensor("0", 2, TWO, ONE).codes('s');
  }

  private static TorchFile file(byte[] pickle) {
    return TorchFile.of(pickle).with("archive/data/0", TorchFile.bytes(1, 2));
  }

  private void refused(TorchFile file, String... reasons) {
    Path written = file.write(folder.resolve("evil.pth.tar"));
    assertThatThrownBy(() -> Checkpoint.open(written).close())
        .isInstanceOfSatisfying(
            BadInput.class,
            refusal -> {
              assertThat(refusal.getMessage())
                  .contains("evil.pth.tar")
                  .contains(reasons)
                  .hasLineCount(1);
              assertThat(refusal.remedy()).endsWith(".").hasLineCount(1);
            });
  }

  @Test
  void withoutTheOddityTheFileIsRead() throws IOException {
    Path written = file(sound().end()).write(folder.resolve("sound.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(written)) {
      assertThat(checkpoint.floats("weight")).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "nt, system",
    "subprocess, Popen",
    "subprocess, check_output",
    "builtins, eval",
    "builtins, exec",
    "builtins, getattr",
    "__builtin__, __import__",
    "builtins, open",
    "importlib, import_module",
    "runpy, run_path",
    "pty, spawn",
    "socket, socket",
    "ctypes, CDLL",
    "pickle, loads",
    "operator, attrgetter",
    "webbrowser, open",
    "shutil, rmtree",
    "pip._internal, main",
    "torch, load",
    "torch.hub, load",
    "torch.jit, load",
    "torch.utils.cpp_extension, load_inline",
    "torch._dynamo, optimize",
    "torch.storage, _load_from_bytes",
    "numpy, load",
    "numpy.testing._private.utils, runstring",
    "functools, reduce",
    "copyreg, add_extension",
    "types, FunctionType",
    "torch.nn.modules.module, torch.os.system",
    "my.own, os.system"
  })
  void aNameThatActsOnTheMachineIsRefusedHoweverItIsUsed(String module, String name) {
    String reason = "names " + module + "." + name + ", which no weights need";
    String argument = "touch " + folder.resolve("touched");
    Pickled root = Pickled.start();
    refused(file(root.call(module, name, argument).end()), reason);
    refused(file(sound().text("x").call(module, name, argument).codes('s').end()), reason);
    refused(file(sound().global(module, name).codes(')', 0x81, '0').end()), reason);
    refused(file(sound().global(module, name).codes(')', '}', 0x92, '0').end()), reason);
    refused(file(sound().text(module).text(name).codes(0x93, '0').end()), reason);
    refused(file(sound().codes(')').global(module, name).codes('b').end()), reason);
    assertThat(folder.resolve("touched")).doesNotExist();
  }

  @Test
  void whatIsUnknownDoesNothing() throws IOException {
    byte[] pickle =
        Pickled.start()
            .codes('}')
            .text("config")
            .call("my.own.settings", "Config", "touch")
            .codes('}', 'b', 's')
            .text("state_dict")
            .codes('}')
            .text("weight")
            .tensor("0", 2, TWO, ONE)
            .codes('s', 's')
            .end();
    Path written = file(pickle).write(folder.resolve("own.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(written)) {
      assertThat(checkpoint.shapes()).containsOnlyKeys("weight");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aPickleThatIsNoneIsRefused(String oddity, byte[] pickle, String reason) {
    refused(file(pickle), reason);
  }

  static Stream<Arguments> aPickleThatIsNoneIsRefused() {
    byte[] whole = sound().end();
    byte[] long4 = sound().codes(0x8b).int4(Integer.MAX_VALUE).end();
    byte[] far = {-1, -1, -1, -1, -1, -1, -1, 127};
    byte[] negative = {-1, -1, -1, -1, -1, -1, -1, -1};
    byte[] nameOfMegabytes =
        Pickled.start().codes('c').raw(new byte[1 << 20]).codes('\n', '\n').end();
    return Stream.of(
        Arguments.of("empty", new byte[0], "its pickle ends at byte 0"),
        Arguments.of("text", TorchFile.ascii("(dp0\n."), "of protocol 0 or 1"),
        Arguments.of("future", new byte[] {(byte) 0x80, 9, '.'}, "of protocol 9"),
        Arguments.of("truncated", Arrays.copyOf(whole, whole.length / 2), "its pickle ends"),
        Arguments.of("without an end", sound().unfinished(), "its pickle ends"),
        Arguments.of("INST", sound().codes('(', 'i').end(), "code 0x69"),
        Arguments.of("OBJ", sound().codes('(', 'o').end(), "code 0x6f"),
        Arguments.of("EXT1", sound().codes(0x82, 1).end(), "code 0x82"),
        Arguments.of("out-of-band buffer", sound().codes(0x97).end(), "code 0x97"),
        Arguments.of("giant number", long4, "a number of 2147483647 bytes"),
        Arguments.of("giant text", sound().codes('X').int4(-1).end(), "4294967295 more"),
        Arguments.of("giant bytes", sound().codes(0x8e).raw(far).end(), "more are claimed"),
        Arguments.of("endless bytes", sound().codes(0x8e).raw(negative).end(), "are claimed"),
        Arguments.of("giant frame", sound().codes(0x95).raw(far).end(), "more are claimed"),
        Arguments.of("endless name", nameOfMegabytes, "a name of over 256 bytes"),
        Arguments.of("no name", Pickled.start().global("a b", "c").end(), "which is no name"),
        Arguments.of("name of two lines", named("os\nrm", "x"), "which is no name"),
        Arguments.of("nothing to take", Pickled.start().codes('0').end(), "where there is none"),
        Arguments.of("no mark", Pickled.start().codes('t').end(), "a mark that it did not set"),
        Arguments.of("below a mark", Pickled.start().codes('N', '(', 0x85).end(), "there is none"),
        Arguments.of("nothing remembered", sound().codes('h', 7).end(), "did not remember"),
        Arguments.of("left over", Pickled.start().codes('N', '}').end(), "values left over"),
        Arguments.of("call of a text", sound().text("f").codes(')', 'R').end(), "no name"),
        Arguments.of("append to a text", sound().text("f").codes('N', 'a').end(), "no list"),
        Arguments.of("odd items", sound().codes('(', 'N', 'u').end(), "no dictionary"),
        Arguments.of("foreign reference", sound().text("f").codes('Q').end(), "no storage"),
        Arguments.of("a list", Pickled.start().codes(']').end(), "no dictionary"),
        Arguments.of("no tensors", Pickled.start().codes('}').end(), "no state_dict"));
  }

  private static byte[] named(String module, String name) {
    return Pickled.start().text(module).text(name).codes(0x93).end();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aTensorThatClaimsMoreThanThereIsIsRefused(String oddity, Pickled tensor, String reason) {
    refused(file(tensor.codes('s').end()), reason);
  }

  static Stream<Arguments> aTensorThatClaimsMoreThanThereIsIsRefused() {
    long huge = 1L << 40;
    List<Long> far = List.of(Long.MAX_VALUE / 2);
    return Stream.of(
        Arguments.of("shape", weight("0", 2, 0, List.of(3L), ONE), "claims more than"),
        Arguments.of("stride", weight("0", 2, 0, TWO, TWO), "claims more than"),
        Arguments.of("offset", weight("0", 2, 1, TWO, ONE), "claims more than"),
        Arguments.of("before", weight("0", 2, -1, TWO, ONE), "offset -1"),
        Arguments.of("backwards", weight("0", 2, 0, TWO, List.of(-1L)), "strides [-1]"),
        Arguments.of("negative", weight("0", 2, 0, List.of(-2L), ONE), "shape [-2]"),
        Arguments.of("dimensions", weight("0", 2, 0, TWO, List.of(1L, 1L)), "strides [1, 1]"),
        Arguments.of("expanded", weight("0", 2, 0, List.of(huge), List.of(0L)), "claims more"),
        Arguments.of("overflow", weight("0", 2, 0, List.of(huge, huge), TWO2), "claims more"),
        Arguments.of("far stride", weight("0", 2, 0, List.of(9L), far), "claims more than"),
        Arguments.of("storage", weight("0", 3, 0, TWO, ONE), "and has 8 bytes"),
        Arguments.of("half storage", weight("0", 1, 0, ONE, ONE), "and has 8 bytes"),
        Arguments.of("negative storage", weight("0", -2, 0, TWO, ONE), "claims -2 numbers"),
        Arguments.of("no storage", weight("7", 2, 0, TWO, ONE), "data/7 claims 2 numbers"),
        Arguments.of("elsewhere", weight("../../0", 2, 0, TWO, ONE), "from ../../0"));
  }

  private static final List<Long> TWO2 = List.of(2L, 2L);

  private static Pickled weight(
      String key, long stored, long offset, List<Long> shape, List<Long> strides) {
    return Pickled.start()
        .codes('}')
        .text("weight")
        .tensor("FloatStorage", key, stored, offset, shape, strides);
  }

  @Test
  void nestingAndContainersThatHoldThemselvesExhaustNothing() throws IOException {
    Pickled odd = Pickled.start().codes('}').text("deep").codes('N');
    for (int i = 0; i < 100_000; i++) {
      odd.codes(0x85);
    }
    // a list that holds itself, as a key too; then sixty lists, each twice the one before
    odd.codes('s').codes(']', 'q', 0, 'h', 0, 'a', 'h', 0, 's');
    odd.text("laughs").codes(']', 'q', 1);
    for (int i = 0; i < 60; i++) {
      odd.codes('0', ']', 'h', 1, 'a', 'h', 1, 'a', 'q', 1);
    }
    odd.codes('s').text("state_dict").codes('}').text("weight").tensor("0", 2, TWO, ONE);
    Path written = file(odd.codes('s', 's').end()).write(folder.resolve("odd.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(written)) {
      assertThat(checkpoint.shapes()).containsOnlyKeys("weight");
    }
  }

  @Test
  void anEndlesslyWrappedOrLongNameIsRefused() {
    String name = "module.".repeat(100_000) + "weight";
    byte[] pickle = Pickled.start().codes('}').text(name).tensor("0", 2, TWO, ONE).codes('s').end();
    refused(file(pickle), "names a tensor module.module.");
  }

  @Test
  void aNameCannotForgeALineOfTheRefusal() {
    byte[] pickle = sound().text("x\nsilt: all is well\u001b[2J").codes('N', 's').end();
    refused(file(pickle), "names a tensor x?silt: all is well?[2J");
  }

  @Test
  void aZipThatPlaysTricksIsRefused() {
    byte[] pickle = sound().end();
    refused(file(pickle).with("archive/../../etc/passwd", new byte[1]), "/../../etc/passwd");
    refused(file(pickle).with("/etc/passwd", new byte[1]), "holds \"/etc/passwd\"");
    refused(file(pickle).with("archive\\x", new byte[1]), "archive\\x");
    refused(file(pickle).with("loose", new byte[1]), "holds \"loose\"");
    refused(file(pickle).with("other/data.pkl", pickle), "more than one folder");
    refused(new TorchFile().with("archive/version", new byte[1]), "no data.pkl");
    refused(file(pickle).with("archive/byteorder", TorchFile.ascii("middle")), "\"middle\"");
    refused(file(pickle).with("archive/byteorder", new byte[99]), "byteorder has 99 bytes");
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() {
    refused(TorchFile.of(new byte[1 << 20]).compressed(), "data.pkl is compressed");
    refused(TorchFile.of(new byte[(2 << 20) + 1]), "data.pkl has 2097153 bytes");
  }

  @Test
  void aRecordThatIsThereTwiceIsRefused() throws IOException {
    Path written =
        file(sound().end()).with("archive/Data.pkl", sound().end()).write(folder.resolve("evil"));
    String bytes = Files.readString(written, StandardCharsets.ISO_8859_1);
    Files.writeString(
        written, bytes.replace("/Data.pkl", "/data.pkl"), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Checkpoint.open(written).close())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("archive/data.pkl twice");
  }
}
