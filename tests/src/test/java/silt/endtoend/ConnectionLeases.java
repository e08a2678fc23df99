package silt.endtoend;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The leases of connections to the archive's hosts, as an installation's database has them. */
final class ConnectionLeases {

  private final Installation installation;
  private final Set<Long> holders = new HashSet<>();
  private long most;

  ConnectionLeases(Installation installation) {
    this.installation = installation;
  }

  /** In another's name, so that nobody may connect to any host. */
  void takeAll(int ofEachHost) {
    for (String url : installation.archive().urls().byName().values()) {
      String host = url.replaceFirst("https?://([^/]*).*", "$1");
      for (int place = 1; place <= ofEachHost; place++) {
        installation.write(
            """
            insert into silt.host_connection (place, held_until, held_since, held_by)
            values ('%s/%d', now() + interval '1 hour', now(), 'a test:0:0') on conflict do nothing
            """
                .formatted(host, place));
      }
    }
  }

  void giveBack() {
    installation.write("delete from silt.host_connection where held_by = 'a test:0:0'");
  }

  /** Notes who holds how many now. */
  void look() {
    for (String host :
        installation.sql(
            """
            select string_agg(split_part(held_by, ':', 2), ' ') from silt.host_connection
            where held_until > clock_timestamp() group by split_part(place, '/', 1)""")) {
      List<String> processes = List.of(host.split(" "));
      most = Math.max(most, processes.size());
      processes.forEach(process -> holders.add(Long.valueOf(process)));
    }
  }

  /** Processes that were seen to hold one. */
  Set<Long> holders() {
    return holders;
  }

  /** The most that were seen of one host at a time. */
  long most() {
    return most;
  }
}
