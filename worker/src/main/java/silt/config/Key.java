package silt.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every setting there is: its name in {@code silt.toml}, its environment variable, its default.
 *
 * <p>In a default, <code>{other.key}</code> stands for the value of another setting.
 */
public enum Key {
  HOME("home", "SILT_HOME", "", "folder of the installation"),

  DB_URL(
      "db.url",
      "SILT_DB_URL",
      "",
      "JDBC URL of PostgreSQL; where set, db.host and db.port are not used"),
  DB_HOST("db.host", "SILT_DB_HOST", "127.0.0.1", "host of PostgreSQL"),
  DB_PORT("db.port", "SILT_DB_PORT", "5633", "port of PostgreSQL"),
  DB_NAME("db.name", "SILT_DB_NAME", "silt", "database"),
  DB_POOL(
      "db.pool", "SILT_DB_POOL", "4", "connections of one worker, at most; also its load slots"),
  DB_SUPERUSER(
      "db.superuser",
      "SILT_DB_SUPERUSER",
      "postgres",
      "role that makes database, roles and extension"),

  ARCHIVE("archive.name", "SILT_ARCHIVE", "sample", "sample, or nasa for NASA's own services"),
  ARCHIVE_STAC(
      "archive.stac",
      "SILT_ARCHIVE_STAC",
      "",
      "base URL of the STAC catalogue; empty for the archive's own"),
  ARCHIVE_CMR(
      "archive.cmr",
      "SILT_ARCHIVE_CMR",
      "",
      "base URL of the granule search; empty for the archive's own"),
  ARCHIVE_DATA(
      "archive.data",
      "SILT_ARCHIVE_DATA",
      "",
      "base URL of the files and of s3credentials; empty for the archive's own"),
  ARCHIVE_URS(
      "archive.urs", "SILT_ARCHIVE_URS", "", "base URL of the login; empty for the archive's own"),
  ARCHIVE_S3("archive.s3", "SILT_ARCHIVE_S3", "", "S3 endpoint; empty for the archive's own"),

  STAGING(
      "staging", "SILT_STAGING", "file:{home}/staging/", "where fetched bands wait: file: or s3:"),
  STAGING_MOST(
      "staging.max-bytes",
      "SILT_STAGING_MAX_BYTES",
      "100000000000",
      "while staging holds more, no further scene is fetched; 0 for no limit"),
  PRODUCTS(
      "products", "SILT_PRODUCTS", "file:{home}/products/", "where rasters are kept: file: or s3:"),
  MODELS("models", "SILT_MODELS", "{home}/models", "folder of model bundles, one for each sha256"),
  PRODUCT("product", "SILT_PRODUCT", "", "product version to use; empty for the promoted one"),

  WORKER_QUEUES(
      "worker.queues",
      "SILT_WORKER_QUEUES",
      "campaign,discover,fetch,mask,mask-bf16,sediment,load",
      "task queues that a worker serves"),
  TRAINING(
      "worker.training",
      "SILT_WORKER_TRAINING",
      "off",
      "on: a worker serves training too, one at a time, on all processors, for hours"),
  DISCOVER_THREADS(
      "worker.threads.discover", "SILT_WORKER_THREADS_DISCOVER", "2", "searches at a time"),
  FETCH_THREADS(
      "worker.threads.fetch", "SILT_WORKER_THREADS_FETCH", "2", "scenes fetched at a time"),
  MASK_THREADS(
      "worker.threads.mask",
      "SILT_WORKER_THREADS_MASK",
      "1",
      "scenes masked at a time; one for each device"),
  MASK_DEVICE(
      "mask.device",
      "SILT_MASK_DEVICE",
      "auto",
      "where the mask network computes: cpu, cuda:0, or auto for a CUDA device where there is one"),
  SEDIMENT_THREADS(
      "worker.threads.sediment", "SILT_WORKER_THREADS_SEDIMENT", "2", "scenes measured at a time"),
  LOAD_THREADS(
      "worker.threads.load", "SILT_WORKER_THREADS_LOAD", "{db.pool}", "transactions at a time"),
  DISCOVER_RATE(
      "worker.discover-per-second",
      "SILT_WORKER_DISCOVER_PER_SECOND",
      "2",
      "searches started each second by all workers together"),
  WORKER_STOP_SECONDS(
      "worker.stop-seconds",
      "SILT_WORKER_STOP_SECONDS",
      "30",
      "within this a worker that is told to stop has finished its steps or handed them to others"),
  FETCH_RATE(
      "worker.fetch-per-second",
      "SILT_WORKER_FETCH_PER_SECOND",
      "0",
      "scenes begun to be fetched each second by all workers together; 0 for no limit"),
  FETCH_CONNECTIONS(
      "fetch.connections-per-host",
      "SILT_FETCH_CONNECTIONS_PER_HOST",
      "nasa=32,sample=0",
      "connections at a time to each host of an archive by all workers together; 0 for no limit"),
  FETCH_BYTES(
      "fetch.bytes-per-second-per-host",
      "SILT_FETCH_BYTES_PER_SECOND_PER_HOST",
      "0",
      "bytes each second from each host of an archive to all workers together; 0 for no limit,"
          + " one number for all archives or e.g. nasa=50000000,sample=0"),

