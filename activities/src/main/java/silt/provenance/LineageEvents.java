package silt.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import silt.db.InputRow;
import silt.db.ModelRow;
import silt.db.Provenance;
import silt.db.RasterRow;
import silt.db.SceneRunRow;

/**
 * What made a scene's results as OpenLineage 2.0.2 run events: a START and the end of each run. A
 * file's or a model's sha256 is the version of its dataset; the rows are datasets by the table's
 * name and their zone set.
 */
public final class LineageEvents {

  private static final String NAMESPACE = "silt";
  private static final String TABLE = "silt.observation";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final OpenLineage words;
  private final String database;
  private final String product;

  /**
   * @param producer the build that tells, as a URI
   * @param database where the rows are, e.g. {@code postgres://host:5432/silt}
   * @param product only runs under this one; {@code null} for all
   */
  public LineageEvents(URI producer, String database, String product) {
    this.words = new OpenLineage(producer);
    this.database = database;
    this.product = product;
  }

  /** A line of JSON for each event, in the order of their times within a run. */
  public List<String> of(Provenance.OfGranule granule) {
    List<String> lines = new ArrayList<>();
    for (Provenance.OfScene scene : granule.revisions()) {
      for (Provenance.OfRun made : scene.runs()) {
        if (product == null || product.equals(made.run().product())) {
          lines.add(json(event(scene, made, EventType.START, made.run().startedAt())));
          lines.add(json(event(scene, made, ending(made.run()), made.run().finishedAt())));
        }
      }
    }
    return lines;
  }

  private static String json(OpenLineage.RunEvent event) {
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("the model of OpenLineage is JSON", impossible);
    }
  }

  private static EventType ending(SceneRunRow run) {
    if (SceneRunRow.CONCLUDED.contains(run.outcome())) {
      return EventType.COMPLETE;
    }
    return run.outcome().equals("CANCELLED") ? EventType.ABORT : EventType.FAIL;
  }

  private OpenLineage.RunEvent event(
      Provenance.OfScene scene, Provenance.OfRun made, EventType type, Instant at) {
    boolean begins = type == EventType.START;
    return words
        .newRunEventBuilder()
        .eventType(type)
        .eventTime(at.atZone(ZoneOffset.UTC))
        .run(words.newRunBuilder().runId(runId(made.run())).facets(runFacets(made, type)).build())
        .job(
            words
                .newJobBuilder()
                .namespace(NAMESPACE)
                .name("scene/" + scene.scene().granuleId() + "/" + made.run().product())
                .facets(
                    words
                        .newJobFacetsBuilder()
                        .jobType(words.newJobTypeJobFacet("BATCH", "SILT", "JOB", null))
                        .build())
                .build())
        .inputs(inputs(scene, made))
        .outputs(begins ? List.of() : outputs(made))
        .build();
  }

  /**
   * Temporal's own run id, which is a UUID; where there is none, one of what identifies the run.
   */
  static UUID runId(SceneRunRow run) {
    String id = String.valueOf(run.origin().runId());
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOne) {
      String key = run.granuleId() + "/r" + run.revision() + "/" + run.product() + "/" + id;
      return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }
  }

  private OpenLineage.RunFacets runFacets(Provenance.OfRun made, EventType type) {
    OpenLineage.RunFacetsBuilder facets = words.newRunFacetsBuilder();
    String version = made.run().origin().buildVersion();
    if (version != null) {
      facets.processing_engine(
          words.newProcessingEngineRunFacet(
              version, "silt, commit " + made.run().origin().gitCommit(), null));
    }
    if (type == EventType.FAIL || type == EventType.ABORT) {
      String reason = made.run().reason();
      facets.errorMessage(
          words.newErrorMessageRunFacet(
              made.run().outcome() + (reason == null ? "" : ": " + reason), "Java", null));
    }
    return facets.build();
  }

  private List<OpenLineage.InputDataset> inputs(Provenance.OfScene scene, Provenance.OfRun made) {
    List<OpenLineage.InputDataset> inputs = new ArrayList<>();
    for (InputRow input : scene.inputs()) {
      inputs.add(input(Place.of(input.uri()), input.sha256()));
    }
    for (ModelRow model : List.of(made.product().mask(), made.product().ssc())) {
      inputs.add(input(new Place(NAMESPACE, "model/" + model.name()), model.sha256()));
    }
    return inputs;
  }

  private OpenLineage.InputDataset input(Place place, String sha256) {
    return words
        .newInputDatasetBuilder()
        .namespace(place.namespace())
        .name(place.name())
        .facets(version(sha256))
        .build();
  }

  private List<OpenLineage.OutputDataset> outputs(Provenance.OfRun made) {
    List<OpenLineage.OutputDataset> outputs = new ArrayList<>();
    Stream.of(made.run().mask(), made.run().ssc(), made.run().quality())
        .filter(raster -> raster != null)
        .map(this::output)
        .forEach(outputs::add);
    for (Provenance.OfZoneSet set : made.zoneSets()) {
      outputs.add(
          words
              .newOutputDatasetBuilder()
              .namespace(database)
              .name(TABLE + "/" + set.name())
              .facets(version(set.digest()))
              .outputFacets(
                  words
                      .newOutputDatasetOutputFacetsBuilder()
                      .outputStatistics(
                          words.newOutputStatisticsOutputDatasetFacet(
                              set.observations(), null, null))
                      .build())
              .build());
    }
    return outputs;
  }

  private OpenLineage.OutputDataset output(RasterRow raster) {
    Place place = Place.of(raster.uri());
    return words
        .newOutputDatasetBuilder()
        .namespace(place.namespace())
        .name(place.name())
        .facets(version(raster.sha256()))
        .outputFacets(
            words
                .newOutputDatasetOutputFacetsBuilder()
                .outputStatistics(
                    words.newOutputStatisticsOutputDatasetFacet(null, raster.bytes(), null))
                .build())
        .build();
  }

  private OpenLineage.DatasetFacets version(String sha256) {
    return words
        .newDatasetFacetsBuilder()
        .version(words.newDatasetVersionDatasetFacet(sha256))
        .build();
  }

  /** A URI as OpenLineage's rules for names take it apart: its scheme and host, and its path. */
  private record Place(String namespace, String name) {

    static Place of(String uri) {
      URI parsed = URI.create(uri);
      String host = parsed.getRawAuthority();
      return new Place(
          host == null ? parsed.getScheme() : parsed.getScheme() + "://" + host,
          parsed.getRawPath().replaceFirst("^/(?=.)", host == null ? "/" : ""));
    }
  }
}
