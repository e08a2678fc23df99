package silt.training.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * What {@code dataset.json} says of a dataset folder.
 *
 * @param format version of this layout; this code reads 1
 * @param name lower case, e.g. {@code hls-chips}
 * @param made by which command of what, in words
 * @param truth how a class came to be known, in words
 * @param bands of every chip, as {@link Band} names them; {@link #BANDS}
 * @param classes of every truth file, as {@link MaskClass} words them
 * @param licences of the pixels and of the truth
 * @param credits names that must be given with whatever is made of it
 * @param witnesses meaning and licence of each band of the witness files, by its name
 * @param notes what a reader must know before using it
 * @param teachers models that wrote soft labels into it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatasetCard(
    int format,
    String name,
    String made,
    String truth,
    List<String> bands,
    List<String> classes,
    List<String> licences,
    List<String> credits,
    Map<String, String> witnesses,
    List<String> notes,
    List<Teacher> teachers) {

  /** The layout that this code reads and writes. */
  public static final int FORMAT = 1;

  /** The bands of a chip, in the order of its file. */
  public static final List<Band> BANDS =
      List.of(Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);

  static final String FILE = "dataset.json";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * A model that wrote soft labels.
   *
   * @param level {@link Level#word} of the chips that it told of
   * @param knows the classes it tells of; of the others its labels say unknown
   * @param fold under which this dataset's own sites taught it, and only these were told of; null
   *     for one that learned elsewhere
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Teacher(
      String name,
      String sha256,
      String licence,
      String credit,
      String level,
      List<String> knows,
      String fold) {

    public Teacher {
      if (Stream.of(name, licence, credit, level).anyMatch(Objects::isNull)
          || knows == null
          || knows.isEmpty()) {
        throw new IllegalArgumentException(
            "a teacher has a name, a licence, a credit, a level and classes that it knows");
      }
      if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("teacher " + name + ": its sha256 is " + sha256);
      }
      knows = List.copyOf(knows);
    }
  }

  public DatasetCard {
    if (format != FORMAT) {
      throw new IllegalArgumentException("format must be " + FORMAT + ", not " + format);
    }
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be lower-case letters, digits, '.', '_', '-', not " + name);
    }
    made = made == null ? "" : made;
    truth = truth == null ? "" : truth;
    requireSame("bands", BANDS.stream().map(Band::name).toList(), bands);
    requireSame("classes", classWords(), classes);
    licences = copy(licences);
    if (licences.isEmpty()) {
      throw new IllegalArgumentException("licences must name at least one");
    }
    credits = copy(credits);
    notes = copy(notes);
    teachers = teachers == null ? List.of() : List.copyOf(teachers);
    witnesses = witnesses == null ? Map.of() : new TreeMap<>(witnesses);
  }

  /** A card of this layout, without teachers. */
  public static DatasetCard of(
      String name,
      String made,
      String truth,
      List<String> licences,
      List<String> credits,
      Map<String, String> witnesses,
      List<String> notes) {
    return new DatasetCard(
        FORMAT,
        name,
        made,
        truth,
        BANDS.stream().map(Band::name).toList(),
        classWords(),
        licences,
        credits,
        witnesses,
        notes,
        List.of());
  }

  private static void requireSame(String what, List<String> wanted, List<String> found) {
    if (!wanted.equals(found)) {
      throw new IllegalArgumentException(what + " must be " + wanted + ", not " + found);
    }
  }

  private static List<String> classWords() {
    return Arrays.stream(MaskClass.values()).map(MaskClass::word).toList();
  }

  private static List<String> copy(List<String> texts) {
    return texts == null ? List.of() : List.copyOf(texts);
  }

  /** The same with a note more. */
  public DatasetCard noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new DatasetCard(
        format, name, made, truth, bands, classes, licences, credits, witnesses, more, teachers);
  }

  /**
   * The same as taught by one more model, in the stead of another of its level; its credit joins
   * the others.
   */
  public DatasetCard taughtBy(Teacher teacher) {
    List<Teacher> now = new ArrayList<>(teachers);
    now.removeIf(before -> before.level().equals(teacher.level()));
    now.add(teacher);
    List<String> named = new ArrayList<>(credits);
    if (!named.contains(teacher.credit())) {
      named.add(teacher.credit());
    }
    return new DatasetCard(
        format, name, made, truth, bands, classes, licences, named, witnesses, notes, now);
  }

  static DatasetCard read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "dataset " + folder + ": " + FILE + " is missing",
          "Give a folder that silt dataset make or the scene simulator wrote.");
    }
    try {
      return MAPPER.readValue(file.toFile(), DatasetCard.class);
    } catch (JsonProcessingException unfit) {
      Throwable cause = unfit.getCause() == null ? unfit : unfit.getCause();
      String why = cause.getMessage().lines().findFirst().orElse("it is no JSON");
      throw new BadInput(
          file + ": " + why, "Mend it, or make the dataset anew with silt dataset make.", unfit);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  void write(Path folder) {
    Path file = folder.resolve(FILE);
    Path partial = folder.resolve("." + FILE + ".partial");
    try {
      Files.writeString(partial, MAPPER.writeValueAsString(this) + "\n");
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be written", failed);
    }
  }
}
