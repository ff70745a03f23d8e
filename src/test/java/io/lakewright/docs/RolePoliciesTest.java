package io.lakewright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The IAM policies in {@code emr/} allow what a job needs and no more. */
class RolePoliciesTest {
  private static final String LAKE = "arn:aws:s3:::LAKE-BUCKET/*";

  @ParameterizedTest
  @ValueSource(strings = {"maintain", "archive", "restore"})
  void nameEveryActionAndNoOtherBucketThanTheirOwn(String job) throws IOException {
    for (JsonNode statement : statements(job)) {
      assertThat(texts(statement.get("Action"))).noneMatch(action -> action.contains("*"));
      assertThat(texts(statement.get("Resource")))
          .allMatch(resource -> resource.matches(".*[A-Z]{4}.*"), "has a name to put in");
    }
    assertThat(actionsOnObjects(job))
        .contains("s3:GetObject", "s3:PutObject", "s3:PutObjectTagging");
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive", "restore"})
  void letNothingBeDeletedThatIsArchived(String job) throws IOException {
    assertThat(actionsOnObjects(job)).doesNotContain("s3:DeleteObject", "s3:DeleteObjectVersion");
  }

  private static List<String> actionsOnObjects(String job) throws IOException {
    List<String> actions = new ArrayList<>();
    for (JsonNode statement : statements(job)) {
      if (texts(statement.get("Resource")).contains(LAKE)) {
        actions.addAll(texts(statement.get("Action")));
      }
    }
    return actions;
  }

  private static JsonNode statements(String job) throws IOException {
    return new ObjectMapper()
        .readTree(TestDirs.base().resolve("emr/%s-policy.json".formatted(job)).toFile())
        .get("Statement");
  }

  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.asText());
    }
    value.elements().forEachRemaining(element -> texts.add(element.asText()));
    return texts;
  }
}
