package io.lakewright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.s3a.session.token",
        "db-password",
        "apiKey",
        "X-Amz-Signature"
      })
  void masksSettingsThatHoldSecrets(String name) {
    assertThat(Secrets.mask(name, "hunter2")).isEqualTo("***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"input", "codes", "spark.hadoop.fs.s3a.endpoint", "sort-by"})
  void keepsOrdinarySettings(String name) {
    assertThat(Secrets.mask(name, "value")).isEqualTo("value");
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/f.gz?Expires=1&Signature=abc, https://h/f.gz?***",
    "https://user:pass@h/f, https://***@h/f",
    "s3://bucket/key=value/x, s3://bucket/key=value/x",
    "spark.secret=x, spark.secret=***",
    "--spark-conf=spark.my.password=x, --spark-conf=spark.my.password=***",
    "--input=https://h/f?sig=1, --input=https://h/f?***"
  })
  void masksWithinTexts(String text, String shown) {
    assertThat(Secrets.maskText(text)).isEqualTo(shown);
  }

  @Test
  void masksTheArgumentAfterASecretOption() {
    assertThat(
            Secrets.maskArguments(
                List.of(
                    "flatten", "--api-token", "abc", "--input", "x", "--spark-conf", "a.token=b")))
        .containsExactly(
            "flatten", "--api-token", "***", "--input", "x", "--spark-conf", "a.token=***");
  }

  @Test
  void conditionsAreHiddenForTheyMayNameAPerson() {
    assertThat(Secrets.maskArguments(List.of("erase", "--where", "mail = 'ann'", "--dry-run")))
        .containsExactly("erase", "--where", Secrets.MASK, "--dry-run");
    assertThat(Secrets.maskArguments(List.of("--where=mail = 'ann'")))
        .containsExactly("--where=" + Secrets.MASK);
    assertThat(Secrets.mask("where", "mail = 'ann'")).isEqualTo(Secrets.MASK);
  }
}
