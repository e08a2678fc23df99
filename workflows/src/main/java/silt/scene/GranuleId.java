package silt.scene;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an HLS v2.0 granule, e.g. {@code HLS.S30.T60GVA.2024037T222549.v2.0}, and all that it
 * tells: sensor, MGRS tile and acquisition time. STAC items carry no tile or zone of their own.
 */
public record GranuleId(@JsonValue String text) {

  private static final Pattern FORM =
      Pattern.compile(
          "HLS\\.(L30|S30)\\.T((?:0[1-9]|[1-5]\\d|60)[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V])\\.(\\d{7}T\\d{6})\\.v2\\.0");
  private static final DateTimeFormatter ACQUIRED =
      DateTimeFormatter.ofPattern("yyyyDDD'T'HHmmss").withZone(ZoneOffset.UTC);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public GranuleId {
    if (text == null || !FORM.matcher(text).matches()) {
      throw refusal(text, null);
    }
    try {
      LocalDateTime.parse(part(text, 3), ACQUIRED);
    } catch (DateTimeParseException impossible) {
      throw refusal(text, impossible);
    }
  }

  private static BadInput refusal(String text, Exception cause) {
    return new BadInput(
        "granule id \"" + text + "\" is not the name of an HLS v2.0 granule",
        "Write it as HLS.<S30|L30>.T<tile>.<year><day of year>T<hhmmss>.v2.0,"
            + " e.g. HLS.S30.T60GVA.2024037T222549.v2.0.",
        cause);
  }

  public Sensor sensor() {
    return Sensor.valueOf(part(text, 1));
  }

  /** The MGRS tile without its leading T, e.g. {@code 60GVA}. */
  public String tile() {
    return part(text, 2);
  }

  /** The UTM zone, 1 to 60. */
  public int utmZone() {
    return Integer.parseInt(tile().substring(0, 2));
  }

  /**
   * The time in the name, UTC, to the second; overlapping tiles of one pass may differ a little.
   */
  public Instant acquiredAt() {
    return LocalDateTime.parse(part(text, 3), ACQUIRED).toInstant(ZoneOffset.UTC);
  }

  /** The name of a band's file, e.g. {@code HLS.S30.T60GVA.2024037T222549.v2.0.B8A.tif}. */
  public String fileName(Band band) {
    return text + "." + band.code(sensor()) + ".tif";
  }

  @Override
  public String toString() {
    return text;
  }

  private static String part(String text, int group) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("validated before: " + text);
    }
    return matcher.group(group);
  }
}
