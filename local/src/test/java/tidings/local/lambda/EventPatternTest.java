package tidings.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
  private static final String EVENT =
      """
      {"eventName":"INSERT","size":12.0,"gone":null,"tags":["a","b"],
       "dynamodb":{"NewImage":{"alert":{"S":"Message"},"seq":{"N":"7"}}}}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"eventName\":[\"INSERT\"]} | true",
        "{\"eventName\":[\"MODIFY\",\"REMOVE\"]} | false",
        "{\"eventName\":[\"insert\"]} | false",
        "{\"size\":[12]} | true",
        "{\"size\":[13]} | false",
        "{\"gone\":[null]} | true",
        "{\"size\":[null]} | false",
        "{\"tags\":[\"b\"]} | true",
        "{\"tags\":[\"c\"]} | false",
        "{\"dynamodb\":{\"NewImage\":{\"alert\":{\"S\":[\"Message\"]}}}} | true",
        "{\"dynamodb\":{\"NewImage\":{\"alert\":{\"S\":[{\"prefix\":\"Mes\"}]}}}} | true",
        "{\"dynamodb\":{\"NewImage\":{\"alert\":{\"S\":[{\"prefix\":\"sage\"}]}}}} | false",
        "{\"dynamodb\":{\"NewImage\":{\"alert\":{\"S\":[{\"suffix\":\"sage\"}]}}}} | true",
        "{\"dynamodb\":{\"NewImage\":{\"alert\":{\"S\":[{\"exists\":true}]}}}} | true",
        "{\"dynamodb\":{\"NewImage\":{\"alert\":{\"S\":[{\"exists\":false}]}}}} | false",
        "{\"dynamodb\":{\"OldImage\":{\"alert\":{\"S\":[{\"exists\":false}]}}}} | true",
        "{\"eventName\":[{\"anything-but\":[\"REMOVE\",\"MODIFY\"]}]} | true",
        "{\"eventName\":[{\"anything-but\":\"INSERT\"}]} | false",
        "{\"eventName\":[{\"anything-but\":{\"prefix\":\"INS\"}}]} | false",
        "{\"absent\":[{\"anything-but\":\"INSERT\"}]} | false",
        "{\"eventName\":[{\"equals-ignore-case\":\"insert\"}]} | true",
        "{\"size\":[{\"numeric\":[\">\",10,\"<=\",12]}]} | true",
        "{\"size\":[{\"numeric\":[\"=\",11]}]} | false",
        "{\"dynamodb\":{\"NewImage\":{\"seq\":{\"N\":[{\"numeric\":[\"=\",7]}]}}}} | false",
        "{\"$or\":[{\"eventName\":[\"REMOVE\"]},{\"size\":[12]}]} | true",
        "{\"$or\":[{\"eventName\":[\"REMOVE\"]},{\"size\":[1]}]} | false",
        "{\"eventName\":[\"INSERT\"],\"size\":[1]} | false"
      })
  void patternsFitAsLambdaSaysTheyDo(String pattern, boolean fits) throws Exception {
    var event = new ObjectMapper().readTree(EVENT);

    assertThat(EventPattern.parse(pattern).matches(event)).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{\"a\":\"b\"}",
        "{\"a\":[]}",
        "{\"a\":[{\"cidr\":\"::1\"}]}",
        "{\"a\":[{\"numeric\":[\"~\",1]}]}",
        "{\"a\":[{\"numeric\":[\"=\"]}]}"
      })
  void whatIsNotUnderstoodIsRefused(String pattern) {
    assertThatThrownBy(() -> EventPattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusalNamesTheRule() {
    assertThatThrownBy(() -> EventPattern.parse("{\"a\":[{\"cidr\":\"::1\"}]}"))
        .hasMessageContaining("cidr");
  }
}
