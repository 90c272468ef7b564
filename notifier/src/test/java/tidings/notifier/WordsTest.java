package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"sv", "es", "ar"})
  void everyTranslationIsComplete(String language) {
    var english = Words.of(Locale.ENGLISH).bundle();

    var translation = Words.of(Locale.of(language)).bundle();

    assertThat(translation.getLocale().getLanguage()).isEqualTo(language);
    for (String key : english.keySet()) {
      assertThat(translation.getString(key)).as(key).isNotEqualTo(english.getString(key));
    }
  }
}
