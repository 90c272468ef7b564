package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.local.genesys.Caller.MESSAGE;
import static tidings.local.genesys.GenesysSimulatorTest.message;

import java.net.http.HttpTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tidings.local.genesys.Caller.Reply;

class MisbehaviourTest {
  @Test
  void anOrderedStatusLooksRealAndNothingIsAccepted() throws Exception {
    try (var org = Organisation.open().fault("{\"status\":429,\"retryAfter\":7}")) {
      Reply refused = org.caller.post(MESSAGE, message("1"));
      Reply accepted = org.caller.post(MESSAGE, message("2"));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("7");
      assertThat(refused.json().get("code").asText()).isEqualTo("too.many.requests");
      assertThat(accepted.status()).isEqualTo(200);
      assertThat(org.hook.next().json().get("id")).isEqualTo(accepted.json().get("id"));
    }
  }

  @Test
  void statusZeroCutsTheConnection() throws Exception {
    try (var org = Organisation.open().fault("{\"path\":\"message\",\"status\":0,\"count\":9}")) {
      assertThatIOException().isThrownBy(() -> org.caller.post(MESSAGE, message("1")));

      assertThat(statuses(org)).contains(0).doesNotContain(503);
    }
  }

  @Test
  void hangingNeverAnswersAndShowsAtOnce() throws Exception {
    try (var org = Organisation.open().fault("{\"path\":\"message\",\"hang\":true}")) {
      assertThatThrownBy(() -> org.caller.postImpatiently(message("1")))
          .isInstanceOf(HttpTimeoutException.class);

      assertThat(statuses(org)).containsExactly(200, 0);
      assertThat(org.genesys.received().getLast().isDone()).isFalse();
      assertThat(org.genesys.pendingWebhooks()).isZero();
    }
  }

  @Test
  void aDelayComesBeforeTheNormalAnswer() throws Exception {
    try (var org = Organisation.open().fault("{\"path\":\"message\",\"delayMs\":60000}")) {
      assertThatThrownBy(() -> org.caller.postImpatiently(message("1")))
          .isInstanceOf(HttpTimeoutException.class);

      assertThat(statuses(org)).containsExactly(200, 200);
      assertThat(org.hook.next().json().get("status").asText()).isEqualTo("Published");
    }
  }

  @Test
  void inDoubtTheMessageIsAcceptedAlthoughTheAnswerDeniesIt() throws Exception {
    try (var org = Organisation.open().fault("{\"status\":503,\"accept\":true}")) {
      Reply reply = org.caller.post(MESSAGE, message("1"));

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.json().get("code").asText()).isEqualTo("service.unavailable");
      assertThat(org.genesys.received().getLast().isDone()).isTrue();
      assertThat(org.hook.next().json().get("status").asText()).isEqualTo("Published");
    }
  }

  @Test
  void inDoubtTheConnectionIsCutAfterAccepting() throws Exception {
    try (var org =
        Organisation.open().fault("{\"path\":\"message\",\"status\":0,\"accept\":true}")) {
      assertThatThrownBy(() -> org.caller.postImpatiently(message("1"))).isNotNull();

      assertThat(org.hook.next().json().get("status").asText()).isEqualTo("Published");
    }
  }

  @Test
  void aFailedReceiptFollowsAnAcceptedMessage() throws Exception {
    try (var org = Organisation.open().fault("{\"failedReceipt\":true}")) {
      Reply reply = org.caller.post(MESSAGE, message("1"));

      var receipt = org.hook.next().json();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(receipt.get("status").asText()).isEqualTo("Failed");
      assertThat(receipt.at("/reasons/0/code").asText()).isEqualTo("GeneralError");
      assertThat(receipt.get("isFinalReceipt").asBoolean()).isTrue();
    }
  }

  @Test
  void aFaultOfOneCustomerLeavesTheOthersAlone() throws Exception {
    try (var org = Organisation.open().fault("{\"userId\":\"member-000421\",\"status\":500}")) {
      var other = message("1");
      other.withObject("/channel/from").put("id", "somebody-else");

      assertThat(org.caller.post(MESSAGE, other).status()).isEqualTo(200);
      assertThat(org.caller.post(MESSAGE, message("1")).status()).isEqualTo(500);
    }
  }

  @Test
  void aCustomerIsFoundInEveryKindOfCall() throws Exception {
    try (var org = Organisation.open()) {
      String path = MESSAGE + "?prefetchConversationId=true";
      String id = org.caller.post(path, message("1")).json().get("conversationId").asText();
      org.fault("{\"userId\":\"member-000421\",\"status\":500,\"count\":3}");
      String receipts = MESSAGE.replace("open/message", "open/receipt");

      int receipt = org.caller.post(receipts, ChecksTest.example(Operation.RECEIPT)).status();
      int agentless =
          org.caller
              .post(Caller.messages("agentless"), ChecksTest.example(Operation.AGENTLESS))
              .status();
      int disconnect = org.caller.disconnect(id).status();

      assertThat(List.of(receipt, agentless, disconnect)).containsOnly(500);
    }
  }

  @Test
  void theLoginFailsWhenTold() throws Exception {
    try (var org = Organisation.open().fault("{\"path\":\"oauth\",\"status\":401}")) {
      assertThatThrownBy(org.caller::login).isNotNull();

      assertThat(statuses(org)).containsExactly(200, 401);
    }
  }

  @Test
  void clearedFaultsAreForgotten() throws Exception {
    try (var org = Organisation.open().fault("{\"status\":500,\"count\":5}")) {
      org.genesys.clearFaults();

      assertThat(org.caller.post(MESSAGE, message("1")).status()).isEqualTo(200);
    }
  }

  private static List<Integer> statuses(Organisation org) {
    return org.genesys.received().stream().map(Received::status).toList();
  }
}
