package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the catalogue says of the roles: least privilege, wherever somebody adds something. */
class RolesTest {

  private static DatabaseAddress owner;

  @BeforeAll
  static void aDatabase() {
    owner = PrivatePostgres.shared().freshDatabase();
  }

  @Test
  void noRoleOfTheServiceIsMoreThanItself() {
    assertThat(
            Ask.strings(
                owner,
                """
                select rolname from pg_roles
                where rolname like 'silt_%' and (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)
                union all
                select 'member of ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
                join pg_roles w on w.oid = m.member where w.rolname like 'silt_%'
                """))
        .isEmpty();
  }

  @Test
  void theReaderMayWriteNoTableAndNoColumn() {
    assertThat(
            Ask.strings(
                owner,
                """
                select c.relname from pg_class c
                where c.relnamespace = 'silt'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                  and (has_table_privilege('silt_reader', c.oid, 'insert, update, delete, truncate, references, trigger')
                       or has_any_column_privilege('silt_reader', c.oid, 'insert, update, references'))
                """))
        .isEmpty();
  }

  @Test
  void noFunctionThatRunsAsItsOwnerIsOpenToTheReaderOrToAnybody() {
    assertThat(
            Ask.strings(
                owner,
                """
                select p.proname from pg_proc p
                where p.pronamespace = 'silt'::regnamespace and p.prosecdef
                  and has_function_privilege('silt_reader', p.oid, 'execute')
                """))
        .isEmpty();
    assertThat(
            Ask.strings(
                owner,
                """
                select p.proname from pg_proc p
                where p.pronamespace = 'silt'::regnamespace and has_function_privilege('public', p.oid, 'execute')
                """))
        .isEmpty();
  }

  @Test
  void everyFunctionKnowsWhereItLooksForNames() {
    assertThat(
            Ask.strings(
                owner,
                """
                select p.proname from pg_proc p
                where p.pronamespace = 'silt'::regnamespace and p.prosqlbody is null
                  and not coalesce(array_to_string(p.proconfig, ',') ~ 'search_path=silt, public, pg_temp', false)
                """))
        .isEmpty();
  }

  @Test
  void everythingIsTheOwners() {
    assertThat(
            Ask.strings(
                owner,
                """
                select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
                where c.relnamespace = 'silt'::regnamespace and r.rolname <> 'silt_owner'
                union all
                select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner
                where p.pronamespace = 'silt'::regnamespace and r.rolname <> 'silt_owner'
                """))
        .isEmpty();
  }

  @Test
  void theReaderIsCutOffAndDoesNotHoldTransactionsOpen() {
    DatabaseAddress reader = PrivatePostgres.reader(owner);

    assertThat(Ask.one(reader, "show statement_timeout")).isEqualTo("1min");
    assertThat(Ask.one(reader, "show idle_in_transaction_session_timeout")).isEqualTo("10min");
    assertThat(Ask.one(reader, "show default_transaction_read_only")).isEqualTo("on");
    assertThatThrownBy(() -> Ask.run(reader, "set statement_timeout = '50ms'; select pg_sleep(20)"))
        .hasMessageContaining("statement timeout");
  }

  @Test
  void aFunctionThatIsOpenToTheReaderWritesNothing() {
    List<String> open =
        Ask.strings(
            owner,
            """
            select p.proname || ' ' || p.provolatile::text from pg_proc p
            where p.pronamespace = 'silt'::regnamespace and has_function_privilege('silt_reader', p.oid, 'execute')
            """);

    // PostgreSQL refuses to write within a function that is stable or immutable
    assertThat(open).isNotEmpty().allMatch(function -> function.matches(".* [si]"));
  }
}
