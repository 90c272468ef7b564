package tidings.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadingTest {

  @ParameterizedTest
  @CsvSource({
    "Outbound, to",
    "Inbound, from",
    "Sideways, to",
  })
  void theCustomerIsWhomItGoesToOrWhoseCameIn(String direction, String customer)
      throws IOException {
    Heading heading =
        read(
            "{'channel':{'id':'i','from':{'id':'from'},'to':{'id':'to'}},'direction':'%s'}"
                .formatted(direction));

    assertThat(heading.userId()).contains(customer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id':'i'}", "{'id':' '}", "{'id':7}", "'i'", "null", "[{'id':'i'}]"})
  void whatIsNoCustomerIsNotTaken(String to) throws IOException {
    Heading heading = read("{'channel':{'to':%s,'id':'i','from':{'id':'u'}}}".formatted(to));

    assertThat(heading.userId()).contains("u");
  }

  @Test
  void theIdIsTheMessagesOrElseTheChannels() throws IOException {
    assertThat(read("{'channel':{'messageId':'c'},'id':'m'}").id()).contains("m");
    assertThat(read("{'channel':{'messageId':'c'},'id':{'id':'x'}}").id()).contains("c");
    assertThat(read("{'channel':{'to':{'messageId':'x'}}}").id()).isEmpty();
  }

  @Test
  void ofTwoFieldsOfOneNameTheLastCounts() throws IOException {
    Heading heading =
        read("{'id':'a','id':'b','type':'Text','type':5,'channel':{'id':'i'},'channel':[]}");

    assertThat(heading.id()).contains("b");
    assertThat(heading.type()).isEmpty();
    assertThat(heading.integrationId()).isEmpty();
  }

  @Test
  void theValueIsReadToItsEnd() throws IOException {
    for (String value : new String[] {"{'a':[{'id':'x'}]}", "[{'id':'x'},[]]", "'id'", ""}) {
      try (JsonParser json = parser(value)) {
        assertThat(Heading.read(json).id()).isEmpty();
        assertThat(json.nextToken()).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id':'m'", "{'id':'m','x':[}", "{'id':'m','x':1e}", "{'x':'\n'}"})
  void whatIsNotJsonIsNoHeading(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(JsonProcessingException.class);
  }

  private static Heading read(String body) throws IOException {
    try (JsonParser json = parser(body)) {
      return Heading.read(json);
    }
  }

  private static JsonParser parser(String body) throws IOException {
    return new JsonFactory().createParser(body.replace('\'', '"'));
  }
}
