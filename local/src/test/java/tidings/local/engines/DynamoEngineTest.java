package tidings.local.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import tidings.local.template.Deployment;

class DynamoEngineTest {
  private static final Account ACCOUNT = new Account("eu-west-1", "000000000000");
  private static final List<Deployment.Table> TABLES =
      List.of(
          new Deployment.Table(
              "Chats",
              "chats",
              "pk",
              Optional.of("sk"),
              Optional.of("ttl"),
              Optional.of("NEW_IMAGE")),
          new Deployment.Table(
              "Ledger", "ledger", "pk", Optional.empty(), Optional.empty(), Optional.empty()));

  @TempDir private Path folder;

  @Test
  void aTableHasTheStreamAndExpiryThatTheTemplateGivesIt() {
    try (var dynamo = DynamoEngine.start(ACCOUNT, Optional.empty())) {
      dynamo.create(TABLES);

      var chats = dynamo.client().describeTable(describe -> describe.tableName("chats")).table();
      assertThat(chats.streamSpecification().streamViewTypeAsString()).isEqualTo("NEW_IMAGE");
      assertThat(
              dynamo
                  .client()
                  .describeTimeToLive(describe -> describe.tableName("chats"))
                  .timeToLiveDescription()
                  .timeToLiveStatus())
          .isEqualTo(TimeToLiveStatus.ENABLED);
    }
  }

  @Test
  void aRestartKeepsTablesAndItems() {
    var key = Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS("s"));
    try (var dynamo = DynamoEngine.start(ACCOUNT, Optional.of(folder))) {
      dynamo.create(TABLES);
      dynamo.client().putItem(put -> put.tableName("chats").item(key));
    }

    try (var again = DynamoEngine.start(ACCOUNT, Optional.of(folder))) {
      again.create(TABLES);
      assertThat(again.client().getItem(get -> get.tableName("chats").key(key)).item())
          .isEqualTo(key);
    }
  }
}
