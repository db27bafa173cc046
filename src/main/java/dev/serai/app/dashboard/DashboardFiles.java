package dev.serai.app.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.serai.admin.people.config.SignInProperties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * Serves the dashboard's page, its modules, the libraries they use, and the facts
 * available before sign-in; the data comes from {@code /api}.
 */
@Controller
final class DashboardFiles {

	private static final String OWN = "/static/dashboard/";

	private static final String LIBRARIES = "/META-INF/resources/_static/";

	/** No segment begins with a dot, so that none leads out of the two folders. */
	private static final Pattern NAME = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*)+");

	private final Map<String, Boolean> waysIn;

	DashboardFiles(SignInProperties signIn) {
		this.waysIn = Map.of("oidc", signIn.oidc().isConfigured());
	}

	@GetMapping(path = { "/", "/index.html" })
	ResponseEntity<Resource> page() throws IOException {
		return own("index.html");
	}

	@GetMapping(path = "/assets/{file}")
	ResponseEntity<Resource> file(@PathVariable String file) throws IOException {
		return own(file);
	}

	@GetMapping(path = "/assets/{folder}/{file}")
	ResponseEntity<Resource> file(@PathVariable String folder, @PathVariable String file) throws IOException {
		return own(folder + "/" + file);
	}

	/**
	 * Returns a file of a library. Its path contains the version, so it never changes.
	 */
	@GetMapping(path = "/assets/lib/{library}/{version}/{*file}")
	ResponseEntity<Resource> library(@PathVariable String library, @PathVariable String version,
			@PathVariable String file) throws IOException {
		return answer(LIBRARIES + library + "/" + version + file,
				CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
	}

	/** Returns the available ways to sign in. */
	@GetMapping(path = "/assets/sign-in.json")
	ResponseEntity<Map<String, Boolean>> waysIn() {
		return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(this.waysIn);
	}

	/** Returns a file that is revalidated, and not sent again while unchanged. */
	private static ResponseEntity<Resource> own(String name) throws IOException {
		return answer(OWN + name, CacheControl.noCache());
	}

	private static ResponseEntity<Resource> answer(String path, CacheControl cacheControl) throws IOException {
		Resource file = new ClassPathResource(path);
		Optional<MediaType> type = MediaTypeFactory.getMediaType(file);
		if (!NAME.matcher(path).matches() || type.isEmpty() || !file.isReadable()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		try (InputStream content = file.getInputStream()) {
			return ResponseEntity.ok()
				.contentType(type.get())
				.cacheControl(cacheControl)
				// Weak, because the compressed file has the same.
				.eTag("W/\"" + DigestUtils.md5DigestAsHex(content) + "\"")
				// Set explicitly, because Spring would add a guessed file name.
				.header(HttpHeaders.CONTENT_DISPOSITION, "inline")
				.body(file);
		}
	}

}
