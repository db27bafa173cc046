package dev.serai.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EveryRouteFileTest {

	private static final Path ROUTES = Path.of("src/main/resources/routes");

	private static final String SUFFIX = ".camel.yaml";

	@Test
	void isTestedAlone() throws IOException {
		assertThat(tested()).containsExactlyInAnyOrderElementsOf(files());
	}

	private static List<String> tested() {
		return new ClassFileImporter().importPackages(EveryRouteFileTest.class.getPackageName())
			.stream()
			.filter(test -> test.isAnnotatedWith(RouteFile.class) && test.isAssignableTo(RouteTest.class))
			.flatMap(test -> Stream.of(test.getAnnotationOfType(RouteFile.class).value()))
			.toList();
	}

	private static List<String> files() throws IOException {
		try (Stream<Path> files = Files.walk(ROUTES)) {
			return files.map(file -> ROUTES.relativize(file).toString())
				.filter(file -> file.endsWith(SUFFIX))
				.map(file -> file.substring(0, file.length() - SUFFIX.length()))
				.toList();
		}
	}

}
