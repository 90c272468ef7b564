package tidings.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tidings.message.MediaKeys;
import tidings.message.MessageJson;

class MediaTest {
  private final World world = new World();

  @Test
  void headSaysTypeAndLength() {
    open("link-1", Duration.ofHours(1));

    var answer = ask("HEAD", "link-1");

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getHeaders())
        .containsEntry("content-type", "image/png")
        .containsEntry("content-length", Integer.toString(World.PNG.length));
  }

  @Test
  void getLeadsToTheFile() {
    open("link-1", Duration.ofHours(1));

    var answer = ask("GET", "link-1");

    assertThat(answer.getStatusCode()).isEqualTo(302);
    assertThat(World.read(answer.getHeaders().get("location"))).isEqualTo(World.PNG);
  }

  @Test
  void aLinkEndsWithItsTime() {
    open("link-1", Duration.ofHours(1));
    world.clock.pass(Duration.ofHours(1));

    assertThat(ask("GET", "link-1").getStatusCode()).isEqualTo(404);
    assertThat(ask("HEAD", "link-1").getStatusCode()).isEqualTo(404);
  }

  @Test
  void aLinkEndsWithItsObject() {
    open("link-1", Duration.ofHours(1));
    world
        .bucket
        .s3()
        .deleteObject(d -> d.bucket(world.bucket.name()).key(MediaKeys.link("link-1")));

    assertThat(ask("GET", "link-1").getStatusCode()).isEqualTo(404);
  }

  @Test
  void aLinkWhoseFileIsGoneShowsNothing() {
    open("link-1", Duration.ofHours(1));
    world.bucket.s3().deleteObject(d -> d.bucket(world.bucket.name()).key("u/x/uploads/1"));

    assertThat(ask("HEAD", "link-1").getStatusCode()).isEqualTo(404);
  }

  @Test
  void anIdThatWasNeverGivenIsNotFound() {
    assertThat(ask("GET", "link-2").getStatusCode()).isEqualTo(404);
  }

  private void open(String id, Duration life) {
    Instant until = world.clock.instant().plus(life);
    var link = new MediaKeys.Link("u/x/uploads/1", until);
    world.bucket.put("u/x/uploads/1", "image/png", World.PNG);
    world.bucket.put(
        MediaKeys.link(id), "application/json", MessageJson.write(link).getBytes(UTF_8));
  }

  private APIGatewayV2HTTPResponse ask(String method, String id) {
    return world.call(method + " /m/{id}", java.util.Map.of("id", id), "");
  }
}
