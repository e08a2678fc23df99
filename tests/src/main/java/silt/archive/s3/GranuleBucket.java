package silt.archive.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import silt.archive.Catalogue;
import silt.archive.EntityTags;
import silt.archive.Granule;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The bucket {@code lp-prod-protected} over the archive's folder, to be read only. Keys are those
 * of the real bucket; only GeoTIFFs of granules that exist have one, so the truth beside them has
 * none.
 */
final class GranuleBucket extends ForwardingBlobStore {

  static final String NAME = "lp-prod-protected";
  private static final int MOST_KEYS = 1000;

  private final Catalogue catalogue;
  private final String container;

  GranuleBucket(Catalogue catalogue) {
    super(new FilesystemNio2BlobStore(catalogue.folder().getParent().toString()));
    this.catalogue = catalogue;
    this.container = catalogue.folder().getFileName().toString();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    Path file = file(request.bucket(), request.key());
    String tag = tag(file);
    requireMatch(request.ifMatch(), tag);
    ResponseInputStream<GetObjectResponse> found =
        delegate()
            .getBlob(
                request.toBuilder()
                    .bucket(container)
                    .key(stored(file))
                    .ifMatch(null)
                    .ifNoneMatch(null)
                    .build());
    return new ResponseInputStream<>(
        found.response().toBuilder().eTag(tag).contentType("image/tiff").build(), found);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    Path file = file(request.bucket(), request.key());
    String tag = tag(file);
    requireMatch(request.ifMatch(), tag);
    HeadObjectResponse found =
        delegate()
            .blobMetadata(
                request.toBuilder()
                    .bucket(container)
                    .key(stored(file))
                    .ifMatch(null)
                    .ifNoneMatch(null)
                    .build());
    return found.toBuilder().eTag(tag).contentType("image/tiff").build();
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return bucket.equals(NAME) && catalogue.file(key).isPresent();
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    requireBucket(request.bucket());
    return HeadBucketResponse.builder().bucketRegion("us-west-2").build();
  }

  @Override
  public ListBucketsResponse list() {
    Bucket bucket = Bucket.builder().name(NAME).creationDate(Instant.EPOCH).build();
    return ListBucketsResponse.builder().buckets(bucket).build();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    requireBucket(request.bucket());
    String prefix = Optional.ofNullable(request.prefix()).orElse("");
    String delimiter = Optional.ofNullable(request.delimiter()).orElse("");
    String after =
        Optional.ofNullable(request.continuationToken())
            .or(() -> Optional.ofNullable(request.startAfter()))
            .orElse("");
    int most = Math.min(MOST_KEYS, Optional.ofNullable(request.maxKeys()).orElse(MOST_KEYS));
    TreeMap<String, Path> files = new TreeMap<>();
    TreeSet<String> prefixes = new TreeSet<>();
    allFiles()
        .forEach(
            (key, file) -> {
              int cut =
                  delimiter.isEmpty() || !key.startsWith(prefix)
                      ? -1
                      : key.indexOf(delimiter, prefix.length());
              if (cut >= 0 && key.substring(0, cut + 1).compareTo(after) > 0) {
                prefixes.add(key.substring(0, cut + 1));
              } else if (cut < 0 && key.startsWith(prefix) && key.compareTo(after) > 0) {
                files.put(key, file);
              }
            });
    TreeSet<String> names = new TreeSet<>(files.keySet());
    names.addAll(prefixes);
    List<String> page = names.stream().limit(most).toList();
    ListObjectsV2Response.Builder answer =
        ListObjectsV2Response.builder()
            .contents(
                page.stream().filter(files::containsKey).map(k -> object(k, files.get(k))).toList())
            .commonPrefixes(
                page.stream()
                    .filter(prefixes::contains)
                    .map(each -> CommonPrefix.builder().prefix(each).build())
                    .toList())
            .keyCount(page.size())
            .isTruncated(page.size() < names.size());
    if (page.size() < names.size() && !page.isEmpty()) {
      answer.nextContinuationToken(page.get(page.size() - 1));
    }
    return answer.build();
  }

  private TreeMap<String, Path> allFiles() {
    TreeMap<String, Path> all = new TreeMap<>();
    for (Granule granule : catalogue.granules()) {
      try {
        for (String layer : granule.layers()) {
          String name = granule.fileName(layer);
          all.put(granule.key(name), granule.folder().resolve(name));
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException("cannot list " + granule.folder(), unreadable);
      }
    }
    return all;
  }

  private static S3Object object(String key, Path file) {
    try {
      return S3Object.builder()
          .key(key)
          .size(Files.size(file))
          .eTag(EntityTags.of(file))
          .lastModified(Files.getLastModifiedTime(file).toInstant())
          .storageClass("STANDARD")
          .build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }

  private Path file(String bucket, String key) {
    requireBucket(bucket);
    return catalogue.file(key).orElseThrow(() -> new S3ProxyException(S3ErrorCode.NO_SUCH_KEY));
  }

  private String stored(Path file) {
    return catalogue.folder().relativize(file).toString();
  }

  private static String tag(Path file) {
    try {
      return EntityTags.of(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }

  /** The store below knows other tags than ours, so the condition is judged here. */
  private static void requireMatch(String condition, String tag) {
    if (condition != null && !condition.replace("\"", "").equals(tag.replace("\"", ""))) {
      throw new S3ProxyException(S3ErrorCode.PRECONDITION_FAILED);
    }
  }

  private static void requireBucket(String bucket) {
    if (!bucket.equals(NAME)) {
      throw new S3ProxyException(S3ErrorCode.NO_SUCH_BUCKET);
    }
  }

  private static S3ProxyException readOnly() {
    return new S3ProxyException(S3ErrorCode.ACCESS_DENIED);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    throw readOnly();
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    throw readOnly();
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    throw readOnly();
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    throw readOnly();
  }

  @Override
  public void deleteContainer(String bucket) {
    throw readOnly();
  }

  @Override
  public void deleteBucket(String bucket) {
    throw readOnly();
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    throw readOnly();
  }
}
