package tidings.local.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import tidings.local.template.Deployment;

class S3EngineTest {
  private static final Account ACCOUNT = new Account("eu-west-1", "000000000000");
  private static final List<Deployment.Bucket> BUCKETS =
      List.of(new Deployment.Bucket("Media", "media", List.of("http://app.test")));

  @TempDir private Path folder;

  @Test
  void aFunctionsPresignedAddressTakesAnUpload() throws Exception {
    try (var s3 = started()) {
      URI address = presigned(s3, "AppFunction");

      assertThat(put(address)).isEqualTo(200);
      assertThat(
              s3.client().getObjectAsBytes(get -> get.bucket("media").key("photo")).asUtf8String())
          .isEqualTo("pixels");
    }
  }

  @Test
  void anotherKeyIsNotTheOneThatWasSigned() throws Exception {
    try (var s3 = started()) {
      String address = presigned(s3, "AppFunction").toString();

      assertThat(put(URI.create(address.replace("/photo?", "/other?")))).isEqualTo(403);
    }
  }

  @Test
  void anUnknownAccessKeyIsRefused() throws Exception {
    try (var s3 = started()) {
      assertThat(put(presigned(s3, "Stranger"))).isEqualTo(403);
    }
  }

  @Test
  void onlyTheTemplatesOriginsMayAskFromABrowser() throws Exception {
    try (var s3 = started()) {
      assertThat(preflight(s3, "http://app.test")).isEqualTo(200);
      assertThat(preflight(s3, "http://evil.test")).isEqualTo(403);
    }
  }

  @Test
  void aRestartKeepsTheObjects() {
    try (var s3 = started()) {
      s3.client().putObject(put -> put.bucket("media").key("kept"), RequestBody.fromString("x"));
    }

    try (var again = started()) {
      assertThat(
              again.client().headObject(head -> head.bucket("media").key("kept")).contentLength())
          .isEqualTo(1);
    }
  }

  private S3Engine started() {
    return S3Engine.start(ACCOUNT, Optional.of(folder), BUCKETS, Set.of("AppFunction"));
  }

  private static URI presigned(S3Engine s3, String accessKey) {
    var credentials = AwsBasicCredentials.create(accessKey, Engines.SECRET_ACCESS_KEY);
    try (var presigner =
        S3Presigner.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.EU_WEST_1)
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return URI.create(
          presigner
              .presignPutObject(
                  sign ->
                      sign.signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(put -> put.bucket("media").key("photo")))
              .url()
              .toString());
    }
  }

  private static int put(URI address) throws IOException, InterruptedException {
    return status(
        HttpRequest.newBuilder(address).PUT(HttpRequest.BodyPublishers.ofString("pixels")));
  }

  private static int preflight(S3Engine s3, String origin)
      throws IOException, InterruptedException {
    return status(
        HttpRequest.newBuilder(s3.endpoint().resolve("/media/photo"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "content-type"));
  }

  private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
