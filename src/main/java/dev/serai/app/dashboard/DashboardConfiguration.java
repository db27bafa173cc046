package dev.serai.app.dashboard;

import java.time.Duration;
import java.util.Map;

import dev.serai.admin.people.config.SignInProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/** Serves the dashboard's files; its data comes from {@code /api}. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

	@Bean
	DashboardFiles dashboardFiles() {
		return new DashboardFiles();
	}

	/** Serves the page, its modules, and the facts available before sign-in. */
	@Controller
	static final class Dashboard {

		private final DashboardFiles files;

		private final Map<String, Boolean> waysIn;

		Dashboard(DashboardFiles files, SignInProperties signIn) {
			this.files = files;
			this.waysIn = Map.of("oidc", signIn.oidc().isConfigured());
		}

		@GetMapping(path = { "/", "/index.html" })
		ResponseEntity<byte[]> page(
				@RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
			return answer("index.html", encodings);
		}

		@GetMapping(path = "/assets/{file}")
		ResponseEntity<byte[]> file(@PathVariable String file,
				@RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
			return answer(file, encodings);
		}

		@GetMapping(path = "/assets/{folder}/{file}")
		ResponseEntity<byte[]> file(@PathVariable String folder, @PathVariable String file,
				@RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
			return answer(folder + "/" + file, encodings);
		}

		/** Returns the available ways to sign in. */
		@GetMapping(path = "/assets/sign-in.json")
		ResponseEntity<Map<String, Boolean>> waysIn() {
			return ResponseEntity.ok()
				.contentType(MediaType.APPLICATION_JSON)
				.cacheControl(CacheControl.noCache())
				.body(this.waysIn);
		}

		private ResponseEntity<byte[]> answer(String name, @Nullable String encodings) {
			DashboardFiles.File file = this.files.file(name);
			if (file == null) {
				throw new ResponseStatusException(HttpStatus.NOT_FOUND);
			}
			boolean zipped = encodings != null && encodings.contains("gzip");
			// Files that may change are revalidated, and not sent again while unchanged.
			ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
				.contentType(file.type())
				.cacheControl(file.lasting() ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
						: CacheControl.noCache())
				.varyBy(HttpHeaders.ACCEPT_ENCODING)
				.eTag("\"" + file.hash() + (zipped ? "-gzip" : "") + "\"");
			// Set explicitly, because Spring would add a guessed file name.
			answer.header(HttpHeaders.CONTENT_DISPOSITION, "inline");
			if (zipped) {
				answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
			}
			return answer.body(zipped ? file.zipped() : file.content());
		}

	}

}
