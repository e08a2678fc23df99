package silt.mask.forms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this machine's processor computes fast. A form that it would only imitate is work for other
 * hosts.
 *
 * @param features of the processor, as Linux names them; empty where that is unknown
 */
public record Host(Set<String> features) {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** Any of these multiplies bfloat16 in hardware: AVX-512, AMX, Arm. */
  private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

  public Host {
    features = Set.copyOf(features);
  }

  /** This machine. */
  public static Host here() {
    try {
      return of(Files.isReadable(PROCESSOR) ? Files.readString(PROCESSOR) : "");
    } catch (IOException unreadable) {
      return new Host(Set.of());
    }
  }

  /** The machine of a {@code /proc/cpuinfo}. */
  static Host of(String processors) {
    Set<String> features = new TreeSet<>();
    processors
        .lines()
        .filter(line -> line.matches("(flags|Features)\\s*:.*"))
        .findFirst()
        .ifPresent(
            line ->
                features.addAll(Arrays.asList(line.replaceFirst(".*?:", "").trim().split(" "))));
    return new Host(features);
  }

  /** Whether the processor computes in this form itself. */
  public boolean computes(NumericForm form) {
    return form == NumericForm.F32 || features.stream().anyMatch(BFLOAT16::contains);
  }

  /** In a few words: what it computes bfloat16 with. */
  public String describe() {
    return features.stream()
        .filter(BFLOAT16::contains)
        .sorted()
        .reduce((one, other) -> one + ", " + other)
        .map(found -> "bf16 by " + found)
        .orElse("no bf16 (none of avx512_bf16, amx_bf16, bf16)");
  }
}
