package silt.training.judge;

import java.util.List;

/**
 * What the judge found.
 *
 * @param heading which bundles were judged, on how many chips of how many sites
 * @param remarks what a reader must know before believing the tables
 * @param sections the tables
 * @param notJudged classes without fair truth here, each with why
 * @param shown chips for the page, worst first
 * @param rival the rival with the fewest wrong pixels, or {@code null} where there is none
 */
public record Judgement(
    Heading heading,
    List<String> remarks,
    List<Section> sections,
    List<String> notJudged,
    List<Shown> shown,
    String rival) {

  /**
   * Who was judged on what.
   *
   * @param title the network's row
   * @param bundles in words, with sha256 and fold
   * @param datasets in words, with licences
   */
  public record Heading(
      String title, List<String> bundles, List<String> datasets, int chips, int sites) {

    public Heading {
      bundles = List.copyOf(bundles);
      datasets = List.copyOf(datasets);
    }
  }

  public Judgement {
    remarks = List.copyOf(remarks);
    sections = List.copyOf(sections);
    notJudged = List.copyOf(notJudged);
    shown = List.copyOf(shown);
  }
}
