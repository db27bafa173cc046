package dev.serai.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the packages may depend on each other: wings one above the other, no cycles, and
 * each technology only in the packages that are named for it.
 */
@AnalyzeClasses(packages = "dev.serai", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

	private static final int MOST_FILES = 40;

	/** Starts and assembles the program, so it knows the frameworks. */
	private static final String APP = "dev.serai.app..";

	/** The class with the main method. */
	private static final String MAIN = "dev.serai";

	/**
	 * HTTP as the container hands it over; what of it knows Camel is in its package
	 * camel.
	 */
	private static final String HTTP = "dev.serai.gateway.http..";

	/** The door to PostgreSQL, which every package jdbc goes through. */
	private static final String DATABASE = "dev.serai.platform.database..";

	/** The filters of Spring Security before the dashboard and its API. */
	private static final String SECURITY = "dev.serai.admin.people.security";

	/** What they measure goes on whatever the program's clocks say. */
	private static final Set<String> NEED_THE_MACHINES_TIME = Set.of(
			// How long a sign-in may still wait for sockets of the identity provider.
			"dev.serai.admin.people.security.IssuerTime",
			// Spring Session goes by the machine's time.
			"dev.serai.admin.people.security.BrowserSessions",
			// How long a caller's socket may take to bring a request.
			"dev.serai.gateway.http.RequestBody", "dev.serai.gateway.http.tomcat.MonitoredSocket",
			// Made by Tomcat, which answers before the program and its clock are there.
			"dev.serai.gateway.http.tomcat.EarlyError",
			// How long the database's process takes to start, and lives.
			"dev.serai.platform.database.embedded.EmbeddedDatabase",
			"dev.serai.platform.database.embedded.PostgresServer",
			// Redis, and the other nodes as it knows them, have a time of their own.
			"dev.serai.platform.redis.Nodes", "dev.serai.platform.redis.Redis");

	@ArchTest
	static final ArchRule WINGS_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("app")
		.definedBy(MAIN, APP)
		.layer("insight")
		.definedBy("dev.serai.insight..")
		.layer("admin")
		.definedBy("dev.serai.admin..")
		.layer("ledger")
		.definedBy("dev.serai.ledger..")
		.layer("gateway")
		.definedBy("dev.serai.gateway..")
		.layer("platform")
		.definedBy("dev.serai.platform..")
		.whereLayer("app")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("insight")
		.mayOnlyBeAccessedByLayers("app")
		.whereLayer("admin")
		.mayOnlyBeAccessedByLayers("app", "insight")
		.whereLayer("ledger")
		.mayOnlyBeAccessedByLayers("app", "insight", "admin")
		.whereLayer("gateway")
		.mayOnlyBeAccessedByLayers("app", "insight", "admin", "ledger");

	@ArchTest
	static final ArchRule EVERY_CLASS_IS_IN_A_WING = classes().should()
		.resideInAnyPackage(MAIN, APP, "dev.serai.insight..", "dev.serai.admin..", "dev.serai.ledger..",
				"dev.serai.gateway..", "dev.serai.platform..");

	@ArchTest
	static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.serai.(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule ONLY_CAMEL_KNOWS_CAMEL = noClasses().that()
		.resideOutsideOfPackages("..camel..", APP)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.apache.camel..");

	@ArchTest
	static final ArchRule ONLY_TECHNOLOGY_PACKAGES_KNOW_SPRING = noClasses().that()
		.resideOutsideOfPackages("..camel..", "..config..", "..jdbc..", "..redis..", MAIN, APP, HTTP, DATABASE,
				SECURITY)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

	@ArchTest
	static final ArchRule ONLY_HTTP_KNOWS_SERVLETS = noClasses().that()
		.resideOutsideOfPackages("..camel..", APP, HTTP, SECURITY)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("jakarta.servlet..");

	@ArchTest
	static final ArchRule ONLY_JDBC_KNOWS_JDBC = noClasses().that()
		.resideOutsideOfPackages("..jdbc..", DATABASE)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..",
				"org.springframework.jdbc..");

	@ArchTest
	static final ArchRule ONLY_THE_SCHEDULE_KNOWS_QUARTZ = noClasses().that()
		.resideOutsideOfPackages("dev.serai.platform.schedule..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.quartz..");

	@ArchTest
	static final ArchRule ONLY_REDIS_KNOWS_LETTUCE = noClasses().that()
		.resideOutsideOfPackages("..redis..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.lettuce..");

	@ArchTest
	static final ArchRule ONLY_COMMANDS_KNOW_THE_COMMAND_LINE = noClasses().that()
		.resideOutsideOfPackages("..command..", APP)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("picocli..");

	/** What a feature is stands above what it is made with. */
	@ArchTest
	static final ArchRule ROOTS_DO_NOT_KNOW_TECHNOLOGY_PACKAGES = noClasses().that()
		.resideOutsideOfPackages("..camel..", "..command..", "..config..", "..jdbc..", MAIN, APP, DATABASE, SECURITY,
				"dev.serai.gateway.http.tomcat")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("dev.serai..camel..", "dev.serai..command..", "dev.serai..config..", "dev.serai..jdbc..",
				DATABASE);

	@ArchTest
	static final ArchRule THE_CALL_KNOWS_NO_OTHER_PACKAGE = classes().that()
		.resideInAnyPackage("dev.serai.gateway.call", "dev.serai.gateway.operation..")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("dev.serai.gateway.call", "dev.serai.gateway.operation..", "dev.serai.platform.error",
				"dev.serai.platform.json", "java..", "org.jspecify..", "com.fasterxml.jackson..");

	/** What has its time from the program's clocks can be simulated. */
	@ArchTest
	static final ArchRule ONLY_THE_CLOCKS_READ_THE_SYSTEMS_TIME = noClasses().that()
		.resideOutsideOfPackage("dev.serai.platform.clock..")
		.and(describe("do not need the machine's time", type -> !NEED_THE_MACHINES_TIME.contains(type.getName())))
		.should()
		.accessTargetWhere(describe("reads the system's time", HouseRulesTest::readsTheTime));

	/** Without a ticker a cache forgets by the system's time. */
	@ArchTest
	static final ArchRule CACHES_FORGET_BY_THE_CLOCK = noClasses()
		.that(describe("make caches that forget",
				type -> calls(type, Caffeine.class, "expireAfter", "expireAfterWrite", "expireAfterAccess",
						"refreshAfterWrite")))
		.should(have(describe("no ticker", type -> !calls(type, Caffeine.class, "ticker"))));

	private static boolean readsTheTime(JavaAccess<?> access) {
		String owner = access.getTargetOwner().getName();
		String name = access.getName();
		boolean bare = access.getTarget() instanceof CodeUnitAccessTarget target
				&& target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
		return switch (owner) {
			case "java.lang.System" -> Set.of("nanoTime", "currentTimeMillis").contains(name);
			case "java.time.Clock" -> name.startsWith("system") || (name.startsWith("tick") && bare);
			case "java.time.InstantSource" -> name.equals("system");
			case "java.util.Date", "java.util.GregorianCalendar" ->
				name.equals("<init>") && ((CodeUnitAccessTarget) access.getTarget()).getRawParameterTypes().isEmpty();
			case "java.util.Calendar" -> name.equals("getInstance");
			case "com.github.benmanes.caffeine.cache.Ticker" -> name.equals("systemTicker");
			default -> owner.startsWith("java.time.") && name.equals("now") && bare;
		};
	}

	private static boolean calls(JavaClass type, Class<?> owner, String... names) {
		return type.getMethodCallsFromSelf()
			.stream()
			.anyMatch(call -> call.getTargetOwner().isEquivalentTo(owner) && List.of(names).contains(call.getName()));
	}

	@Test
	void noPackageIsACatchAll() throws IOException {
		Map<Path, Long> files;
		try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
			files = all.filter(file -> file.toString().endsWith(".java"))
				.collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
		}
		assertThat(files).isNotEmpty();
		assertThat(files.entrySet()).filteredOn(folder -> folder.getValue() > MOST_FILES).isEmpty();
	}

}
