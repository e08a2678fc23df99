package silt.cli;

import silt.db.CampaignRow;
import silt.scene.BadInput;

/** Who has a name already, so that a person can tell whether it is theirs. */
final class CampaignTaken {

  private CampaignTaken() {}

  /** {@code RUNNING; 2024-02-01 to 2024-02-29 over 174.00,-38.00 to 175.00,-37.00; ...}. */
  static String by(CampaignRow row) {
    return "%s; %s to %s over %s; under %s; asked for%s at %s UTC"
        .formatted(
            row.state(),
            Period.firstDay(row.from()),
            Period.lastDay(row.to()),
            Wanted.extent(row.region()),
            row.product(),
            row.startedBy() == null ? "" : " by " + row.startedBy(),
            Words.minute(row.createdAt()));
  }

  static BadInput refusal(CampaignRow row) {
    String goOn =
        switch (row.state()) {
          case "DONE" -> "retry " + row.name() + " tries again what failed";
          case "PAUSED", "FAILED", "CANCELLED" -> "resume " + row.name() + " lets it go on";
          default -> "watch " + row.name() + " follows it";
        };
    return new BadInput(
        "there is a campaign " + row.name() + " already (" + by(row) + ")",
        "Choose another name, or go on with that one: deploy/silt campaign " + goOn + ".");
  }
}
