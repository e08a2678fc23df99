package silt.archive.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was asked of every authority, and what was given: by this a test proves that nothing was
 * fetched twice.
 */
public final class RequestLog {

  /** More than this many requests are counted but no longer listed one by one. */
  static final int LISTED = 20_000;

  /**
   * One exchange.
   *
   * @param authority {@code main}, {@code login}, {@code s3} or {@code signed}
   * @param status as sent; 0 where the connection was reset before
   * @param bytes of the body that were sent
   */
  public record Exchange(
      long number,
      String authority,
      String method,
      String path,
      String query,
      Optional<String> range,
      int status,
      long bytes,
      Optional<String> fault) {}

  private final Deque<Exchange> recent = new ArrayDeque<>();
  private final Map<String, Long> countByPath = new TreeMap<>();
  private final Map<String, Long> bytesByFile = new TreeMap<>();
  private long total;

  synchronized void add(
      String authority, HttpHead request, int status, long bytes, Optional<Fault> fault) {
    String path = request.path();
    String[] target = request.target().split("\\?", 2);
    recent.addLast(
        new Exchange(
            ++total,
            authority,
            request.method(),
            path,
            target.length == 2 ? target[1] : "",
            request.header("range"),
            status,
            bytes,
            fault.map(each -> each.kind().word())));
    if (recent.size() > LISTED) {
      recent.removeFirst();
    }
    countByPath.merge(key(authority, request.method(), path), 1L, Long::sum);
    if (path.endsWith(".tif") && (status == 200 || status == 206)) {
      bytesByFile.merge(path.substring(path.lastIndexOf('/') + 1), bytes, Long::sum);
    }
  }

  public synchronized void clear() {
    recent.clear();
    countByPath.clear();
    bytesByFile.clear();
    total = 0;
  }

  /** The exchanges that are still listed, oldest first. */
  public synchronized List<Exchange> exchanges() {
    return new ArrayList<>(recent);
  }

  /** How often one authority was asked for a path, by a method such as {@code GET}. */
  public synchronized long count(String authority, String method, String path) {
    return countByPath.getOrDefault(key(authority, method, path), 0L);
  }

  private static String key(String authority, String method, String path) {
    return authority + " " + method + " " + path;
  }

  /** Bytes of a GeoTIFF (by file name) that were sent over any protocol. */
  public synchronized long bytesOf(String file) {
    return bytesByFile.getOrDefault(file, 0L);
  }

  synchronized Map<String, Object> describe() {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("total", total);
    words.put("countByPath", new TreeMap<>(countByPath));
    words.put("bytesByFile", new TreeMap<>(bytesByFile));
    words.put("requests", recent.stream().map(RequestLog::describe).toList());
    return words;
  }

  private static Map<String, Object> describe(Exchange exchange) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("number", exchange.number);
    words.put("authority", exchange.authority);
    words.put("method", exchange.method);
    words.put("path", exchange.path);
    words.put("query", exchange.query);
    exchange.range.ifPresent(range -> words.put("range", range));
    words.put("status", exchange.status);
    words.put("bytes", exchange.bytes);
    exchange.fault.ifPresent(fault -> words.put("fault", fault));
    return words;
  }
}
