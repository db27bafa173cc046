package dev.serai.admin.people;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Letting people in, giving them roles, and taking them again. */
@ExtendWith(OneProvider.class)
class PeopleApiTest {

	private static final String MODEL = "gpt-4o-mini";

	private Gateway gateway;

	private Operator operator;

	@BeforeEach
	void take(Gateway started) {
		this.gateway = started;
		this.operator = new Operator(started);
	}

	@Test
	void anAdminLetsPeopleInAndSendsThemAway() {
		Browser admin = Browser.of(this.gateway, "admin");
		String email = UUID.randomUUID() + "@Example.COM";
		HttpResponse<String> made = admin.send("POST", "/api/people",
				"{\"email\":\"" + email + "\",\"name\":\"Ada\",\"password\":\"" + Browser.PASSWORD + "\"}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		JsonNode ada = Gateway.json(made);
		assertThat(ada.path("email").asText()).isEqualTo(email.toLowerCase(Locale.ROOT));
		assertThat(ada.path("role").asText()).isEqualTo("member");
		String path = "/api/people/" + ada.path("id").asText();
		assertRefused(admin.send("POST", "/api/people",
				"{\"email\":\"" + email.toUpperCase(Locale.ROOT) + "\",\"name\":\"B\"}"), 409, "person_exists");

		Browser browser = new Browser(this.gateway);
		assertThat(browser.signIn(email, Browser.PASSWORD).statusCode()).isEqualTo(200);
		JsonNode seen = Gateway.json(admin.get(path));
		assertThat(seen.path("lastSignInAt").asText()).isNotEmpty();
		assertThat(seen.toString()).doesNotContain("argon2");
		assertThat(admin.get("/api/people").body()).contains(email.toLowerCase(Locale.ROOT)).doesNotContain("argon2");

		JsonNode changed = Gateway.json(admin.send("PATCH", path, "{\"role\":\"auditor\",\"name\":\"Ada L.\"}"));
		assertThat(changed.path("role").asText()).isEqualTo("auditor");
		assertThat(changed.path("name").asText()).isEqualTo("Ada L.");
		assertThat(browser.get("/api/people").statusCode()).as("a right given counts at once").isEqualTo(200);

		assertThat(admin.send("DELETE", path, null).statusCode()).isEqualTo(204);
		assertRefused(browser.get("/api/session"), 401, "not_signed_in");
		assertRefused(admin.get(path), 404, "person_not_found");
		assertThat(this.gateway.database()
			.sql("SELECT action FROM admin_event WHERE subject = ? ORDER BY at")
			.param(ada.path("id").asText())
			.query(String.class)
			.list()).containsExactly("create", "sign-in", "update", "delete");
		assertThat(this.gateway.database()
			.sql("SELECT actor FROM admin_event WHERE subject = ? AND action = 'delete'")
			.param(ada.path("id").asText())
			.query(String.class)
			.single()).isEqualTo(admin.email());
		assertThat(this.gateway.database()
			.sql("SELECT string_agg(concat(before, after), '') FROM admin_event WHERE kind = 'person'")
			.query(String.class)
			.single()).doesNotContain("argon2");
	}

	@Test
	@DisplayName("P15 P16: a right that is taken has ended at once")
	void aRightThatIsTakenHasEnded() {
		JsonNode team = this.operator.newTeam();
		Browser owner = Browser.of(this.gateway, "member").in(team, "owner");
		String key = "{\"teamId\":\"" + team.path("id").asText() + "\",\"name\":\"k\"}";
		assertThat(owner.send("POST", "/api/keys", key).statusCode()).isEqualTo(201);
		owner.in(team, "viewer");
		assertRefused(owner.send("POST", "/api/keys", key), 403, "forbidden");
		assertThat(Gateway.json(owner.get("/api/keys")).path("data")).hasSize(1);
		String member = "/api/teams/" + team.path("id").asText() + "/members/" + owner.id();
		assertThat(this.operator.delete(member).statusCode()).isEqualTo(204);
		assertRefused(this.operator.delete(member), 404, "member_not_found");
		assertRefused(owner.send("POST", "/api/keys", key), 404, "team_not_found");
		assertThat(Gateway.json(owner.get("/api/keys")).path("data")).isEmpty();

		this.operator.send("PATCH", "/api/people/" + owner.id(), "{\"disabled\":true}");
		assertRefused(owner.get("/api/session"), 401, "not_signed_in");
		assertRefused(owner.signIn(owner.email(), Browser.PASSWORD), 401, "invalid_credentials");
		this.operator.send("PATCH", "/api/people/" + owner.id(), "{\"disabled\":false}");
		assertRefused(owner.get("/api/session"), 401, "not_signed_in");
		assertThat(owner.signIn(owner.email(), Browser.PASSWORD).statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("B11 F01: members see calls, spend, keys and teams of their own teams alone")
	void membersSeeWhatIsTheirTeams() {
		JsonNode ours = this.operator.newTeam();
		JsonNode also = this.operator.newTeam();
		JsonNode theirs = this.operator.newTeam();
		HttpResponse<String> ourCall = call(ours);
		HttpResponse<String> alsoCall = call(also);
		HttpResponse<String> theirCall = call(theirs);
		Browser viewer = Browser.of(this.gateway, "member").in(ours, "viewer").in(also, "owner");

		assertThat(Gateway.json(viewer.get("/api/calls")).path("data").findValuesAsText("id"))
			.containsExactly(id(alsoCall), id(ourCall));
		JsonNode page = Gateway.json(viewer.get("/api/calls?limit=1"));
		assertThat(page.path("data").findValuesAsText("id")).containsExactly(id(alsoCall));
		assertThat(Gateway.json(viewer.get("/api/calls?limit=1&before=" + page.path("next").asText()))
			.path("data")
			.findValuesAsText("id")).containsExactly(id(ourCall));
		assertThat(Gateway.json(viewer.get("/api/calls?team=" + theirs.path("name").asText())).path("data")).isEmpty();
		assertThat(Gateway.json(viewer.get("/api/calls?feature=scope&outcome=ok")).path("data")).hasSize(2);
		assertThat(viewer.get("/api/calls/" + id(ourCall)).statusCode()).isEqualTo(200);
		HttpResponse<String> foreign = viewer.get("/api/calls/" + id(theirCall));
		assertRefused(foreign, 404, "call_not_found");
		assertThat(foreign.body()).isEqualTo(viewer.get("/api/calls/" + UUID.randomUUID()).body());

		for (String by : new String[] { "team", "model" }) {
			JsonNode spend = Gateway.json(viewer.get("/api/spend?by=" + by));
			assertThat(spend.path("totalUsd").asText()).isEqualTo("0.00042");
		}
		assertThat(Gateway.json(viewer.get("/api/spend?by=team&from=2020-01-01T00:30:00Z"))
			.path("data")
			.findValuesAsText("key")).containsExactlyInAnyOrder(ours.path("name").asText(), also.path("name").asText());
		assertThat(Gateway.json(viewer.get("/api/keys")).path("data").findValuesAsText("team"))
			.containsExactlyInAnyOrder(ours.path("name").asText(), also.path("name").asText());
		assertThat(Gateway.json(viewer.get("/api/teams")).path("data").findValuesAsText("id"))
			.containsExactlyInAnyOrder(ours.path("id").asText(), also.path("id").asText());

		Browser nobodys = Browser.of(this.gateway, "member");
		assertThat(Gateway.json(nobodys.get("/api/calls")).path("data")).isEmpty();
		assertThat(Gateway.json(nobodys.get("/api/spend?by=team")).path("totalUsd").asText()).isEqualTo("0");
		Browser auditor = Browser.of(this.gateway, "auditor");
		assertThat(auditor.get("/api/calls/" + id(theirCall)).statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("F03: an owner gives roles in the own team, and makes nobody an admin")
	void anOwnerGivesRolesInTheOwnTeamAlone() {
		JsonNode team = this.operator.newTeam();
		JsonNode other = this.operator.newTeam();
		Browser owner = Browser.of(this.gateway, "member").in(team, "owner");
		Browser friend = Browser.of(this.gateway, "member");
		String member = "/members/" + friend.id();
		String own = "/api/teams/" + team.path("id").asText() + member;

		assertRefused(owner.send("PUT", own, "{\"role\":\"admin\"}"), 400, "invalid_value");
		assertRefused(owner.send("PUT", own, "{\"role\":\"viewer\",\"teamId\":\"x\"}"), 400, "unknown_parameter");
		HttpResponse<String> joined = owner.send("PUT", own, "{\"role\":\"viewer\"}");
		assertThat(joined.statusCode()).as(joined.body()).isEqualTo(200);
		assertThat(Gateway.json(joined).path("role").asText()).isEqualTo("viewer");
		assertThat(Gateway.json(owner.get("/api/teams/" + team.path("id").asText() + "/members"))
			.path("data")
			.findValuesAsText("email")).containsExactlyInAnyOrder(owner.email(), friend.email());
		assertRefused(friend.send("PUT", own, "{\"role\":\"owner\"}"), 403, "forbidden");
		assertRefused(owner.send("PUT", "/api/teams/" + other.path("id").asText() + member, "{\"role\":\"viewer\"}"),
				404, "team_not_found");
		assertRefused(owner.send("PUT", "/api/teams/" + team.path("id").asText() + "/members/" + UUID.randomUUID(),
				"{\"role\":\"viewer\"}"), 404, "person_not_found");
		assertRefused(owner.send("PATCH", "/api/people/" + owner.id(), "{\"role\":\"admin\"}"), 403, "forbidden");
		assertRefused(owner.send("POST", "/api/people", "{\"email\":\"a@b.c\",\"name\":\"A\",\"role\":\"admin\"}"), 403,
				"forbidden");
		assertThat(owner.send("DELETE", own, null).statusCode()).isEqualTo(204);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"name":"A"}                                             | email    | missing_required_parameter
			{"email":"none","name":"A"}                              | email    | invalid_value
			{"email":"a b@c.d","name":"A"}                           | email    | invalid_value
			{"email":"a@b.c"}                                        | name     | missing_required_parameter
			{"email":"a@b.c","name":"a\\u0000"}                      | name     | invalid_value
			{"email":"a@b.c","name":"A","role":"root"}               | role     | invalid_value
			{"email":"a@b.c","name":"A","role":"ADMIN"}              | role     | invalid_value
			{"email":"a@b.c","name":"A","password":"short"}          | password | password_length
			{"email":"a@b.c","name":"A","password":"aaaaaaaaaaaaa"}  | password | password_common
			{"email":"a@b.c","name":"A","password":"Password1234"}   | password | password_common
			{"email":"a@b.c","name":"A","passwordHash":"x"}          | passwordHash | unknown_parameter
			{"email":"a@b.c","name":"A","disabled":true}             | disabled | unknown_parameter
			""")
	void whatIsWrongIs400AndNamesTheField(String body, String param, String code) {
		HttpResponse<String> refused = this.operator.post("/api/people", body);
		assertRefused(refused, 400, code);
		assertThat(Gateway.json(refused).path("error").path("param").asText()).isEqualTo(param);
	}

	@Test
	void whoHasNoPasswordHasNoWayInByOne() {
		String email = UUID.randomUUID() + "@example.com";
		JsonNode person = Gateway
			.json(this.operator.post("/api/people", "{\"email\":\"" + email + "\",\"name\":\"A\"}"));
		assertThat(person.path("password").asBoolean(true)).isFalse();
		for (String password : new String[] { "", "null", Browser.PASSWORD }) {
			assertRefused(new Browser(this.gateway).signIn(email, password), 401, "invalid_credentials");
		}
	}

	private HttpResponse<String> call(JsonNode team) {
		HttpResponse<String> answer = this.operator.chat(this.operator.newKey(team, ""), MODEL, "scope");
		assertThat(answer.statusCode()).isEqualTo(200);
		this.operator.recordOf(answer);
		return answer;
	}

	private static String id(HttpResponse<String> answer) {
		return answer.headers().firstValue("x-request-id").orElseThrow();
	}

	private static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(Gateway.json(response).path("error").path("code").asText()).as(response.body()).isEqualTo(code);
	}

}
