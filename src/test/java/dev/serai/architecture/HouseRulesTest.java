package dev.serai.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** How the packages may depend on each other. */
@AnalyzeClasses(packages = "dev.serai", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

	/**
	 * The packages that know a technology, each named for it; all others are plain Java.
	 */
	private static final String[] TECHNOLOGY = { "dev.serai", "dev.serai.app..", "..camel..", "..config..", "..jdbc..",
			"..redis..", "dev.serai.platform.database..", "dev.serai.gateway.http..",
			"dev.serai.admin.people.security" };

	@ArchTest
	static final ArchRule ROOTS_KNOW_NO_FRAMEWORK = noClasses().that()
		.resideOutsideOfPackages(TECHNOLOGY)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.camel..", "org.springframework..", "jakarta.servlet..", "java.sql..",
				"javax.sql..", "io.lettuce..");

	@ArchTest
	static final ArchRule THE_CALL_KNOWS_NO_OTHER_PACKAGE = classes().that()
		.resideInAnyPackage("dev.serai.gateway.call", "dev.serai.gateway.operation..")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("dev.serai.gateway.call", "dev.serai.gateway.operation..", "dev.serai.platform.error",
				"dev.serai.platform.json", "java..", "org.jspecify..", "com.fasterxml.jackson..");

}
