package dev.serai.testing;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import dev.serai.platform.contract.Contract;
import dev.serai.platform.contract.Schemas;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds every answer that a test gets against the contract: what is not in the document
 * is not sent, and what is in the document is.
 */
public final class ContractCheck {

	private static final Contract CONTRACT = Contract.builtIn();

	/** The document, as programs read it. */
	public static final JsonNode DOCUMENT = Gateway.json(CONTRACT.json());

	private static final Schemas SCHEMAS = new Schemas(DOCUMENT);

	private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

	private static final Map<String, Pattern> OPERATIONS = operations();

	private ContractCheck() {
	}

	private static Map<String, Pattern> operations() {
		Map<String, Pattern> operations = new LinkedHashMap<>();
		CONTRACT.operations()
			.stream()
			// A fixed path before a template that fits it as well.
			.sorted((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")))
			.forEach(name -> operations.put(name, Pattern.compile(name.replaceAll("\\{\\w+}", "[^/?]+"))));
		return operations;
	}

	static void check(HttpResponse<String> response, int port) {
		String method = response.request().method();
		String path = response.request().uri().getRawPath();
		String type = response.headers().firstValue("content-type").orElse("");
		if (method.equals("HEAD")) {
			return;
		}
		boolean api = response.request().uri().getPort() == port
				&& (path.startsWith("/api/") || path.startsWith("/v1/"));
		if (!api) {
			return;
		}
		String where = method + " " + path + " -> " + response.statusCode();
		if (response.statusCode() >= 400) {
			assertThat(faults("/components/schemas/Error", response.body())).as(where + " " + response.body())
				.isEmpty();
			return;
		}
		String operation = OPERATIONS.entrySet()
			.stream()
			.filter(entry -> entry.getValue().matcher(method + " " + path).matches())
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow(() -> new AssertionError(where + " is not in the contract"));
		String at = "/paths/" + operation.substring(operation.indexOf(' ') + 1).replace("/", "~1") + "/"
				+ operation.substring(0, operation.indexOf(' ')).toLowerCase(java.util.Locale.ROOT) + "/responses/"
				+ response.statusCode();
		JsonNode documented = DOCUMENT.at(at);
		assertThat(documented.isMissingNode()).as(where + " is not a status in the contract").isFalse();
		if (type.startsWith("application/json") && documented.has("content")) {
			assertThat(faults(at + "/content/application~1json/schema", response.body()))
				.as(where + " " + response.body())
				.isEmpty();
		}
	}

	private static Set<ValidationMessage> faults(String pointer, String body) {
		return COMPILED.computeIfAbsent(pointer, it -> SCHEMAS.schema(DOCUMENT.at(it))).validate(Gateway.json(body));
	}

}
