package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tidings.lambda.Problem;
import tidings.message.Message;
import tidings.message.MessageJson;

class DraftTest {
  private static final String REPLY =
      "'reply':{'to':'g-1','type':'QuickReply','text':'Track','payload':'track_order'}";
  private static final String PLACE =
      "'location':{'latitude':59.33,'longitude':18.06,'accuracyMeters':12}";
  private static final String UPLOAD =
      "'attachment':{'uploadId':'0f4c8d2e-7a19-4d6b-8f30-b25e9a6c1d77'}";

  @Test
  void aReplyNamesWhatItAnswers() {
    assertThat(read("{" + REPLY + "}").reply())
        .contains(new Message.Reply(new Message.Id("g-1"), "QuickReply", "Track", "track_order"));
  }

  @Test
  void aPlaceMayHaveARadius() {
    assertThat(read("{" + PLACE + "}").location())
        .contains(new Message.Location(59.33, 18.06, 12.0));
    assertThat(read("{'location':{'latitude':-90,'longitude':180}}").location())
        .contains(new Message.Location(-90, 180, null));
  }

  @Test
  void aFileMayHaveAText() {
    Draft draft = read("{'text':'See'," + UPLOAD + "}");

    assertThat(draft.text()).contains("See");
    assertThat(draft.uploadId()).isPresent();
  }

  @Test
  void whatIsNullOrBlankIsAbsent() {
    Draft draft =
        read("{'text':' ','reply':null,'attachment':null,'fileString':null," + PLACE + "}");

    assertThat(draft.location()).isPresent();
    assertThat(draft.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'reply':{}}                                     | reply.to reply.type reply.text reply.payload",
        "{'reply':7}                              | reply reply.to reply.type reply.text reply.payload",
        "{'reply':{'to':'a','type':'Card','text':'b','payload':'c'}} | reply.type",
        "{'location':{'latitude':90.1,'longitude':-180.1}} | location.latitude location.longitude",
        "{'location':{'latitude':'1','longitude':1e999}} | location.latitude location.longitude",
        "{'location':{'latitude':1,'longitude':1,'accuracyMeters':-1}} | location.accuracyMeters",
        "{'location':{'latitude':1}}                      | location.longitude",
        "{'attachment':{'uploadId':'../a'}}               | attachment.uploadId",
        "{'attachment':{}}                                | attachment.uploadId",
        "{'text':''}                                      | text",
        "{'text':'a','location':{'latitude':1,'longitude':1}} | location",
        "{'fileString':'aGk=','attachment':{'uploadId':'../a'}} | fileString attachment.uploadId"
      })
  void whatMakesNoSenseIsNamedFieldByField(String body, String fields) {
    assertThat(faults(body)).containsExactlyElementsOf(List.of(fields.split(" ")));
  }

  @Test
  void repliesAndPlacesAreSentAlone() {
    assertThat(faults("{" + REPLY + "," + PLACE + ",'text':'a'}"))
        .containsExactly("reply", "location");
    assertThat(faults("{" + REPLY + "," + UPLOAD + "}")).containsExactly("reply");
  }

  private static List<String> faults(String body) {
    Fields fields = fields(body);
    Draft.read(fields);
    var problem = catchThrowableOfType(Problem.class, fields::check);
    return problem.faults().stream().map(Problem.Fault::field).toList();
  }

  private static Draft read(String body) {
    Fields fields = fields(body);
    Draft draft = Draft.read(fields);
    fields.check();
    return draft;
  }

  private static Fields fields(String body) {
    return Fields.of(MessageJson.read(body.replace('\'', '"'), JsonNode.class));
  }
}
