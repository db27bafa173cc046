package dev.serai.platform.contract.camel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import dev.serai.platform.contract.Contract;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Provides the contract, its documentation at {@code /docs}, and request validation. */
@Configuration(proxyBeanMethods = false)
class ContractRouteBeans {

	@Bean
	Contract contract() {
		return Contract.builtIn();
	}

	/** Serves the documentation page, the document, and the page's files. */
	@Controller
	static final class Docs {

		private static final String UI = "/META-INF/resources/webjars/swagger-ui/5.30.2/";

		private static final Map<String, MediaType> FILES = Map.of("swagger-ui.css", new MediaType("text", "css"),
				"swagger-ui-bundle.js", new MediaType("text", "javascript"), "favicon-32x32.png", MediaType.IMAGE_PNG);

		private final byte[] document;

		Docs(Contract contract) {
			this.document = contract.json().getBytes(StandardCharsets.UTF_8);
		}

		@GetMapping(path = "/docs")
		ResponseEntity<ClassPathResource> page() {
			return file(new ClassPathResource("/docs/index.html"), MediaType.TEXT_HTML);
		}

		@GetMapping(path = "/docs/start.js")
		ResponseEntity<ClassPathResource> start() {
			return file(new ClassPathResource("/docs/start.js"), new MediaType("text", "javascript"));
		}

		@GetMapping(path = "/docs/openapi.json")
		ResponseEntity<byte[]> document() {
			return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(this.document);
		}

		@GetMapping(path = "/docs/ui/{file}")
		ResponseEntity<ClassPathResource> ui(@PathVariable String file) {
			MediaType type = FILES.get(file);
			if (type == null) {
				throw new ResponseStatusException(HttpStatus.NOT_FOUND);
			}
			return file(new ClassPathResource(UI + file), type);
		}

		private static ResponseEntity<ClassPathResource> file(ClassPathResource file, MediaType type) {
			return ResponseEntity.ok()
				.contentType(type)
				.cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)))
				.body(file);
		}

	}

}
