package tidings.local.template;

import java.net.URI;

/** What references resolve to and only the running stack knows. */
public record Surroundings(String stackName, String region, String accountId, URI queues, URI api) {

  /** Queue addresses start with {@code queues}; {@code api} is the HTTP API's own address. */
  public Surroundings {
    queues = withoutSlash(queues);
    api = withoutSlash(api);
  }

  private static URI withoutSlash(URI uri) {
    return URI.create(uri.toString().replaceAll("/+$", ""));
  }
}
