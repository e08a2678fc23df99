package silt.db;

import de.bytefish.pgbulkinsert.pgsql.PgBinaryWriter;
import de.bytefish.pgbulkinsert.pgsql.handlers.BooleanValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.ByteArrayValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.DoubleValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.FloatValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.IValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.IntegerValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.LongValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.StringValueHandler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.locationtech.jts.geom.Geometry;

/** How the values of one column go into binary {@code COPY}, which converts nothing. */
final class StagedColumn {

  /** Times count microseconds from here. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private record Form<B>(String type, IValueHandler<B> handler, Function<Object, B> binary) {
    void write(PgBinaryWriter writer, Object value) {
      writer.write(handler, value == null ? null : binary.apply(value));
    }
  }

  private static final List<Form<?>> FORMS =
      List.of(
          new Form<>("bigint", new LongValueHandler<>(), value -> number(value).longValue()),
          new Form<>("integer", new IntegerValueHandler<>(), value -> number(value).intValue()),
          new Form<>("real", new FloatValueHandler<>(), value -> number(value).floatValue()),
          new Form<>(
              "double precision", new DoubleValueHandler<>(), value -> number(value).doubleValue()),
          new Form<>("boolean", new BooleanValueHandler(), Boolean.class::cast),
          new Form<>("text", new StringValueHandler(), Object::toString),
          new Form<>(
              "timestamptz",
              new LongValueHandler<>(),
              value -> EPOCH.until((Instant) value, ChronoUnit.MICROS)),
          new Form<>(
              "geometry", new ByteArrayValueHandler(), value -> Wkb.marked((Geometry) value)));

  private final Form<?> form;

  private StagedColumn(Form<?> form) {
    this.form = form;
  }

  /**
   * @param declaration name and type, as {@code create table} takes them
   */
  static StagedColumn declared(String declaration) {
    String type = declaration.strip().replaceFirst("\\S+\\s+", "");
    return new StagedColumn(
        FORMS.stream()
            .filter(form -> type.startsWith(form.type()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no binary form is known of " + declaration)));
  }

  void write(PgBinaryWriter writer, Object value) {
    form.write(writer, value);
  }

  private static Number number(Object value) {
    return (Number) value;
  }
}
