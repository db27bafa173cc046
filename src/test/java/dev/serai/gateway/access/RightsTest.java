package dev.serai.gateway.access;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.apache.camel.CamelContext;
import org.apache.camel.component.servlet.ServletEndpoint;
import org.junit.jupiter.api.DisplayName;
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

	/**
	 * Whom an address lets through; what it then shows of whose teams is the next
	 * question.
	 */
	private enum Opens {

		/** Who has a key for calls. */
		CALLERS(Who.DATA_KEY),
		/** Everybody who does not send a credential that is of no use here. */
		ANYBODY(Who.NOBODY, Who.SIGNED_OUT, Who.VIEWER, Who.OUTSIDER, Who.OWNER, Who.AUDITOR, Who.ADMIN, Who.ADMIN_KEY),
		/** Everybody, whatever they send. */
		ALL(Who.values()),
		/** Who has signed in, as themselves. */
		PERSONS(Who.VIEWER, Who.OUTSIDER, Who.OWNER, Who.AUDITOR, Who.ADMIN),
		/** Who has signed in or holds the admin key; they see what is theirs. */
		MEMBERS(Who.VIEWER, Who.OUTSIDER, Who.OWNER, Who.AUDITOR, Who.ADMIN, Who.ADMIN_KEY),
		/** Who sees everything. */
		AUDITORS(Who.AUDITOR, Who.ADMIN, Who.ADMIN_KEY),
		/** Who may do everything. */
		ADMINS(Who.ADMIN, Who.ADMIN_KEY);

		private final Set<Who> who;

		Opens(Who... who) {
			this.who = Set.of(who);
		}

	}

	/** Who asks. The owner and the viewer are of one team, the outsider owns another. */
	private enum Who {

		NOBODY, DATA_KEY, SIGNED_OUT, VIEWER, OUTSIDER, OWNER, AUDITOR, ADMIN, ADMIN_KEY

	}

	private static final Map<String, Opens> TABLE = Map.ofEntries(Map.entry("POST /v1/chat/completions", Opens.CALLERS),
			Map.entry("POST /v1/route", Opens.CALLERS), Map.entry("GET /v1/models", Opens.CALLERS),
			Map.entry("GET /v1/models/{model}", Opens.CALLERS),
			Map.entry("GET /v1/models/{provider}/{model}", Opens.CALLERS),
			Map.entry("POST /v1/embeddings", Opens.CALLERS), Map.entry("POST /v1/completions", Opens.CALLERS),
			Map.entry("GET /", Opens.ALL), Map.entry("GET /index.html", Opens.ALL),
			Map.entry("GET /assets/{file}", Opens.ALL), Map.entry("GET /assets/{folder}/{file}", Opens.ALL),
			Map.entry("GET /assets/lib/{library}/{version}/{*file}", Opens.ALL),
			Map.entry("GET /assets/sign-in.json", Opens.ALL), Map.entry("GET /docs", Opens.ALL),
			Map.entry("GET /docs/start.js", Opens.ALL), Map.entry("GET /docs/openapi.json", Opens.ALL),
			Map.entry("GET /docs/ui/{file}", Opens.ALL), Map.entry("GET /api/alerts", Opens.MEMBERS),
			Map.entry("POST /api/alerts/{id}/acknowledge", Opens.MEMBERS),
			Map.entry("GET /api/alert-rules", Opens.MEMBERS), Map.entry("POST /api/alert-rules", Opens.MEMBERS),
			Map.entry("GET /api/alert-rules/{id}", Opens.MEMBERS),
			Map.entry("PATCH /api/alert-rules/{id}", Opens.MEMBERS),
			Map.entry("DELETE /api/alert-rules/{id}", Opens.MEMBERS), Map.entry("GET /api/audit", Opens.AUDITORS),
			Map.entry("POST /api/erasures", Opens.ADMINS), Map.entry("POST /api/audit/checkpoints", Opens.ADMINS),
			Map.entry("GET /api/audit/key", Opens.AUDITORS), Map.entry("GET /api/audit/verify", Opens.AUDITORS),
			Map.entry("GET /api/budgets", Opens.MEMBERS), Map.entry("POST /api/budgets", Opens.MEMBERS),
			Map.entry("DELETE /api/budgets/{id}", Opens.MEMBERS), Map.entry("GET /api/budgets/{id}", Opens.MEMBERS),
			Map.entry("PATCH /api/budgets/{id}", Opens.MEMBERS), Map.entry("DELETE /api/cache", Opens.ADMINS),
			Map.entry("GET /api/calls", Opens.MEMBERS), Map.entry("GET /api/calls/{id}", Opens.MEMBERS),
			Map.entry("GET /api/forecasts", Opens.MEMBERS), Map.entry("GET /api/guardrails", Opens.MEMBERS),
			Map.entry("GET /api/keys", Opens.MEMBERS), Map.entry("POST /api/keys", Opens.MEMBERS),
			Map.entry("DELETE /api/keys/{id}", Opens.MEMBERS), Map.entry("GET /api/keys/{id}", Opens.MEMBERS),
			Map.entry("PATCH /api/keys/{id}", Opens.MEMBERS), Map.entry("POST /api/keys/{id}/rotate", Opens.MEMBERS),
			Map.entry("DELETE /api/limits", Opens.MEMBERS), Map.entry("GET /api/limits", Opens.MEMBERS),
			Map.entry("PUT /api/limits", Opens.MEMBERS), Map.entry("GET /api/organisations", Opens.MEMBERS),
			Map.entry("POST /api/organisations", Opens.ADMINS),
			Map.entry("PATCH /api/organisations/{id}", Opens.ADMINS), Map.entry("GET /api/people", Opens.AUDITORS),
			Map.entry("POST /api/people", Opens.ADMINS), Map.entry("DELETE /api/people/{id}", Opens.ADMINS),
			Map.entry("GET /api/people/{id}", Opens.AUDITORS), Map.entry("PATCH /api/people/{id}", Opens.ADMINS),
			Map.entry("GET /api/live", Opens.MEMBERS), Map.entry("GET /api/deployments", Opens.MEMBERS),
			Map.entry("GET /api/policies", Opens.MEMBERS), Map.entry("POST /api/sample-traffic", Opens.ADMINS),
			Map.entry("GET /api/routes", Opens.MEMBERS), Map.entry("GET /api/status", Opens.MEMBERS),
			Map.entry("DELETE /api/session", Opens.PERSONS), Map.entry("GET /api/session", Opens.PERSONS),
			Map.entry("POST /api/session", Opens.ANYBODY), Map.entry("GET /api/session/link", Opens.ANYBODY),
			Map.entry("POST /api/session/link", Opens.ANYBODY), Map.entry("DELETE /api/session/link", Opens.ANYBODY),
			Map.entry("POST /api/session/password", Opens.PERSONS), Map.entry("GET /api/reports", Opens.MEMBERS),
			Map.entry("POST /api/reports", Opens.MEMBERS), Map.entry("DELETE /api/reports/{id}", Opens.MEMBERS),
			Map.entry("GET /api/reports/{id}", Opens.MEMBERS), Map.entry("PATCH /api/reports/{id}", Opens.MEMBERS),
			Map.entry("GET /api/reports/{id}/preview", Opens.MEMBERS),
			Map.entry("POST /api/reports/{id}/send", Opens.MEMBERS),
			Map.entry("GET /api/reports/{id}/deliveries", Opens.MEMBERS), Map.entry("GET /api/spend", Opens.MEMBERS),
			Map.entry("GET /api/usage", Opens.MEMBERS), Map.entry("GET /api/exports", Opens.AUDITORS),
			Map.entry("GET /api/exports/{name}", Opens.AUDITORS), Map.entry("GET /api/teams", Opens.MEMBERS),
			Map.entry("POST /api/teams", Opens.ADMINS), Map.entry("DELETE /api/teams/{id}", Opens.ADMINS),
			Map.entry("GET /api/teams/{id}", Opens.MEMBERS), Map.entry("PATCH /api/teams/{id}", Opens.MEMBERS),
			Map.entry("GET /api/teams/{id}/members", Opens.MEMBERS),
			Map.entry("DELETE /api/teams/{id}/members/{personId}", Opens.MEMBERS),
			Map.entry("GET /api/teams/{id}/retention", Opens.MEMBERS),
			Map.entry("PUT /api/teams/{id}/retention", Opens.ADMINS),
			Map.entry("GET /api/organisations/{id}/retention", Opens.AUDITORS),
			Map.entry("PUT /api/organisations/{id}/retention", Opens.ADMINS),
			Map.entry("GET /api/compliance/report", Opens.MEMBERS),
			Map.entry("GET /api/compliance/reports", Opens.AUDITORS),
			Map.entry("GET /api/compliance/reports/{id}", Opens.AUDITORS),
			Map.entry("GET /api/compliance/register", Opens.AUDITORS),
			Map.entry("GET /api/compliance/checklist", Opens.AUDITORS), Map.entry("GET /api/people-data", Opens.ADMINS),
			Map.entry("PUT /api/teams/{id}/members/{personId}", Opens.MEMBERS));

	private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

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
	@DisplayName("F01: every address opens to whom the table says, and to nobody else")
	void everyAddressOpensToWhomTheTableSays(Gateway gateway) {
		Cast cast = new Cast(gateway);
		Map<String, String> wrong = new TreeMap<>();
		TABLE.forEach((address, opens) -> {
			for (Who who : Who.values()) {
				if (who == Who.AUDITOR && opens == Opens.MEMBERS && !address.startsWith("GET ")) {
					// Sees every team, and changes none: the next test's matter.
					continue;
				}
				HttpResponse<String> answer = cast.ask(who, address, NO_ID, "{}");
				if (isRefused(answer) == opens.who.contains(who) || answer.statusCode() >= 500) {
					wrong.put(address + " by " + who, answer.statusCode() + " " + answer.body());
				}
			}
		});
		assertThat(wrong).isEmpty();
	}

	@Test
	@DisplayName("B11 F01: what belongs to a team is not there for others, and changed by its owners alone")
	void whatBelongsToATeamIsNotThereForOthers(Gateway gateway) {
		Cast cast = new Cast(gateway);
		Map<String, String> wrong = new TreeMap<>();
		TABLE.forEach((address, opens) -> {
			String id = cast.ids.get(address.replaceAll("^[A-Z]+ /api/([\\w-]+)/\\{id}.*", "$1"));
			if (opens != Opens.MEMBERS || id == null) {
				return;
			}
			boolean changes = !address.startsWith("GET ");
			expect(wrong, address + " by the outsider", cast.ask(Who.OUTSIDER, address, id, "{}"), 404, changes);
			for (Who who : changes ? Set.of(Who.VIEWER, Who.AUDITOR) : Set.<Who>of()) {
				expect(wrong, address + " by " + who, cast.ask(who, address, id, "{}"), 403, true);
			}
		});
		assertThat(wrong).isEmpty();
	}

	/**
	 * A change whose body is wrong may be told so first: that tells nothing of the team.
	 */
	private static void expect(Map<String, String> wrong, String what, HttpResponse<String> answer, int status,
			boolean changes) {
		if (answer.statusCode() != status && !(changes && answer.statusCode() == 400)) {
			wrong.put(what, answer.statusCode() + " " + answer.body());
		}
	}

	/** Not let through: neither a wrong password nor what is not there is that. */
	private static boolean isRefused(HttpResponse<String> answer) {
		if (answer.statusCode() < 400) {
			return false;
		}
		String code = Gateway.json(answer).path("error").path("code").asText();
		assertThat(code).as(answer.body()).isNotEmpty();
		// These say that a password or a link is wrong, and of nobody that they may not
		// ask.
		boolean rights = !Set.of("invalid_credentials", "link_expired").contains(code);
		return rights && (answer.statusCode() == 401 || answer.statusCode() == 403);
	}

	/** Everybody who asks, and a team with something of each kind. */
	private static final class Cast {

		private final Gateway gateway;

		private final Map<Who, Browser> browsers = new EnumMap<>(Who.class);

		/** By the first part of their paths. */
		private final Map<String, String> ids;

		Cast(Gateway gateway) {
			this.gateway = gateway;
			Operator operator = new Operator(gateway);
			JsonNode team = operator.newTeam();
			JsonNode key = operator.newKey(team, "");
			HttpResponse<String> call = operator.chat(key, "gpt-4o-mini", "rights");
			operator.recordOf(call);
			String report = Gateway
				.json(operator.post("/api/reports",
						"{\"name\":\"r\",\"scope\":\"team\",\"teamId\":\"" + team.path("id").asText()
								+ "\",\"frequency\":\"daily\",\"recipients\":[\"ada@example.com\"]}"))
				.path("id")
				.asText();
			HttpResponse<String> rule = operator.post("/api/alert-rules",
					"{\"name\":\"r\",\"kind\":\"budget\",\"teamId\":\"" + team.path("id").asText() + "\"}");
			assertThat(rule.statusCode()).as(rule.body()).isEqualTo(201);
			this.ids = Map.of("reports", report, "alert-rules", Gateway.json(rule).path("id").asText(), "teams",
					team.path("id").asText(), "keys", key.path("id").asText(), "calls",
					call.headers().firstValue("x-request-id").orElseThrow());
			this.browsers.put(Who.NOBODY, new Browser(gateway));
			this.browsers.put(Who.VIEWER, Browser.of(gateway, "member").in(team, "viewer"));
			this.browsers.put(Who.OWNER, Browser.of(gateway, "member").in(team, "owner"));
			this.browsers.put(Who.OUTSIDER, Browser.of(gateway, "member").in(operator.newTeam(), "owner"));
			this.browsers.put(Who.AUDITOR, Browser.of(gateway, "auditor"));
			this.browsers.put(Who.ADMIN, Browser.of(gateway, "admin"));
			Browser signedOut = Browser.of(gateway, "admin");
			assertThat(signedOut.at(gateway).send("DELETE", "/api/session", null).statusCode()).isEqualTo(204);
			this.browsers.put(Who.SIGNED_OUT, signedOut);
		}

		HttpResponse<String> ask(Who who, String address, String id, String body) {
			String method = address.substring(0, address.indexOf(' '));
			String path = address.substring(address.indexOf(' ') + 1)
				.replace("{id}", id)
				.replaceAll("\\{\\*?\\w+}", NO_ID);
			Browser browser = this.browsers.getOrDefault(who, this.browsers.get(Who.NOBODY));
			HttpRequest.Builder request = browser.request(method, path, method.startsWith("P") ? body : null);
			switch (who) {
				case DATA_KEY -> request.header("authorization", "Bearer " + this.gateway.key());
				case ADMIN_KEY -> request.header("authorization", "Bearer " + Gateway.ADMIN_KEY);
				default -> {
					// The browser's cookie says who it is.
				}
			}
			HttpResponse<String> answer = this.gateway.send(request.build());
			if (method.equals("DELETE") && path.equals("/api/session") && answer.statusCode() == 204) {
				browser.signIn(browser.email(), Browser.PASSWORD);
			}
			return answer;
		}

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
