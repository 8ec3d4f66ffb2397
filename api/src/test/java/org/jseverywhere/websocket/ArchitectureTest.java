package org.jseverywhere.websocket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.jseverywhere.websocket",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String B = "org.jseverywhere.websocket";

  @ArchTest
  static final ArchRule THE_API_KNOWS_ONLY_JAVA =
      classes()
          .that()
          .resideInAPackage(B)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", B, B + ".spi", "org.jspecify..");

  @ArchTest
  static final ArchRule THE_SPI_KNOWS_ONLY_THE_API =
      classes()
          .that()
          .resideInAPackage(B + ".spi")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", B, B + ".spi", "org.jspecify..");

  @ArchTest
  static final ArchRule INJECTION_KNOWS_CDI_AND_THE_API =
      classes()
          .that()
          .resideInAPackage(B + ".inject")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "jakarta.inject..",
              "jakarta.enterprise..",
              B,
              B + ".inject",
              "org.jspecify..");

  private ArchitectureTest() {}
}
