package dev.serai.platform.contract;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.ContractCheck;
import dev.serai.testing.Gateway;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.servlet.ServletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The document says what the program does: all of its addresses, and its examples work.
 */
class ContractTest {

	/** What examples call things by; the test puts real ids in their place. */
	private static final String TEAM = "6f1c2a34-1d5e-4a7b-9c8d-000000000001";

	private static final String KEY = "6f1c2a34-1d5e-4a7b-9c8d-000000000002";

	private static final String ORGANISATION = "6f1c2a34-1d5e-4a7b-9c8d-000000000003";

	private static final String PERSON = "6f1c2a34-1d5e-4a7b-9c8d-000000000004";

	private static final String BUDGET = "6f1c2a34-1d5e-4a7b-9c8d-000000000005";

	private static final String REPORT = "6f1c2a34-1d5e-4a7b-9c8d-0000000000a1";

	private static final String RULE = "6f1c2a34-1d5e-4a7b-9c8d-000000000006";

	private static final Contract CONTRACT = Contract.builtIn();

	private static Gateway gateway;

	@BeforeAll
	static void start() {
		gateway = Gateway.start(Map.of());
	}

	@AfterAll
	static void stop() {
		gateway.close();
	}

	@Test
	void everyAddressIsInTheDocumentAndNoOther() {
		Set<String> mapped = new TreeSet<>();
		gateway.part(CamelContext.class).getEndpoints().forEach(endpoint -> {
			if (endpoint instanceof ServletEndpoint door) {
				mapped.add(door.getHttpMethodRestrict() + " /" + door.getServletName() + door.getPath());
			}
			else if (endpoint instanceof PlatformHttpEndpoint door) {
				mapped.add(door.getHttpMethodRestrict() + " " + door.getPath());
			}
		});
		assertThat(mapped).isEqualTo(new TreeSet<>(CONTRACT.operations()));
	}

	@Test
	void everyRequestOfAnOperatorIsHeldAgainstTheDocument() {
		ModelCamelContext context = (ModelCamelContext) gateway.part(CamelContext.class);
		assertThat(
				context.getRoutes()
					.stream()
					.filter(route -> route.getEndpoint() instanceof PlatformHttpEndpoint)
					.map(route -> context.getRouteDefinition(route.getRouteId()))
					.filter(route -> route.getOutputs()
						.stream()
						.noneMatch(step -> step instanceof ProcessDefinition process
								&& process.getRef().equals("check-request")))
					.map(RouteDefinition::getId))
			.isEmpty();
	}

	@Test
	void everyOperationHasANameASummaryAndItsErrors() {
		ContractCheck.DOCUMENT.path("paths").forEach(path -> path.properties().forEach(member -> {
			if (!member.getKey().equals("parameters")) {
				JsonNode operation = member.getValue();
				assertThat(operation.path("operationId").asText()).isNotEmpty();
				assertThat(operation.path("summary").asText()).isNotEmpty();
				assertThat(operation.path("responses").has("401") || operation.path("security").toString().equals("[]"))
					.as(operation.path("operationId").asText() + " says what happens without a key")
					.isTrue();
				if (operation.has("requestBody")) {
					assertThat(operation.at("/requestBody/content/application~1json/examples"))
						.as(operation.path("operationId").asText() + " has an example")
						.isNotEmpty();
				}
			}
		}));
	}

	@TestFactory
	Stream<DynamicTest> examplesWork() {
		return ContractCheck.DOCUMENT.path("paths")
			.properties()
			.stream()
			.flatMap(path -> path.getValue()
				.properties()
				.stream()
				.filter(member -> !member.getKey().equals("parameters"))
				.flatMap(member -> examples(path.getKey(), member.getKey(), member.getValue())));
	}

	private static Stream<DynamicTest> examples(String path, String method, JsonNode operation) {
		JsonNode examples = operation.at("/requestBody/content/application~1json/examples");
		String name = operation.path("operationId").asText();
		if (examples.isMissingNode()) {
			return Stream.of(DynamicTest.dynamicTest(name, () -> works(path, method, operation, null)));
		}
		return examples.properties()
			.stream()
			.map(example -> DynamicTest.dynamicTest(name + ": " + example.getKey(),
					() -> works(path, method, operation, example.getValue().path("value").toString())));
	}

