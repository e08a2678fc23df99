package silt.config;

/** What only the service and its operator may know, and where each is kept. */
public enum Secret {
  SUPERUSER_PASSWORD("db.superuser-password", "SILT_DB_SUPERUSER_PASSWORD", "postgres.password"),
  OWNER_PASSWORD("db.owner-password", "SILT_DB_OWNER_PASSWORD", "silt_owner.password"),
  WRITER_PASSWORD("db.writer-password", "SILT_DB_WRITER_PASSWORD", "silt_writer.password"),
  READER_PASSWORD("db.reader-password", "SILT_DB_READER_PASSWORD", "silt_reader.password"),
  EARTHDATA_TOKEN("archive.token", "EARTHDATA_TOKEN", "earthdata.token");

  private final String dotted;
  private final String variable;
  private final String file;

  Secret(String dotted, String variable, String file) {
    this.dotted = dotted;
    this.variable = variable;
    this.file = file;
  }

  /** The name that {@code silt config} shows; the value it never shows. */
  public String dotted() {
    return dotted;
  }

  /** The environment variable that holds it; with {@code _FILE} behind, one that names a file. */
  public String variable() {
    return variable;
  }

  /** The file's name in the folder {@code secrets}. */
  public String file() {
    return file;
  }
}
