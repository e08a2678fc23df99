package silt.config;

/** Where the value of a setting came from, the strongest first. */
public enum Origin {
  OPTION("option"),
  ENVIRONMENT("environment"),
  FILE("silt.toml"),
  SECRET_FILE("secrets"),
  RECORDED("ports.env"),
  DEFAULT("default"),
  NOWHERE("not set");

  private final String words;

  Origin(String words) {
    this.words = words;
  }

  /** As {@code silt config} prints it. */
  public String words() {
    return words;
  }
}
