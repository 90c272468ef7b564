package tidings.lambda;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** Buckets of an S3Proxy in this JVM, which checks signatures; one server for all tests. */
public final class LocalBucket {
  private static final String KEY = "tester";
  private static final URI ENDPOINT = start();

  private LocalBucket() {}

  /** An empty bucket of its own. */
  public static Bucket make() {
    var bucket = Bucket.of(env(), "bucket-" + UUID.randomUUID());
    bucket.s3().createBucket(create -> create.bucket(bucket.name()));
    return bucket;
  }

  /** A bucket behind which nothing listens. */
  public static Bucket out() {
    return Bucket.of(env(URI.create("http://127.0.0.1:1")), "out");
  }

  private static Env env() {
    return env(ENDPOINT);
  }

  private static Env env(URI endpoint) {
    return new Env(
        Map.of(
            "AWS_REGION",
            "us-east-1",
            "AWS_ACCESS_KEY_ID",
            KEY,
            "AWS_SECRET_ACCESS_KEY",
            KEY,
            "AWS_ENDPOINT_URL_S3",
            endpoint.toString()));
  }

  private static URI start() {
    try {
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(new TransientNio2BlobStore())
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, KEY)
              .build();
      server.start();
      return URI.create("http://127.0.0.1:" + server.getPort());
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
  }
}
