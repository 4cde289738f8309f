package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model's file tells what a report needs of it, and this is found. */
class ModelTextsTest {

  private static ModelTexts texts;

  @BeforeAll
  static void read() throws IOException {
    texts = ModelTexts.read();
  }

  @ParameterizedTest
  @MethodSource("serverbench.models.Choice#all")
  void everyChoiceHasAPictureAndAJudgement(Choice choice) {
    ModelTexts.Texts found = texts.of(choice);
    assertThat(found.topology().lines()).hasSizeGreaterThan(2).noneMatch(l -> l.startsWith(" *"));
    assertThat(found.topology()).containsPattern("[-=]>").doesNotContain("&lt;", "{@", "pre>");
    assertThat(found.shines()).startsWith("Shines ").endsWith(".");
    assertThat(found.fails()).startsWith("Fails ").endsWith(".");
    assertThat(found.shines() + found.fails()).doesNotContain("{@", "<p>", "  ", "}");
  }

  @Test
  void aVariantWithAFileOfItsOwnHasItsOwnTexts() {
    assertThat(texts.of(new Choice(Model.fiber, "cooperative")).topology()).contains("one thread");
    assertThat(texts.of(new Choice(Model.fiber, Model.DEFAULT_VARIANT)).topology())
        .contains("carriers");
    assertThat(texts.of(new Choice(Model.epoll, "et")))
        .isEqualTo(texts.of(new Choice(Model.poll, Model.DEFAULT_VARIANT)));
  }

  @Test
  void markupBecomesText() {
    ClassComment comment =
        ClassComment.of(
                """
                package x;
                /**
                 * Model 7, leader_follower: a {@link java.util.List} of {@code List}.
                 *
                 * <pre>
                 *     a &lt;-- b
                 *       ^
                 * </pre>
                 *
                 * <p>First. Shines with {@link #open}: a
                 * lot. Fails where {@code N} is low. At N it stops.
                 *
                 * <p>System calls.
                 */
                """)
            .orElseThrow();
    assertThat(comment.names()).containsExactly("leader_follower");
    assertThat(comment.topology()).isEqualTo("a <-- b\n  ^");
    assertThat(comment.shines()).isEqualTo("Shines with open: a lot.");
    assertThat(comment.fails()).isEqualTo("Fails where N is low. At N it stops.");
  }
}
