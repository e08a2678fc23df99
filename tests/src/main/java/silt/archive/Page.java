package silt.archive;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cut through a sorted result. CMR pages by the sort values of the last item that was given, and
 * hands them out with every page that holds anything, the last one included: a client that follows
 * them ends on an empty page.
 *
 * @param matched how many the whole result has
 * @param items those of this page
 * @param last where the next page goes on; empty where this one is
 */
public record Page(int matched, List<Granule> items, Optional<Granule> last) {

  /**
   * Cuts a page.
   *
   * @param after the concept number of the last item given before, empty for the first page
   */
  public static Page of(
      Stream<Granule> found, Comparator<Granule> order, Optional<Long> after, int size) {
    List<Granule> all = found.sorted(order).toList();
    int from = after.map(number -> 1 + indexOf(all, number)).orElse(0);
    List<Granule> items = all.subList(from, Math.min(all.size(), from + size));
    return new Page(
        all.size(),
        items,
        items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1)));
  }

  /** The cursor that CMR-STAC puts into a link: the search-after of CMR in base64. */
  public Optional<String> cursor() {
    return last.map(
        granule -> {
          String json =
              "{\"json\":" + searchAfter(granule) + ",\"umm\":" + searchAfter(granule) + "}";
          return Base64.getEncoder().encodeToString(json.getBytes());
        });
  }

  /** CMR's own form, e.g. {@code ["lpcloud",1495497600000,2658328520]}. */
  public static String searchAfter(Granule granule) {
    return "[\"lpcloud\"," + granule.start().toEpochMilli() + "," + granule.conceptNumber() + "]";
  }

  private static int indexOf(List<Granule> all, long conceptNumber) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).conceptNumber() == conceptNumber) {
        return i;
      }
    }
    return all.size() - 1;
  }
}
