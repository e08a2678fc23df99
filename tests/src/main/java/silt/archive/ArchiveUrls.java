package silt.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the archive answers, so that every link it writes leads back to itself.
 *
 * @param main catalogue and data, {@code http://127.0.0.1:PORT}
 * @param login Earthdata Login
 * @param s3 the S3 endpoint
 * @param signed the authority of signed download URLs
 */
public record ArchiveUrls(String main, String login, String s3, String signed) {

  /** The provider's STAC catalogue, without a slash at the end. */
  public String stacRoot() {
    return main + "/stac/LPCLOUD";
  }

  /** CMR's search service, the parent of {@code granules.umm_json}. */
  public String cmrRoot() {
    return main + "/search";
  }

  public String s3CredentialsUrl() {
    return main + "/s3credentials";
  }

  /** The roots by name, in the words of the one line that the process prints. */
  public Map<String, String> byName() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("stacRoot", stacRoot());
    names.put("cmrRoot", cmrRoot());
    names.put("dataRoot", main);
    names.put("ursRoot", login);
    names.put("s3Endpoint", s3);
    names.put("s3CredentialsUrl", s3CredentialsUrl());
    names.put("signedRoot", signed);
    return names;
  }
}
