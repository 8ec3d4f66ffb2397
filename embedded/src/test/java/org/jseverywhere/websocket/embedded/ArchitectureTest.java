package org.jseverywhere.websocket.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.jseverywhere.websocket.embedded",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String B = "org.jseverywhere.websocket";
  private static final String CORE = B + ".internal.core";
  private static final String NET = B + ".embedded.internal.net";

  @ArchTest
  static final ArchRule EMBEDDED_KNOWS_THE_API_AND_THE_CORE_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              B + ".internal.cdi..", B + ".internal.endpoint..", B + ".internal.servlet..");

  @ArchTest
  static final ArchRule THE_SOCKETS_KNOW_NOTHING_OF_APPLICATIONS =
      classes()
          .that()
          .resideInAPackage(NET)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl..",
              "jakarta.websocket..",
              "org.glassfish.grizzly..",
              "org.glassfish.tyrus..",
              B,
              CORE,
              NET,
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
