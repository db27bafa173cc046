package dev.serai.gateway.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.admin.organisation.IssuedKey;
import dev.serai.admin.organisation.KeyFacts;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.Organisations;
import dev.serai.admin.organisation.TeamFacts;
import dev.serai.admin.organisation.Teams;
import dev.serai.admin.organisation.WantedKey;
import dev.serai.admin.organisation.WantedOrganisation;
import dev.serai.admin.organisation.WantedTeam;
import dev.serai.gateway.access.jdbc.JdbcKeys;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.Caller;
import dev.serai.ledger.jdbc.JdbcAuditTrail;
import dev.serai.ledger.jdbc.JdbcChain;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.Patch;
import dev.serai.platform.json.StrictJson;
import dev.serai.testing.BreakableLine;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeysTest {

	private static final Pepper PEPPER = Pepper.of(Base64.getEncoder().encodeToString(new byte[32]));

	private static final Pepper NEW_PEPPER = Pepper.of(Base64.getEncoder().encodeToString(new byte[33]));

	private final Clock clock = Clock.systemUTC();

	private BreakableLine line;

	private HikariDataSource pool;

	private Node here;

	private Node elsewhere;

	/** What a node of Serai has of its own. */
	private static final String ADMIN_KEY = "an admin key, long";

	private record Node(KeyCache cache, Authenticator authenticator, Guesses guesses, Teams teams,
			Organisations organisations, Keys keys) {

		static Node on(Database database, Clock clock) {
			return on(database, clock, new Peppers(PEPPER, List.of()));
		}

		static Node on(Database database, Clock clock, Peppers peppers) {
			JdbcKeys keys = new JdbcKeys(database);
			JdbcTeams teams = new JdbcTeams(database);
			KeyCache cache = new KeyCache(keys, clock, System::nanoTime);
			Guesses guesses = new Guesses(System::nanoTime);
			JdbcAuditTrail audit = new JdbcAuditTrail(database,
					JsonMapper.builder()
						.findAndAddModules()
						.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
						.build(),
					clock, new JdbcChain(new UUID(0, 1)));
			return new Node(cache, new Authenticator(cache, peppers, guesses, clock), guesses,
					new Teams(teams, cache, audit, clock), new Organisations(teams, cache, audit, clock),
					new Keys(teams, keys, new KeyMaker(peppers, clock), cache, audit, name -> name.equals("auto"),
							clock));
		}

		Caller call(String key) {
			return call(key, "192.0.2.1");
		}

		Caller call(String key, String origin) {
			return authenticate("Bearer " + key, null, origin);
		}

		Caller authenticate(@Nullable String authorization, @Nullable String xApiKey) {
			return authenticate(authorization, xApiKey, "192.0.2.1");
		}

		private Caller authenticate(@Nullable String authorization, @Nullable String xApiKey, String origin) {
			return this.authenticator.authenticate(authorization, xApiKey, origin).caller();
		}

		TeamFacts newTeam(String name) {
			return this.teams.create(Operator.ADMIN_KEY, new WantedTeam(name, null, null, null));
		}

		IssuedKey newKey(UUID team, String more) {
			return this.keys.create(Operator.ADMIN_KEY,
					StrictJson.as(json("{'teamId':'" + team + "','name':'a key'" + more + "}"), WantedKey.class));
		}

	}

	private static byte[] json(String text) {
		return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

	@BeforeEach
	void open() throws IOException {
		this.elsewhere = Node.on(RealDatabase.empty(), this.clock);
		this.line = new BreakableLine(RealDatabase.port(), true);
		this.pool = RealDatabase.poolAt(this.line.port());
		this.here = Node.on(new Database(this.pool), this.clock);
	}

	@AfterEach
	void close() throws IOException {
		this.here.cache().close();
		this.elsewhere.cache().close();
		this.pool.close();
		this.line.close();
	}

	private IssuedKey newKey() {
		return newKey(",'allowedModels':['gpt-small']");
	}

	private IssuedKey newKey(String more) {
		return this.elsewhere.newKey(this.elsewhere.newTeam("team " + UUID.randomUUID()).id(), more);
	}

	@Test
	void aNewKeyWorksInEitherHeaderAndSaysWhoCalls() {
		IssuedKey key = newKey();
		assertThat(key.secret()).matches("sk-serai-[0-9A-Za-z]{16}-[0-9A-Za-z]{33}");
		Caller caller = this.here.call(key.secret());
		assertThat(caller.keyId()).isEqualTo(key.key().id());
		assertThat(caller.team()).isEqualTo(key.key().team());
		assertThat(caller.may("gpt-small")).isTrue();
		assertThat(caller.may("gpt-large")).isFalse();
		assertThat(this.here.authenticate(null, key.secret())).isEqualTo(caller);
		assertThat(this.here.authenticate("bearer " + key.secret(), key.secret())).isEqualTo(caller);
	}

	@Test
	void aSecretIsNowhereInTheDatabaseOrAnyList() {
		IssuedKey key = newKey();
		String secretPart = key.secret().substring(key.secret().lastIndexOf('-') + 1);
		assertThat(RealDatabase.client().sql("SELECT api_key::text FROM api_key").query(String.class).list())
			.singleElement()
			.satisfies(row -> assertThat(row).doesNotContain(secretPart));
		assertThat(this.here.keys().list(Operator.ADMIN_KEY, null).toString()).doesNotContain(secretPart);
		assertThat(key.toString()).doesNotContain(secretPart);
	}

	@Test
	void wrongUnknownRevokedAndExpiredKeysGetOneAndTheSameAnswer() {
		IssuedKey revoked = newKey();
		this.elsewhere.keys().revoke(Operator.ADMIN_KEY, revoked.key().id());
		IssuedKey good = newKey();
		char last = good.secret().charAt(good.secret().length() - 1);
		String wrong = good.secret().substring(0, good.secret().length() - 1) + ((last == 'a') ? 'b' : 'a');
		String unknown = good.secret().replace(good.key().publicId(), "0123456789abcdef");
		RealDatabase.client()
			.sql("UPDATE api_key SET expires_at = ? WHERE id = ?")
			.params(java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).minusSeconds(1), newKey().key().id())
			.update();
		assertThat(List.of(revoked.secret(), wrong, unknown)).allSatisfy(this::assertUnauthorized);
		assertThat(this.here.call(good.secret()).keyId()).isEqualTo(good.key().id());
	}

	@Test
	void anExpiredKeyIsRefusedThoughItIsInMemory() {
		Instant soon = this.clock.instant().plusSeconds(60);
		IssuedKey key = newKey(",'expiresAt':'" + soon + "'");
		this.here.call(key.secret());
		Authenticator later = new Authenticator(this.here.cache(), new Peppers(PEPPER, List.of()), this.here.guesses(),
				Clock.offset(this.clock, Duration.ofSeconds(61)));
		assertThatThrownBy(() -> later.authenticate("Bearer " + key.secret(), null, "192.0.2.1"))
			.isInstanceOf(CallRefused.class);
	}

	@Test
	void aRevokedKeyIsRefusedAtOnceHereAndAfterTheNextNewsElsewhere() {
		IssuedKey key = newKey();
		this.here.cache().refresh();
		this.here.call(key.secret());
		this.elsewhere.call(key.secret());
		this.elsewhere.keys().revoke(Operator.ADMIN_KEY, key.key().id());
		this.elsewhere.keys().revoke(Operator.ADMIN_KEY, key.key().id());
		assertThatThrownBy(() -> this.elsewhere.call(key.secret())).isInstanceOf(CallRefused.class);
		this.here.cache().refresh();
		assertUnauthorized(key.secret());
	}

	@Test
	void duringAnOutageKnownKeysWorkAndOthersAreToldToComeAgain() {
		IssuedKey known = newKey();
		IssuedKey other = newKey();
		this.here.call(known.secret());
		this.line.cut();
		this.here.cache().refresh();
		assertThat(this.here.call(known.secret()).keyId()).isEqualTo(known.key().id());
		assertRefused(() -> this.here.call(other.secret()), 503, "dependency_unavailable");
		assertRefused(() -> this.here.newTeam("late"), 503, "dependency_unavailable");
		this.line.mend();
		org.awaitility.Awaitility.await()
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(this.here.call(other.secret()).keyId()).isEqualTo(other.key().id()));
	}

	@Test
	void keysInMemoryAreNotTrustedForEverWithoutNews() {
		IssuedKey key = newKey();
		Clock[] now = { this.clock };
		Clock movable = new Clock() {
			@Override
			public java.time.ZoneId getZone() {
				return java.time.ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(java.time.ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return now[0].instant();
			}
		};
		Node node = Node.on(new Database(this.pool), movable);
		node.call(key.secret());
		now[0] = Clock.offset(this.clock, KeyCache.TRUST_WITHOUT_NEWS.plusSeconds(5));
		assertRefused(() -> node.call(key.secret()), 503, "dependency_unavailable");
		node.cache().refresh();
		assertThat(node.call(key.secret()).keyId()).isEqualTo(key.key().id());
		node.cache().close();
	}

	@Test
	void F14_aKeyUnderAnOldPepperIsKnownAndKeptUnderTheNewOneFromThenOn() {
		IssuedKey key = newKey();
		IssuedKey unused = newKey();
		Peppers both = new Peppers(NEW_PEPPER, List.of(PEPPER));
		Node node = Node.on(RealDatabase.database(), this.clock, both);
		assertThat(node.call(key.secret()).keyId()).isEqualTo(key.key().id());
		assertThat(node.call(key.secret()).keyId()).isEqualTo(key.key().id());
		org.awaitility.Awaitility.await().until(() -> pepperOf(key).equals(NEW_PEPPER.id()));
		assertThat(pepperOf(unused)).isEqualTo(PEPPER.id());
		node.cache().close();
		Node afterCutOff = Node.on(RealDatabase.database(), this.clock, new Peppers(NEW_PEPPER, List.of()));
		assertThat(afterCutOff.call(key.secret()).keyId()).isEqualTo(key.key().id());
		assertRefused(() -> afterCutOff.call(unused.secret()), 401, "invalid_api_key");
		afterCutOff.cache().close();
	}

	@Test
	void F14_bothSecretsOfARotatedKeyOutliveThePepper() {
		IssuedKey first = newKey();
		IssuedKey second = this.elsewhere.keys().rotate(Operator.ADMIN_KEY, first.key().id(), null);
		Node node = Node.on(RealDatabase.database(), this.clock, new Peppers(NEW_PEPPER, List.of(PEPPER)));
		for (IssuedKey key : List.of(first, second, first, second)) {
			assertThat(node.call(key.secret()).keyId()).isEqualTo(first.key().id());
		}
		org.awaitility.Awaitility.await()
			.until(() -> RealDatabase.client()
				.sql("SELECT count(*) FROM api_key WHERE pepper_id = ? AND previous_pepper_id = ?")
				.params(NEW_PEPPER.id(), NEW_PEPPER.id())
				.query(Long.class)
				.single() == 1);
		node.cache().close();
		Node afterCutOff = Node.on(RealDatabase.database(), this.clock, new Peppers(NEW_PEPPER, List.of()));
		assertThat(afterCutOff.call(first.secret()).keyId()).isEqualTo(afterCutOff.call(second.secret()).keyId());
		afterCutOff.cache().close();
	}

	private static String pepperOf(IssuedKey key) {
		return RealDatabase.client()
			.sql("SELECT pepper_id FROM api_key WHERE id = ?")
			.param(key.key().id())
			.query(String.class)
			.single();
	}

	@Test
	void F03_anOwnerKeepsTheirTeamAViewerLooksAndOthersKnowNothingOfIt() {
		UUID team = this.here.newTeam("owned").id();
		IssuedKey key = this.here.newKey(team, "");
		IssuedKey foreign = newKey();
		Operator owner = new Operator("o", Operator.Role.MEMBER, Map.of(team, Operator.TeamRole.OWNER));
		Operator viewer = new Operator("v", Operator.Role.MEMBER, Map.of(team, Operator.TeamRole.VIEWER));
		Keys keys = this.here.keys();
		Teams teams = this.here.teams();
		Patch name = Patch.of(json("{'name':'renamed'}"));
		UUID id = key.key().id();
		assertThat(keys.change(owner, id, name).name()).isEqualTo("renamed");
		assertThat(teams.change(owner, team, name).name()).isEqualTo("renamed");
		assertRefused(() -> teams.change(owner, team, Patch.of(json("{'allowedModels':[]}"))), 403, "forbidden");
		assertRefused(() -> teams.archive(owner, team), 403, "forbidden");
		assertRefused(() -> teams.create(owner, new WantedTeam("another", null, null, null)), 403, "forbidden");
		assertRefused(() -> this.here.organisations().create(owner, new WantedOrganisation("another", null)), 403,
				"forbidden");
		assertRefused(() -> keys.change(viewer, id, name), 403, "forbidden");
		assertRefused(() -> keys.rotate(viewer, id, null), 403, "forbidden");
		assertRefused(() -> keys.revoke(viewer, id), 403, "forbidden");
		assertRefused(() -> keys.create(viewer, new WantedKey(team, "k", null, null, null, null, null)), 403,
				"forbidden");
		for (Operator member : List.of(owner, viewer)) {
			assertThat(keys.list(member, null)).extracting(KeyFacts::id).containsExactly(id);
			assertThat(teams.list(member)).extracting(TeamFacts::id).containsExactly(team);
			UUID other = foreign.key().id();
			UUID otherTeam = foreign.key().teamId();
			assertRefused(() -> keys.find(member, other), 404, "key_not_found");
			assertRefused(() -> keys.change(member, other, name), 404, "key_not_found");
			assertRefused(() -> keys.rotate(member, other, null), 404, "key_not_found");
			assertRefused(() -> keys.revoke(member, other), 404, "key_not_found");
			assertRefused(() -> keys.list(member, otherTeam), 404, "team_not_found");
			assertRefused(() -> teams.find(member, otherTeam), 404, "team_not_found");
			assertRefused(() -> teams.change(member, otherTeam, name), 404, "team_not_found");
		}
	}

	@Test
	void ofThreeSecretsTheTwoLatestWork() {
		IssuedKey first = newKey();
		IssuedKey second = this.elsewhere.keys().rotate(Operator.ADMIN_KEY, first.key().id(), null);
		IssuedKey third = this.elsewhere.keys().rotate(Operator.ADMIN_KEY, first.key().id(), null);
		assertUnauthorized(first.secret());
		assertThat(this.here.call(second.secret())).isEqualTo(this.here.call(third.secret()));
	}

	@Test
	void H18_anAddressThatGuessesStopsAskingTheDatabaseAndRightKeysInMemoryPass() {
		IssuedKey known = newKey();
		IssuedKey fresh = newKey();
		this.here.call(known.secret(), "192.0.2.66");
		for (int i = 0; i < 10_000; i++) {
			String wrong = "sk-serai-wrong%011d-%033d".formatted(i, i);
			assertThatThrownBy(() -> this.here.call(wrong, "192.0.2.66")).isInstanceOf(CallRefused.class);
		}
		assertThat(this.here.guesses().wrong()).as("looked up").isLessThan(Guesses.BURST + 30 * Guesses.PER_SECOND);
		assertThat(this.here.guesses().wrong() + this.here.guesses().slowed()).isEqualTo(10_000);
		assertThat(this.here.call(known.secret(), "192.0.2.66").keyId()).isEqualTo(known.key().id());
		assertThat(this.here.call(fresh.secret(), "192.0.2.67").keyId()).isEqualTo(fresh.key().id());
		assertThat(this.here.call(fresh.secret(), "192.0.2.66").keyId()).isEqualTo(fresh.key().id());
	}

	@Test
	void whatIsToldAgainIsNotReadAgain() {
		IssuedKey key = newKey();
		this.elsewhere.keys().change(Operator.ADMIN_KEY, key.key().id(), Patch.of(json("{'name':'once'}")));
		this.here.call(key.secret());
		this.here.cache().refresh();
		assertThat(this.here.call(key.secret()).key()).isEqualTo("once");
		this.here.cache().refresh();
		this.line.cut();
		assertThat(this.here.call(key.secret()).key()).isEqualTo("once");
	}

	@Test
	void atItsOrganisationsNewClockATeamCountsOnlyIfItHasNoneOfItsOwn() {
		UUID organisation = this.elsewhere.newTeam("first").organisationId();
		TeamFacts own = this.elsewhere.teams()
			.create(Operator.ADMIN_KEY, new WantedTeam("own", null, ZoneId.of("Asia/Tokyo"), null));
		IssuedKey plain = newKey();
		IssuedKey inTokyo = this.elsewhere.newKey(own.id(), "");
		assertThat(this.here.call(plain.secret()).zone().getId()).isEqualTo("UTC");
		this.elsewhere.organisations()
			.change(Operator.ADMIN_KEY, organisation, Patch.of(json("{'timeZone':'Europe/Berlin'}")));
		try {
			this.here.cache().refresh();
			assertThat(this.here.call(plain.secret()).zone().getId()).isEqualTo("Europe/Berlin");
			assertThat(this.here.call(inTokyo.secret()).zone().getId()).isEqualTo("Asia/Tokyo");
			this.elsewhere.teams().change(Operator.ADMIN_KEY, own.id(), Patch.of(json("{'timeZone':null}")));
			this.here.cache().refresh();
			assertThat(this.here.call(inTokyo.secret()).zone().getId()).isEqualTo("Europe/Berlin");
		}
		finally {
			this.elsewhere.organisations()
				.change(Operator.ADMIN_KEY, organisation, Patch.of(json("{'timeZone':'UTC'}")));
		}
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer ' OR 1=1--", "Bearer sk-serai-",
			"Bearer sk-serai-0123456789abcde\0-012345678901234567890123456789012",
			"Bearer sk-serai-0123456789abcdeé-012345678901234567890123456789012",
			"Bearer sk-serai-0123456789abcdef-0123456789012345678901234567890123" })
	void aMalformedKeyIsRefusedWithoutAskingTheDatabase(String header) {
		this.line.cut();
		assertRefused(() -> this.here.authenticate(header, null), 401, "invalid_api_key");
	}

	@Test
	void aHugeHeaderIsRefusedWithoutAskingTheDatabase() {
		this.line.cut();
		assertRefused(() -> this.here.call("x".repeat(1_000_000)), 401, "invalid_api_key");
		assertRefused(() -> this.here.authenticate(null, "x".repeat(1_000_000)), 401, "invalid_api_key");
	}

	@Test
	void twoHeadersThatDifferAreRefused() {
		IssuedKey one = newKey();
		IssuedKey two = newKey();
		assertRefused(() -> this.here.authenticate("Bearer " + one.secret(), two.secret()), 401, "invalid_api_key");
		assertRefused(() -> this.here.authenticate("Basic abc", two.secret()), 401, "invalid_api_key");
	}

	@Test
	void onlyTheAdminKeyIsTheAdminKey() {
		Guesses guesses = new Guesses(System::nanoTime);
		AdminAuthenticator admin = new AdminAuthenticator(ADMIN_KEY, guesses);
		String callersKey = newKey().secret();
		admin.check("Bearer " + ADMIN_KEY, "10.0.0.1");
		assertRefused(() -> admin.check(null, "10.0.0.1"), 401, "invalid_admin_key");
		assertRefused(() -> admin.check("Bearer ", "10.0.0.1"), 401, "invalid_admin_key");
		assertRefused(() -> admin.check("Bearer " + callersKey, "10.0.0.1"), 401, "invalid_admin_key");
		assertThatThrownBy(() -> new AdminAuthenticator("short", guesses)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new AdminAuthenticator(callersKey, guesses))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void H18_whoGuessesTheAdminKeyIsSlowedAndWhoHoldsItIsNot() {
		AdminAuthenticator admin = new AdminAuthenticator(ADMIN_KEY, new Guesses(() -> 0));
		for (int i = 0; i < Guesses.BURST; i++) {
			String guess = "Bearer a guess of the admin key " + i;
			assertRefused(() -> admin.check(guess, "10.0.0.1"), 401, "invalid_admin_key");
		}
		assertRefused(() -> admin.check("Bearer one more guess", "10.0.0.1"), 429, "too_many_failures");
		assertRefused(() -> admin.check("Bearer one more guess", "10.0.0.2"), 401, "invalid_admin_key");
		admin.check("Bearer " + ADMIN_KEY, "10.0.0.1");
	}

	private void assertUnauthorized(String key) {
		assertRefused(() -> this.here.call(key), 401, "invalid_api_key");
	}

	private static void assertRefused(ThrowingCallable question, int status, String code) {
		assertThatThrownBy(question).isInstanceOfSatisfying(CallRefused.class, refused -> {
			assertThat(refused.error().status()).isEqualTo(status);
			assertThat(refused.error().code()).isEqualTo(code);
		});
	}

}
