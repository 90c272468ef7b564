package tidings.local.engines;

/** The account and region that the ARNs of the stack name. */
public record Account(String region, String id) {

  /** The ARN of a service's resource, such as {@code table/chats} of {@code dynamodb}. */
  public String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, id, resource);
  }
}
