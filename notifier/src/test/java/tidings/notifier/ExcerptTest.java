package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void shortTextStays() {
    assertThat(Excerpt.of("Hej då", 10)).isEqualTo("Hej då");
  }

  @Test
  void longTextEndsInAnEllipsis() {
    assertThat(Excerpt.of("0123456789A", 10)).isEqualTo("012345678…");
  }

  @Test
  void aCharacterOfTwoUnitsIsNotCutInHalf() {
    assertThat(Excerpt.of("👋👋👋👋", 3)).isEqualTo("👋👋…");
  }

  @Test
  void linesBecomeOne() {
    assertThat(Excerpt.of(" a\r\n\tb\u0000c ", 10)).isEqualTo("a b c");
  }

  @Test
  void whatCannotBeSentIsLeftOut() {
    assertThat(Excerpt.of("a\uD83Db\uFFFFc\uFFFE", 10)).isEqualTo("abc");
  }

  @Test
  void nothingToShowIsNothing() {
    assertThat(Excerpt.of(null, 10)).isNull();
    assertThat(Excerpt.of(" \n ", 10)).isNull();
  }
}
