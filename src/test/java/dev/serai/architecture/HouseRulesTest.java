package dev.serai.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How the packages may depend on each other. */
@AnalyzeClasses(packages = "dev.serai", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

	/**
	 * The packages that know the platform that Serai is built on; all others are the
	 * domain.
	 */
	private static final String[] PLATFORM = { "dev.serai", "dev.serai.boot..", "dev.serai.road..",
			"dev.serai.store.." };

	@ArchTest
	static final ArchRule THE_DOMAIN_KNOWS_NEITHER_CAMEL_NOR_SPRING = noClasses().that()
		.resideOutsideOfPackages(PLATFORM)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.camel..", "org.springframework..", "jakarta.servlet..");

	@ArchTest
	static final ArchRule THE_DOMAIN_DOES_NOT_KNOW_THE_PLATFORM_PACKAGES = noClasses().that()
		.resideOutsideOfPackages(PLATFORM)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("dev.serai.boot..", "dev.serai.road..", "dev.serai.store..");

	@ArchTest
	static final ArchRule THE_CALL_KNOWS_NO_OTHER_PACKAGE = classes().that()
		.resideInAPackage("dev.serai.call..")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("dev.serai.call..", "java..", "org.jspecify..", "com.fasterxml.jackson..");

	@ArchTest
	static final ArchRule DEPENDENCIES_POINT_ONE_WAY = slices().matching("dev.serai.(*)..").should().beFreeOfCycles();

}
