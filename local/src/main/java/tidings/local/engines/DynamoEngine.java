package tidings.local.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import tidings.local.template.Deployment;

/**
 * DynamoDB Local with its streams. Its own server listens on every network interface, so its
 * handler runs in a server of ours that does not; telemetry is never set up that way.
 */
public final class DynamoEngine implements Engine {
  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final URI endpoint;
  private final DynamoDbClient client;
  private final DynamoDbStreamsClient streams;

  private DynamoEngine(Server server, LocalDynamoDBServerHandler handler, Account account) {
    this.server = server;
    this.handler = handler;
    this.endpoint = URI.create("http://127.0.0.1:" + server.getURI().getPort());
    this.client = Clients.client(DynamoDbClient.builder(), endpoint, account.region());
    this.streams = Clients.client(DynamoDbStreamsClient.builder(), endpoint, account.region());
  }

  /** Starts it on a free port; without a folder it keeps nothing. */
  public static DynamoEngine start(Account account, Optional<Path> folder) {
    try {
      var handler = new LocalDynamoDBServerHandler(requests(folder), null);
      var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.setHandler(new ContextHandler(handler, "/"));
      server.start();
      return new DynamoEngine(server, handler, account);
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not start", e);
    }
  }

  private static LocalDynamoDBRequestHandler requests(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      return new LocalDynamoDBRequestHandler(0, true, null, true, false);
    }
    Path made = Files.createDirectories(folder.get());
    return new LocalDynamoDBRequestHandler(0, false, made.toString(), true, false);
  }

  /** Creates the tables that are missing, with their streams and expiry. */
  public void create(List<Deployment.Table> tables) {
    for (Deployment.Table table : tables) {
      try {
        client.createTable(request(table));
      } catch (ResourceInUseException _) {
        continue;
      }
      table.ttlAttribute().ifPresent(attribute -> expire(table.name(), attribute));
    }
  }

  private void expire(String table, String attribute) {
    client.updateTimeToLive(
        update ->
            update
                .tableName(table)
                .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
  }

  private static CreateTableRequest request(Deployment.Table table) {
    var attributes = new ArrayList<AttributeDefinition>();
    var keys = new ArrayList<KeySchemaElement>();
    attributes.add(string(table.partitionKey()));
    keys.add(key(table.partitionKey(), KeyType.HASH));
    table
        .sortKey()
        .ifPresent(
            sortKey -> {
              attributes.add(string(sortKey));
              keys.add(key(sortKey, KeyType.RANGE));
            });
    var request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes)
            .keySchema(keys);
    table
        .streamViewType()
        .ifPresent(
            view ->
                request.streamSpecification(
                    StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(view)
                        .build()));
    return request.build();
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  /** The stack's own client. */
  public DynamoDbClient client() {
    return client;
  }

  /** The stack's own client of the tables' streams. */
  public DynamoDbStreamsClient streams() {
    return streams;
  }

  @Override
  public void close() {
    client.close();
    streams.close();
    try {
      server.stop();
      handler.close();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    }
  }
}
