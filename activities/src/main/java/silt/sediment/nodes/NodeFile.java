package silt.sediment.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.locationtech.jts.geom.Point;
import silt.raster.VectorFile;
import silt.raster.VectorFile.VectorFeature;
import silt.scene.BadInput;

/** Reads nodes from a table with longitudes and latitudes, or from a vector file of points. */
public final class NodeFile {

  private static final List<String> IDS = List.of("node_id", "id");
  private static final List<String> LONGITUDES = List.of("longitude", "lon");
  private static final List<String> LATITUDES = List.of("latitude", "lat");

  private final Path file;
  private final List<RiverNode> nodes = new ArrayList<>();
  private final Map<String, String> seen = new HashMap<>();

  private NodeFile(Path file) {
    this.file = file;
  }

  /**
   * The nodes of a file, in its order.
   *
   * @param file {@code .csv} with columns {@code node_id} (or {@code id}), {@code longitude}
   *     ({@code lon}) and {@code latitude} ({@code lat}), degrees of WGS 84; any other name is a
   *     vector file of points with a {@code node_id} or {@code id}
   * @throws BadInput naming the first row that is no node, or two that share an id
   */
  public static List<RiverNode> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "nodes " + file + ": there is no such file", "Give a table or a vector file of points.");
    }
    NodeFile reading = new NodeFile(file);
    if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      reading.table();
    } else {
      reading.features();
    }
    if (reading.nodes.isEmpty()) {
      throw new BadInput("nodes " + file + " holds no node", "Give a file with some.");
    }
    return reading.nodes;
  }

  private void table() {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (Reader in = reader();
        CSVParser rows = format.parse(in)) {
      List<String> header = rows.getHeaderNames();
      String id = column(header, IDS);
      String longitude = column(header, LONGITUDES);
      String latitude = column(header, LATITUDES);
      for (CSVRecord row : rows) {
        String place = "line " + rows.getCurrentLineNumber();
        if (!row.isConsistent()) {
          throw new BadInput(
              "nodes %s: %s has %d fields, its header %d"
                  .formatted(file, place, row.size(), header.size()),
              "Separate fields by commas; decimals take a point.");
        }
        add(
            place,
            row.get(id),
            degrees(place, longitude, row.get(longitude)),
            degrees(place, latitude, row.get(latitude)));
      }
    } catch (IllegalArgumentException twice) {
      throw new BadInput(
          "nodes " + file + ": its header is none: " + twice.getMessage(),
          "Give it node_id, longitude and latitude.",
          twice);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  /**
   * Behind the mark that spreadsheets put first, which would be part of the first column's name.
   */
  private Reader reader() throws IOException {
    BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    in.mark(1);
    if (in.read() != '\ufeff') {
      in.reset();
    }
    return in;
  }

  private String column(List<String> header, List<String> names) {
    Optional<String> found =
        names.stream()
            .flatMap(name -> header.stream().filter(field -> field.equalsIgnoreCase(name)))
            .findFirst();
    return found.orElseThrow(
        () ->
            new BadInput(
                "nodes " + file + ": no column is called " + String.join(" or ", names),
                "Its columns are " + String.join(", ", header) + "; rename one."));
  }

  private double degrees(String place, String column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      throw new BadInput(
          "nodes %s: %s: its %s is \"%s\", no number of degrees"
              .formatted(file, place, column, text),
          "Write decimal degrees with a point, e.g. 174.925.",
          notANumber);
    }
  }

  private void features() {
    List<VectorFeature> features = VectorFile.read(file);
    for (int nr = 1; nr <= features.size(); nr++) {
      VectorFeature feature = features.get(nr - 1);
      String place = "feature " + nr;
      if (!(feature.lonLat() instanceof Point point) || point.isEmpty()) {
        throw new BadInput(
            "nodes " + file + ": " + place + " is no point", "Give a vector file of points.");
      }
      String id =
          IDS.stream()
              .map(name -> feature.attributes().get(name))
              .filter(text -> text != null && !text.isBlank())
              .findFirst()
              .orElse("");
      add(place, id, point.getX(), point.getY());
    }
  }

  private void add(String place, String id, double longitude, double latitude) {
    if (id.isBlank()) {
      throw new BadInput(
          "nodes " + file + ": " + place + " has no node_id", "Give every node an id of its own.");
    }
    String before = seen.put(id.strip(), place);
    if (before != null) {
      throw new BadInput(
          "nodes %s: %s and %s share the id %s".formatted(file, before, place, id),
          "Give every node an id of its own.");
    }
    try {
      nodes.add(new RiverNode(id.strip(), longitude, latitude));
    } catch (IllegalArgumentException nowhere) {
      throw new BadInput(
          "nodes " + file + ": " + place + " (" + id + "): " + nowhere.getMessage(),
          "Give degrees of WGS 84; longitude and latitude may be swapped.",
          nowhere);
    }
  }
}
