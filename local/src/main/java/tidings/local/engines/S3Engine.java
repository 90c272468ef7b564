package tidings.local.engines;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import tidings.local.template.Deployment;

/** S3Proxy, which checks signatures: a presigned address works here if it would at AWS. */
public final class S3Engine implements Engine {
  private static final Set<String> UNLIMITED =
      Set.of(Engines.ACCESS_KEY, Engines.OPERATORS_ACCESS_KEY);
  private static final long AT_ONCE = 0;

  private final S3Proxy server;
  private final URI endpoint;
  private final S3Client client;

  private S3Engine(S3Proxy server, Account account) {
    this.server = server;
    this.endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    this.client =
        Clients.client(S3Client.builder().forcePathStyle(true), endpoint, account.region());
  }

  /**
   * Starts it on a free port with these buckets; without a folder it keeps nothing. It knows the
   * given access keys, all with {@link Engines#SECRET_ACCESS_KEY}.
   */
  public static S3Engine start(
      Account account,
      Optional<Path> folder,
      List<Deployment.Bucket> buckets,
      Set<String> accessKeys) {
    try {
      var store = store(folder);
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(
                  AuthenticationType.AWS_V2_OR_V4, Engines.ACCESS_KEY, Engines.SECRET_ACCESS_KEY)
              .corsRules(cors(buckets))
              .stopTimeout(AT_ONCE)
              .build();
      server.setBlobStoreLocator(
          (identity, _, _) ->
              identity != null && (UNLIMITED.contains(identity) || accessKeys.contains(identity))
                  ? new AccessGrant(Engines.SECRET_ACCESS_KEY, store)
                  : null);
      server.start();
      var engine = new S3Engine(server, account);
      buckets.forEach(engine::create);
      return engine;
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
  }

  private static BlobStore store(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      return new TransientNio2BlobStore();
    }
    return new FilesystemNio2BlobStore(Files.createDirectories(folder.get()).toString());
  }

  /** S3Proxy has one rule for all buckets: the origins of any of them. */
  private static CrossOriginResourceSharing cors(List<Deployment.Bucket> buckets) {
    var origins = new TreeSet<String>();
    buckets.forEach(bucket -> origins.addAll(bucket.corsOrigins()));
    if (origins.isEmpty()) {
      return CrossOriginResourceSharing.disabled();
    }
    return new CrossOriginResourceSharing(
        List.copyOf(origins), List.of("GET", "PUT"), List.of("*"), List.of("ETag"), "");
  }

  private void create(Deployment.Bucket bucket) {
    try {
      client.createBucket(make -> make.bucket(bucket.name()));
    } catch (BucketAlreadyOwnedByYouException _) {
      return;
    }
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  /** The stack's own client. */
  public S3Client client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not stop", e);
    }
  }
}
