package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/backup} and {@code deploy/restore}: all that silt knows is there again, and works.
 */
@Tag("slow")
class BackupTest {

  /** Everything that is not a row: who may do what, and what stands about it. */
  private static final String CATALOGUE =
      """
      select format('%s %s of %s: %s; %s', c.relkind, c.relname, c.relowner::regrole,
                    (select string_agg(a::text, ' ' order by a::text) from unnest(c.relacl) a),
                    concat_ws('; ', obj_description(c.oid, 'pg_class'), pg_get_expr(c.relpartbound, c.oid)))
      from pg_class c where c.relnamespace = 'silt'::regnamespace
      union all
      select format('column %s.%s %s %s: %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attacl,
                    col_description(attrelid, attnum))
      from pg_attribute join pg_class c on c.oid = attrelid
      where c.relnamespace = 'silt'::regnamespace and attnum > 0 and not attisdropped
        and c.relkind in ('r', 'p', 'v', 'm')
      union all
      select format('function %s of %s, definer %s, %s: %s; %s', p.oid::regprocedure, p.proowner::regrole, p.prosecdef, p.proconfig,
                    (select string_agg(a::text, ' ' order by a::text) from unnest(p.proacl) a), md5(p.prosrc))
      from pg_proc p where p.pronamespace = 'silt'::regnamespace
      union all
      select format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'silt'::regnamespace
      union all
      select format('trigger %s on %s', tgname, tgrelid::regclass) from pg_trigger where not tgisinternal
      union all
      select format('by default %s: %s', defaclobjtype, defaclacl) from pg_default_acl
      union all
      select format('migration %s %s', version, checksum) from silt.flyway_schema_history
      order by 1
      """;

  @TempDir private static Path folder;
  private static DatabaseAddress kept;
  private static DatabaseAddress restored;

  @BeforeAll
  static void aBackupRestored() throws IOException {
    kept = PrivatePostgres.shared().freshDatabase();
    Psql.run(kept, Files.readString(Path.of("cookbook/basin.sql")), "-1");
    Psql.Ended backup = script("backup", folder.resolve("good").toString());
    assertThat(backup.ended()).as(backup.said()).isZero();
    Psql.Ended restore = script("restore", folder.resolve("good").toString(), "--into", "restored");
    assertThat(restore.ended()).as(restore.said()).isZero();
    restored = kept.in("restored");
    // what deploy/silt setup does
    Bootstrap.prepare(PrivatePostgres.shared().superuser(), "restored", PrivatePostgres.PASSWORDS);
    assertThat(Migrations.migrate(restored)).isZero();
  }

  private static Psql.Ended script(String name, String... arguments) {
    return Psql.run(
        Stream.concat(Stream.of("../deploy/" + name), Stream.of(arguments)).toList(),
        Map.of(
            "SILT_HOME",
            folder.resolve("home").toString(),
            "SILT_DB_URL",
            kept.jdbcUrl(),
            "PGPASSWORD",
            PrivatePostgres.PASSWORDS.owner()));
  }

  @Test
  void everyRowIsThere() {
    TablesCompared compared =
        new TablesCompared(PrivatePostgres.reader(kept), PrivatePostgres.reader(restored));

    assertThat(compared.differences()).isEmpty();
    assertThat(compared.rows()).isGreaterThan(10_000);
    for (String table : List.of("sample", "gauge", "gauge_zone", "discharge", "event")) {
      assertThat(Ask.count(restored, "silt." + table)).isEqualTo(Ask.count(kept, "silt." + table));
    }
  }

  @Test
  void rolesPartitionsFunctionsCommentsAndMigrationsAreThoseOfBefore() {
    assertThat(Ask.strings(restored, CATALOGUE))
        .hasSizeGreaterThan(300)
        .containsExactlyElementsOf(Ask.strings(kept, CATALOGUE));
    assertThat(Ask.one(PrivatePostgres.reader(restored), "show statement_timeout"))
        .isEqualTo("1min");
    assertThatThrownBy(
            () ->
                Ask.run(
                    PrivatePostgres.reader(restored), "begin read write; delete from silt.event"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void loadingGoesOnInAYearOfItsOwn() {
    try (Database database = Database.open(PrivatePostgres.writer(restored), 2)) {
      Migrations.check(database);
      SceneRow scene = World.scene("S30", "33UUP", Instant.parse("2025-03-02T10:10:31Z"), 1);
      new Scenes(database).upsert(List.of(scene));
      long zone =
          new ZoneSets(database).zonesWithin("reaches", World.box(12, 48, 13, 49)).get(0).id();

      Recorded recorded =
          new SceneRuns(database)
              .record(
                  World.run(scene, "one", "OBSERVED"),
                  World.inputs(),
                  List.of(new ZoneResults("reaches", List.of(World.seen(zone, 20, 300)))));

      assertThat(recorded.written()).isEqualTo(1);
      assertThat(
              Ask.one(
                  PrivatePostgres.reader(restored),
                  "select count(*) from silt.current_observation where acquired_at >= '2025-01-01'"))
          .isEqualTo("1");
    }
  }

  @Test
  void aDatabaseThatIsThereIsNeverTouched() {
    Psql.Ended again =
        script("restore", folder.resolve("good").toString(), "--into", kept.database());

    assertThat(again.ended()).isEqualTo(2);
    assertThat(again.said()).contains("the database " + kept.database() + " is there already");
  }

  @Test
  void aFolderThatIsThereIsNotWrittenOver() throws IOException {
    Psql.Ended again = script("backup", folder.toString());

    assertThat(again.ended()).isEqualTo(2);
    assertThat(again.said()).contains(folder + " is there already");
  }

  @Test
  void ofABrokenBackupNoHalfADatabaseStays() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    try (Stream<Path> files = Files.list(folder.resolve("good"))) {
      for (Path file : files.toList()) {
        if (file.endsWith("toc.dat")) {
          Files.copy(file, broken.resolve(file.getFileName()));
        }
      }
    }

    Psql.Ended restore = script("restore", broken.toString(), "--into", "of_broken");

    assertThat(restore.ended()).isNotZero();
    assertThat(restore.said()).contains("the half of of_broken was removed");
    assertThat(
            Ask.strings(
                PrivatePostgres.shared().superuser(),
                "select datname from pg_database where datname = 'of_broken'"))
        .isEmpty();
  }
}