	private static void works(String path, String method, JsonNode operation, String body) {
		Map<String, String> ids = fresh();
		String real = path;
		for (Map.Entry<String, JsonNode> part : operation.path("x-example-path").properties()) {
			real = real.replace("{" + part.getKey() + "}", part.getValue().asText());
		}
		if (operation.has("x-example-query")) {
			real += "?" + operation.path("x-example-query").asText();
		}
		boolean calls = path.startsWith("/v1/");
		HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url(replaced(real, ids))))
			.header("authorization", "Bearer " + (calls ? gateway.key() : Gateway.ADMIN_KEY))
			.header("content-type", "application/json")
			.method(method.toUpperCase(java.util.Locale.ROOT),
					(body != null) ? BodyPublishers.ofString(replaced(body, ids)) : BodyPublishers.noBody())
			.build();
		HttpResponse<String> response = gateway.send(request);
		assertThat(response.statusCode()).as(response.body())
			.isIn(operation.has("x-example-status") ? List.of(operation.path("x-example-status").asInt())
					: List.of(200, 201, 204));
	}

	private static String replaced(String text, Map<String, String> ids) {
		String all = text;
		for (Map.Entry<String, String> id : ids.entrySet()) {
			all = all.replace(id.getKey(), id.getValue());
		}
		return all;
	}

	/** Things of its own for each example, which may end them. */
	private static Map<String, String> fresh() {
		Map<String, String> ids = new LinkedHashMap<>();
		String some = UUID.randomUUID().toString();
		ids.put(TEAM, created("/api/teams", "{\"name\":\"team " + some + "\"}"));
		ids.put(KEY, created("/api/keys", "{\"teamId\":\"" + ids.get(TEAM) + "\",\"name\":\"a key\"}"));
		ids.put(ORGANISATION, created("/api/organisations", "{\"name\":\"" + some + "\"}"));
		ids.put(PERSON, created("/api/people", "{\"email\":\"" + some + "@example.com\",\"name\":\"Ada\"}"));
		ids.put(BUDGET, created("/api/budgets",
				"{\"scope\":\"team\",\"period\":\"total\",\"limitUsd\":\"9\",\"teamId\":\"" + ids.get(TEAM) + "\"}"));
		ids.put(REPORT, created("/api/reports",
				"{\"name\":\"r\",\"scope\":\"all\",\"frequency\":\"daily\",\"recipients\":[\"ada@example.com\"]}"));
		ids.put(RULE, created("/api/alert-rules", "{\"name\":\"rule " + some + "\",\"kind\":\"error_rate\"}"));
		ids.put("ada-NEW", "ada-" + some);
		return ids;
	}

	private static String created(String path, String body) {
		HttpResponse<String> response = gateway.send(gateway.admin(path).POST(BodyPublishers.ofString(body)).build());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
		return Gateway.json(response).path("id").asText();
	}

	@Test
	void theDocumentIsShown() {
		HttpResponse<String> page = gateway
			.send(HttpRequest.newBuilder(URI.create(gateway.url("/docs"))).GET().build());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("docs/start.js");
		HttpResponse<String> document = gateway
			.send(HttpRequest.newBuilder(URI.create(gateway.url("/docs/openapi.json"))).GET().build());
		assertThat(Gateway.json(document)).isEqualTo(ContractCheck.DOCUMENT);
		for (String file : List.of("/docs/start.js", "/docs/ui/swagger-ui.css", "/docs/ui/swagger-ui-bundle.js")) {
			assertThat(gateway.send(HttpRequest.newBuilder(URI.create(gateway.url(file))).GET().build()).statusCode())
				.as(file)
				.isEqualTo(200);
		}
		assertThat(gateway
			.send(HttpRequest.newBuilder(URI.create(gateway.url("/docs/ui/oauth2-redirect.html"))).GET().build())
			.statusCode()).as("only what the page needs").isEqualTo(404);
	}

}
