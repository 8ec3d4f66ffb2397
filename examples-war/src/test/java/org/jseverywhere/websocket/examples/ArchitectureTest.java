package org.jseverywhere.websocket.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.jseverywhere.websocket.examples",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String B = "org.jseverywhere.websocket";

  @ArchTest
  static final ArchRule EXAMPLES_KNOW_WHAT_ANY_APPLICATION_KNOWS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "jakarta.enterprise..",
              "jakarta.inject..",
              "jakarta.servlet..",
              "org.jspecify..",
              B,
              B + ".inject",
              B + ".examples..");

  @ArchTest
  static final ArchRule EACH_EXAMPLE_CAN_BE_READ_ALONE =
      slices().matching(B + ".examples.(*)..").should().notDependOnEachOther();

  private ArchitectureTest() {}
}
