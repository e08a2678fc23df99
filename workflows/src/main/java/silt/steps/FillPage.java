package silt.steps;

import java.util.List;

/** The next scene runs that lack a zone set; empty when none is left. */
public record FillPage(List<FillOrder> orders) {

  public FillPage {
    orders = List.copyOf(orders);
  }
}
