package org.jseverywhere.websocket.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.jseverywhere.websocket.internal",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String B = "org.jseverywhere.websocket";
  private static final String CORE = B + ".internal.core";
  private static final String ENDPOINT = B + ".internal.endpoint";
  private static final String SERVLET = B + ".internal.servlet";
  private static final String CDI = B + ".internal.cdi";
  private static final String MANAGEMENT = B + ".internal.management";

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_CONTAINER =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              B,
              B + ".spi",
              CORE,
              "org.jspecify..",
              "com.google.errorprone.annotations..");

  @ArchTest
  static final ArchRule THE_ENDPOINT_KNOWS_JAKARTA_WEBSOCKET_ONLY =
      classes()
          .that()
          .resideInAPackage(ENDPOINT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "jakarta.websocket..", B, CORE, ENDPOINT, "org.jspecify..");

  @ArchTest
  static final ArchRule THE_SERVLET_SHELL_KNOWS_NO_CDI =
      classes()
          .that()
          .resideInAPackage(SERVLET)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.naming..",
              "jakarta.servlet..",
              "jakarta.websocket..",
              "jakarta.enterprise.concurrent..",
              B,
              CORE,
              ENDPOINT,
              SERVLET,
              "org.jspecify..",
              "com.google.errorprone.annotations..");

  @ArchTest
  static final ArchRule THE_CDI_SHELL_KNOWS_NO_CONTAINER =
      classes()
          .that()
          .resideInAPackage(CDI)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "jakarta.enterprise..",
              "jakarta.inject..",
              B,
              B + ".inject",
              CORE,
              CDI,
              "org.jspecify..");

  @ArchTest
  static final ArchRule THE_MANAGEMENT_SHELL_KNOWS_NO_CONTAINER =
      classes()
          .that()
          .resideInAPackage(MANAGEMENT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.management..",
              B,
              CORE,
              MANAGEMENT,
              "org.jspecify..",
              "com.google.errorprone.annotations..");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  private ArchitectureTest() {}
}
