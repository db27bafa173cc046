package dev.serai.road;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.component.servlet.ServletEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what, on every address that the program has. */
@ExtendWith(OneProvider.class)
class RightsTest {

	/** Whose key opens an address. */
	private enum Opens {

		CALLERS, OPERATORS

	}

	private static final Map<String, Opens> TABLE = Map.ofEntries(Map.entry("POST /v1/chat/completions", Opens.CALLERS),
			Map.entry("POST /v1/route", Opens.CALLERS), Map.entry("GET /v1/models", Opens.CALLERS),
			Map.entry("POST /api/teams", Opens.OPERATORS), Map.entry("GET /api/teams", Opens.OPERATORS),
			Map.entry("POST /api/keys", Opens.OPERATORS), Map.entry("GET /api/keys", Opens.OPERATORS),
			Map.entry("DELETE /api/keys/{id}", Opens.OPERATORS), Map.entry("GET /api/calls", Opens.OPERATORS),
			Map.entry("GET /api/calls/{id}", Opens.OPERATORS), Map.entry("GET /api/spend", Opens.OPERATORS),
			Map.entry("GET /api/guardrails", Opens.OPERATORS));

	/** The container's own, which shows an error and takes part in nothing. */
	private static final Set<String> ERROR_PAGE = Set.of("* /error");

	@Test
	void everyAddressIsInTheTable(Gateway gateway) {
		Set<String> mapped = new TreeSet<>();
		gateway.parts(RequestMappingHandlerMapping.class)
			.forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> {
				Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
				for (String path : info.getPatternValues()) {
					if (methods.isEmpty()) {
						mapped.add("* " + path);
					}
					methods.forEach(method -> mapped.add(method + " " + path));
				}
			}));
		gateway.part(CamelContext.class).getEndpoints().forEach(endpoint -> {
			if (endpoint instanceof ServletEndpoint door) {
				mapped.add(door.getHttpMethodRestrict() + " /" + door.getServletName() + door.getPath());
			}
		});
		mapped.removeAll(ERROR_PAGE);
		assertThat(mapped).isEqualTo(new TreeSet<>(TABLE.keySet()));
	}

	@Test
	void everyAddressOpensToItsOwnKeyAlone(Gateway gateway) {
		Map<String, Integer> wrong = new TreeMap<>();
		TABLE.forEach((address, opens) -> {
			int nobody = status(gateway, address, null);
			int caller = status(gateway, address, gateway.key());
			int operator = status(gateway, address, Gateway.ADMIN_KEY);
			check(wrong, address + " without a key", nobody, false);
			check(wrong, address + " with a caller's key", caller, opens == Opens.CALLERS);
			check(wrong, address + " with the admin key", operator, opens == Opens.OPERATORS);
		});
		assertThat(wrong).isEmpty();
	}

	private static void check(Map<String, Integer> wrong, String who, int status, boolean opens) {
		boolean refused = status == 401 || status == 403;
		if (refused == opens || status >= 500) {
			wrong.put(who, status);
		}
	}

	private static int status(Gateway gateway, String address, String key) {
		String method = address.substring(0, address.indexOf(' '));
		String path = address.substring(address.indexOf(' ') + 1)
			.replace("{id}", "00000000-0000-0000-0000-000000000000");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url(path)))
			.header("content-type", "application/json")
			.method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
		if (key != null) {
			request.header("authorization", "Bearer " + key);
		}
		HttpResponse<String> response = gateway.send(request.build());
		if (response.statusCode() >= 400) {
			assertThat(Gateway.json(response).path("error").path("code").asText()).as(address).isNotEmpty();
		}
		return response.statusCode();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/health", "/info", "/prometheus", "/env", "/heapdump", "/health/readiness" })
	void nothingOfTheManagementIsOnTheCallersPort(String path, Gateway gateway) {
		for (String key : new String[] { gateway.key(), Gateway.ADMIN_KEY }) {
			HttpResponse<String> response = gateway
				.send(HttpRequest.newBuilder(URI.create(gateway.url("/actuator" + path)))
					.header("authorization", "Bearer " + key)
					.GET()
					.build());
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(Gateway.json(response).path("error").path("code").asText()).isEqualTo("not_found");
		}
	}

	@Test
	void theManagementPortShowsHealthInfoAndMetersAlone(Gateway gateway) {
		assertThat(Gateway.json(management(gateway, "")).path("_links").fieldNames()).toIterable()
			.allMatch(name -> name.equals("self") || name.startsWith("health") || name.equals("info")
					|| name.startsWith("prometheus"));
		for (String path : new String[] { "/health/liveness", "/health/readiness", "/info", "/prometheus" }) {
			assertThat(management(gateway, path).statusCode()).as(path).isEqualTo(200);
		}
		for (String path : new String[] { "/env", "/beans", "/configprops", "/heapdump", "/threaddump", "/loggers",
				"/mappings", "/shutdown" }) {
			assertThat(management(gateway, path).statusCode()).as(path).isEqualTo(404);
		}
		assertThat(Gateway.json(management(gateway, "/health")).fieldNames()).toIterable()
			.as("nothing of the inside")
			.isSubsetOf("status", "groups");
		for (String path : new String[] { "/v1/models", "/api/teams" }) {
			HttpResponse<String> response = gateway
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + path))
					.GET()
					.build());
			assertThat(response.statusCode()).as(path).isEqualTo(404);
		}
	}

	private static HttpResponse<String> management(Gateway gateway, String path) {
		return gateway.send(
				HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + "/actuator" + path))
					.GET()
					.build());
	}

}
