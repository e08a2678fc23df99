package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema as its database tells of itself: {@code db/SCHEMA.md} with every table, view and
 * function and their comments, and the description that PlantUML draws {@code db/schema.svg} from.
 */
final class SchemaDocument {

  private static final String HEAD =
      """
      # Schema

      Written from a database that the migrations made, by `db/write-schema`; a test tells when it is out of date. All of it lies in the
      schema `silt`. Query the views; the tables below them are where loading writes. `silt.current_observation` is the view to begin with.

      ![Tables and their foreign keys](schema.svg)

      """;

  private final DatabaseAddress owner;

  SchemaDocument(DatabaseAddress owner) {
    this.owner = owner;
  }

  String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    relations(page, "Views", "c.relkind = 'v'");
    functions(page);
    relations(page, "Tables", "c.relkind in ('r', 'p')");
    return page.toString();
  }

  private void relations(StringBuilder page, String title, String which) {
    page.append("## ").append(title).append("\n\n");
    for (List<String> relation :
        rows(
            """
            select c.relname, obj_description(c.oid, 'pg_class') from pg_class c
            where c.relnamespace = 'silt'::regnamespace and not c.relispartition
              and c.relname <> 'flyway_schema_history' and %s order by 1
            """
                .formatted(which))) {
      String name = relation.get(0);
      page.append("### ").append(name).append("\n\n").append(relation.get(1)).append(".\n\n");
      page.append("| column | type | null | |\n| --- | --- | --- | --- |\n");
      for (List<String> column :
          rows(
              """
              select a.attname, format_type(a.atttypid, a.atttypmod),
                     case when c.relkind = 'v' or a.attnotnull then '' else 'may be' end,
                     col_description(c.oid, a.attnum)
              from pg_class c join pg_attribute a on a.attrelid = c.oid
              where c.oid = 'silt.%s'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
              """
                  .formatted(name))) {
        page.append("| ")
            .append(
                String.join(" | ", column.stream().map(text -> text.replace("|", "\\|")).toList()))
            .append(" |\n");
      }
      page.append('\n');
      for (List<String> constraint :
          rows(
              """
              select pg_get_constraintdef(oid) from pg_constraint
              where conrelid = 'silt.%s'::regclass and contype in ('p', 'u', 'f', 'c') order by contype desc, 1
              """
                  .formatted(name))) {
        page.append("- `").append(constraint.get(0).replaceAll("\\s+", " ")).append("`\n");
      }
      List<List<String>> indexes =
          rows(
              """
              select regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '') from pg_index
              where indrelid = 'silt.%s'::regclass
                and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
              order by 1
              """
                  .formatted(name));
      indexes.forEach(index -> page.append("- index `").append(index.get(0)).append("`\n"));
      page.append('\n');
    }
  }

  private void functions(StringBuilder page) {
    page.append("## Functions\n\nThose that a reader may ask.\n\n");
    for (List<String> function :
        rows(
            """
            select p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), obj_description(p.oid, 'pg_proc')
            from pg_proc p
            where p.pronamespace = 'silt'::regnamespace and has_function_privilege('silt_reader', p.oid, 'execute')
            order by 1, 2
            """)) {
      page.append("### ").append(function.get(0)).append("\n\n");
      page.append(function.get(3)).append(".\n\n```sql\n");
      page.append(
          "silt.%s(%s)\n  returns %s\n```\n\n"
              .formatted(
                  function.get(0),
                  function.get(1),
                  function.get(2).replace("TABLE(", "table (").replace(", ", ",\n    ")));
    }
  }

  /** Tables with the columns that keys are made of, and an arrow for each foreign key. */
  String diagram() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (List<String> row :
        rows(
            """
            select c.relname,
                   case when exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary
                                     and a.attnum = any (i.indkey[0:i.indnkeyatts - 1])) then '*' else '' end
                   || a.attname || ' : ' || format_type(a.atttypid, a.atttypmod)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'silt'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              and c.relname <> 'flyway_schema_history'
              and exists (select from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f')
                          and a.attnum = any (k.conkey))
            order by c.relname, a.attnum
            """)) {
      columns.computeIfAbsent(row.get(0), unused -> new ArrayList<>()).add(row.get(1));
    }
    StringBuilder drawn =
        new StringBuilder(
            "@startuml\n!pragma layout smetana\nhide circle\nhide methods\nskinparam linetype polyline\n"
                + "skinparam defaultFontName SansSerif\nleft to right direction\n");
    columns.forEach(
        (table, keys) -> {
          drawn.append("entity ").append(table).append(" {\n");
          keys.forEach(key -> drawn.append("  ").append(key).append('\n'));
          drawn.append("}\n");
        });
    for (List<String> key :
        rows(
            """
            select distinct r.relname, c.relname
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
            where k.contype = 'f' and c.relnamespace = 'silt'::regnamespace and not c.relispartition
              and not r.relispartition and c.oid <> r.oid order by 1, 2
            """)) {
      drawn.append(key.get(0)).append(" ||--o{ ").append(key.get(1)).append('\n');
    }
    return drawn.append("@enduml\n").toString();
  }

  private List<List<String>> rows(String question) {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      List<List<String>> found = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(rows.getString(column));
        }
        found.add(row);
      }
      return found;
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }
}