  VERSIONING(
      "worker.versioning",
      "SILT_WORKER_VERSIONING",
      "auto",
      "auto: the newest build runs the workflows; on: this one, from its start; off: no versions"),
  METRICS_HOST(
      "worker.metrics-host",
      "SILT_WORKER_METRICS_HOST",
      "127.0.0.1",
      "address that a worker's metrics and health are served at; nobody is asked who he is"),
  METRICS_PORT(
      "worker.metrics-port",
      "SILT_WORKER_METRICS_PORT",
      "0",
      "their port; 0 for any that is free, told in run/metrics; off for none"),
  DISK_FLOOR(
      "disk.floor-gb",
      "SILT_MIN_FREE_GB",
      "3",
      "a worker with less disk free than this calls itself not ready"),
  HOUSEKEEPING_GRACE(
      "housekeeping.grace-hours",
      "SILT_HOUSEKEEPING_GRACE_HOURS",
      "24",
      "files in staging and scratch that no open workflow owns are removed when so old"),
  LOG_FORMAT(
      "log.format",
      "SILT_LOG_FORMAT",
      "auto",
      "text, json, or auto: text on a terminal and json elsewhere"),

  TEMPORAL_PROFILE(
      "temporal.profile", "TEMPORAL_PROFILE", "", "profile of Temporal's own configuration file"),
  TEMPORAL_PORT(
      "temporal.port",
      "SILT_TEMPORAL_PORT",
      "7833",
      "port of the local Temporal; TEMPORAL_ADDRESS leads elsewhere"),
  TEMPORAL_UI_PORT(
      "temporal.ui-port",
      "SILT_TEMPORAL_UI_PORT",
      "7834",
      "port of the local Temporal's web pages"),
  ARCHIVE_PORT("archive.port", "SILT_ARCHIVE_PORT", "7835", "port of the sample archive"),
  ARCHIVE_S3_PORT(
      "archive.s3-port", "SILT_ARCHIVE_S3_PORT", "7836", "port of the sample archive's S3"),
  ARCHIVE_URS_PORT(
      "archive.urs-port", "SILT_ARCHIVE_URS_PORT", "7837", "port of the sample archive's login"),
  ARCHIVE_SIGNED_PORT(
      "archive.signed-port",
      "SILT_ARCHIVE_SIGNED_PORT",
      "7838",
      "port of the sample archive's signed downloads"),
  ARCHIVE_HOSTS(
      "archive.hosts",
      "SILT_ARCHIVE_HOSTS",
      "",
      "further hosts that downloads may be redirected to");

  private final String dotted;
  private final String variable;
  private final String fallback;
  private final String description;

  Key(String dotted, String variable, String fallback, String description) {
    this.dotted = dotted;
    this.variable = variable;
    this.fallback = fallback;
    this.description = description;
  }

  /** The name in {@code silt.toml} and for {@code --setting}. */
  public String dotted() {
    return dotted;
  }

  /** The environment variable. */
  public String variable() {
    return variable;
  }

  /** The default, before what it refers to is put in. */
  public String fallback() {
    return fallback;
  }

  public String description() {
    return description;
  }

  static Optional<Key> named(String dotted) {
    return Arrays.stream(values()).filter(key -> key.dotted.equals(dotted)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Key::dotted).toList();
  }

  /** What to write in place of a name that is none; the whole list would fill a screen. */
  static String hint(String name) {
    String near =
        NearestName.of(name, names()).map(known -> "Did you mean " + known + "? ").orElse("");
    return near + "deploy/silt config lists all settings.";
  }
}
