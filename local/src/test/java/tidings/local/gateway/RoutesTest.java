package tidings.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Routes routes =
      new Routes(
          List.of(
              Apis.open("GET", "/{any}/list"),
              Apis.open("GET", "/things/{id}"),
              Apis.open("GET", "/things/special"),
              Apis.open("POST", "/things/{id}/parts/{part}"),
              Apis.open("GET", "/")));

  @Test
  void aVariableTakesOneSegment() {
    assertThat(parameters("POST", "/things/a/parts/b"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("id", "a", "part", "b"));
    assertThat(key("GET", "/things/a/b")).isEqualTo("none");
  }

  @Test
  void aLiteralGoesBeforeAVariable() {
    assertThat(key("GET", "/things/special")).isEqualTo("GET /things/special");
    assertThat(key("GET", "/things/list")).isEqualTo("GET /things/{id}");
    assertThat(key("GET", "/others/list")).isEqualTo("GET /{any}/list");
  }

  @Test
  void aSlashAtTheEndIsAnotherPath() {
    assertThat(key("GET", "/things/a/")).isEqualTo("none");
    assertThat(key("GET", "/things/")).isEqualTo("none");
    assertThat(key("GET", "/")).isEqualTo("GET /");
  }

  @Test
  void anotherMethodIsAnotherRoute() {
    assertThat(key("PUT", "/things/a")).isEqualTo("none");
  }

  @Test
  void pathParametersAreDecoded() {
    assertThat(parameters("GET", "/things/a%2Fb%20c+d%C3%A9")).containsEntry("id", "a/b c+dé");
  }

  private String key(String method, String path) {
    return routes.match(method, path).map(match -> match.route().key()).orElse("none");
  }

  private Map<String, String> parameters(String method, String path) {
    return routes.match(method, path).orElseThrow().pathParameters();
  }
}
