package silt.archive.egress;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import silt.archive.Catalogue;
import silt.archive.EntityTags;

/**
 * The objects behind signed URLs, as S3 serves them: ranges, ETags, and no second way of saying who
 * one is. A request that still carries the {@code Authorization} of the host that sent it here is
 * refused, which shows up a client that lets its token follow a redirect.
 */
public final class SignedDownloads {

  private final Catalogue catalogue;
  private final SignedUrls urls;

  SignedDownloads(Catalogue catalogue, SignedUrls urls) {
    this.catalogue = catalogue;
    this.urls = urls;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/<path>", this::download);
    routes.head("/<path>", this::download);
  }

  private void download(Context context) throws IOException {
    context.header("Server", "AmazonS3");
    context.header("x-amz-request-id", "0000000000000000");
    String stamp = Optional.ofNullable(context.queryParam("X-Amz-Date")).orElse("");
    String signature = Optional.ofNullable(context.queryParam("X-Amz-Signature")).orElse("");
    if (context.header("Authorization") != null) {
      error(
          context,
          400,
          "InvalidArgument",
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
              + " query string parameter or the Authorization header should be specified");
    } else if (!urls.isGenuine(context.path(), stamp, signature)) {
      error(context, 403, "SignatureDoesNotMatch", "The request signature does not match");
    } else if (urls.isExpired(stamp)) {
      error(context, 403, "AccessDenied", "Request has expired");
    } else {
      Optional<Path> file = catalogue.file(context.path().replaceFirst("^/lp-prod-protected/", ""));
      if (file.isEmpty()) {
        error(context, 404, "NoSuchKey", "The specified key does not exist.");
      } else {
        send(context, file.get());
      }
    }
  }

  private static void send(Context context, Path file) throws IOException {
    long length = Files.size(file);
    String tag = EntityTags.of(file);
    context.header("ETag", tag);
    context.header("Accept-Ranges", "bytes");
    context.header(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Files.getLastModifiedTime(file)
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(ZoneOffset.UTC)));
    context.contentType("image/tiff");
    Optional<ByteRange> range;
    try {
      String asked = context.header("Range");
      String condition = context.header("If-Range");
      boolean wanted = asked != null && (condition == null || condition.equals(tag));
      range = wanted ? ByteRange.of(asked, length) : Optional.empty();
    } catch (ByteRange.Unsatisfiable beyond) {
      context.header("Content-Range", "bytes */" + length);
      error(context, 416, "InvalidRange", "The requested range is not satisfiable");
      return;
    }
    ByteRange sent = range.orElse(new ByteRange(0, length - 1));
    if (range.isPresent()) {
      context.status(206);
      context.header("Content-Range", "bytes " + sent.from() + "-" + sent.to() + "/" + length);
    }
    context.res().setContentLengthLong(sent.length());
    if (context.method().name().equals("HEAD")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      OutputStream out = context.res().getOutputStream();
      WritableByteChannel to = Channels.newChannel(out);
      long at = sent.from();
      while (at <= sent.to()) {
        long moved = channel.transferTo(at, Math.min(1 << 20, sent.to() - at + 1), to);
        if (moved <= 0) {
          throw new IOException(file + " ended at byte " + at);
        }
        at += moved;
      }
      out.flush();
    }
  }

  private static void error(Context context, int status, String code, String message) {
    context.status(status).contentType("application/xml");
    if (!context.method().name().equals("HEAD")) {
      context.result(
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
              + code
              + "</Code><Message>"
              + message
              + "</Message><RequestId>0000000000000000</RequestId></Error>");
    }
  }
}
