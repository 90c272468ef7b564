package tidings.lambda;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * A private bucket. A role that is to learn that an object is not there needs {@code s3:ListBucket}
 * as well: without it S3 answers 403 instead of 404 (S3 API reference, HeadObject).
 */
public record Bucket(S3Client s3, S3Presigner presigner, String name) {
  private static final int PRECONDITION_FAILED = 412;

  /** The bucket of this name, by the function's variables. */
  public static Bucket of(Env env, String name) {
    var aws = new Aws(env);
    var endpoint = env.optional("AWS_ENDPOINT_URL_S3").map(URI::create);
    // Waiting for "100 Continue" breaks connections (AWS SDK for Java, issue 6670).
    var configuration =
        S3Configuration.builder()
            .expectContinueEnabled(false)
            .pathStyleAccessEnabled(endpoint.isPresent())
            .build();
    var presigner =
        S3Presigner.builder()
            .region(aws.region())
            .credentialsProvider(aws.credentials())
            .serviceConfiguration(configuration);
    endpoint.ifPresent(presigner::endpointOverride);
    var s3 = aws.client(S3Client.builder().serviceConfiguration(configuration), "S3");
    return new Bucket(s3, presigner.build(), name);
  }

  /** What is known of an object; empty if it is not there. */
  public Optional<HeadObjectResponse> head(String key) {
    try {
      return Optional.of(s3.headObject(head -> head.bucket(name).key(key)));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    }
  }

  /** An object, or its first bytes where a number of them is given; empty if it is not there. */
  public Optional<ResponseBytes<GetObjectResponse>> get(String key, @Nullable Integer bytes) {
    String range = bytes == null ? null : "bytes=0-" + (bytes - 1);
    try {
      return Optional.of(s3.getObjectAsBytes(get -> get.bucket(name).key(key).range(range)));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    }
  }

  /** Writes an object, over any that is there. */
  public void put(String key, String mime, byte[] content) {
    s3.putObject(
        put -> put.bucket(name).key(key).contentType(mime), RequestBody.fromBytes(content));
  }

  /** Writes an object; false if there is one with this key, which stays as it is. */
  public boolean putNew(String key, byte[] content, Consumer<PutObjectRequest.Builder> more) {
    var put = PutObjectRequest.builder().bucket(name).key(key).ifNoneMatch("*");
    more.accept(put);
    try {
      s3.putObject(put.build(), RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Deletes the objects whose keys begin so and that were last written until then; returns how
   * many.
   *
   * @param betweenPages run where there is more to do; ends the work by what it throws
   */
  public long deleteAll(String prefix, Instant until, Runnable betweenPages) {
    long deleted = 0;
    var pages = s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix)).iterator();
    while (pages.hasNext()) {
      List<ObjectIdentifier> old =
          pages.next().contents().stream()
              .filter(object -> !object.lastModified().isAfter(until))
              .map(object -> ObjectIdentifier.builder().key(object.key()).build())
              .toList();
      delete(old);
      deleted += old.size();
      if (pages.hasNext()) {
        betweenPages.run();
      }
    }
    return deleted;
  }

  /** A page of a listing is as many as S3 deletes at once. */
  private void delete(List<ObjectIdentifier> objects) {
    if (objects.isEmpty()) {
      return;
    }
    var left =
        s3.deleteObjects(
                delete -> delete.bucket(name).delete(what -> what.objects(objects).quiet(true)))
            .errors();
    if (!left.isEmpty()) {
      throw SdkClientException.create("S3 did not delete an object: " + left.getFirst().code());
    }
  }

  /** An address at which the object can be read for so long. */
  public URI readable(String key, Duration life, Consumer<GetObjectRequest.Builder> more) {
    var get = GetObjectRequest.builder().bucket(name).key(key);
    more.accept(get);
    var signed =
        presigner.presignGetObject(
            presign -> presign.signatureDuration(life).getObjectRequest(get.build()));
    return URI.create(signed.url().toString());
  }

  /** An address at which exactly what the request states can be written for so long. */
  public PresignedPutObjectRequest writable(
      String key, Duration life, Consumer<PutObjectRequest.Builder> what) {
    var put = PutObjectRequest.builder().bucket(name).key(key);
    what.accept(put);
    return presigner.presignPutObject(
        presign -> presign.signatureDuration(life).putObjectRequest(put.build()));
  }
}
