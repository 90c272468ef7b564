package tidings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the packages of this module may know of the world and of each other. */
class WallsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPath(Path.of("target/classes"));

  @Test
  void hashesKnowNothingButJava() {
    classes()
        .that()
        .resideInAPackage("tidings.digest")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("tidings.digest", "java..", "javax.crypto..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void messagesKnowNothingOfAwsOrTheWorld() {
    noClasses()
        .that()
        .resideInAPackage("tidings.message")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon..",
            "com.amazonaws..",
            "java.net.http..",
            "org.slf4j..",
            "tidings.lambda",
            "tidings.table")
        .check(CLASSES);
  }

  @Test
  void messagesAskNeitherClockNorEnvironment() {
    noClasses()
        .that()
        .resideInAPackage("tidings.message")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .check(CLASSES);
  }

  @Test
  void tablesKnowDynamosModelAndNoClient() {
    noClasses()
        .that()
        .resideInAPackage("tidings.table")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon.awssdk.services.dynamodb", "com.amazonaws..", "tidings.lambda")
        .check(CLASSES);
  }

  @Test
  void lambdaPlumbingKnowsNoMessagesAndNoTables() {
    noClasses()
        .that()
        .resideInAPackage("tidings.lambda")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tidings.message", "tidings.table")
        .check(CLASSES);
  }
}
