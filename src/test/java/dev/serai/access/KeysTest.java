package dev.serai.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.admin.Administration;
import dev.serai.admin.IssuedKey;
import dev.serai.boot.BreakableLine;
import dev.serai.boot.RealDatabase;
import dev.serai.call.CallRefused;
import dev.serai.call.Caller;
import dev.serai.store.Database;
import dev.serai.store.JdbcAuditTrail;
import dev.serai.store.JdbcChain;
import dev.serai.store.JdbcKeys;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.store.JdbcTeams;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

	private final Clock clock = Clock.systemUTC();

	private BreakableLine line;

	private HikariDataSource pool;

	private Node here;

	private Node elsewhere;

	/** What a node of Serai has of its own. */
	private record Node(KeyCache cache, Authenticator authenticator, Administration administration) {

		static Node on(Database database, Clock clock) {
			JdbcKeys keys = new JdbcKeys(database);
			KeyCache cache = new KeyCache(keys, clock);
			return new Node(cache, new Authenticator(cache, PEPPER, clock), new Administration(new JdbcTeams(database),
					keys, new KeyMaker(PEPPER, clock), cache, new JdbcAuditTrail(database,
							JsonMapper.builder().findAndAddModules().build(), clock, new JdbcChain(new UUID(0, 1))),
					clock));
		}

		Caller call(String key) {
			return this.authenticator.authenticate("Bearer " + key, null);
		}

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
		UUID team = this.elsewhere.administration().createTeam(Operator.ADMIN_KEY, "team " + UUID.randomUUID()).id();
		return this.elsewhere.administration().createKey(Operator.ADMIN_KEY, team, "a key", List.of("gpt-small"), null);
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
		assertThat(this.here.authenticator().authenticate(null, key.secret())).isEqualTo(caller);
		assertThat(this.here.authenticator().authenticate("bearer " + key.secret(), key.secret())).isEqualTo(caller);
	}

	@Test
	void aSecretIsNowhereInTheDatabaseOrAnyList() {
		IssuedKey key = newKey();
		String secretPart = key.secret().substring(key.secret().lastIndexOf('-') + 1);
		assertThat(RealDatabase.client().sql("SELECT api_key::text FROM api_key").query(String.class).list())
			.singleElement()
			.satisfies(row -> assertThat(row).doesNotContain(secretPart));
		assertThat(this.here.administration().listKeys().toString()).doesNotContain(secretPart);
		assertThat(key.toString()).doesNotContain(secretPart);
	}

	@Test
	void wrongUnknownRevokedAndExpiredKeysGetOneAndTheSameAnswer() {
		IssuedKey revoked = newKey();
		this.elsewhere.administration().revokeKey(Operator.ADMIN_KEY, revoked.key().id());
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
		UUID team = this.elsewhere.administration().createTeam(Operator.ADMIN_KEY, "brief").id();
		Instant soon = this.clock.instant().plusSeconds(60);
		IssuedKey key = this.elsewhere.administration().createKey(Operator.ADMIN_KEY, team, "brief", null, soon);
		this.here.call(key.secret());
		Authenticator later = new Authenticator(this.here.cache(), PEPPER,
				Clock.offset(this.clock, Duration.ofSeconds(61)));
		assertThatThrownBy(() -> later.authenticate("Bearer " + key.secret(), null)).isInstanceOf(CallRefused.class);
	}

	@Test
	void aRevokedKeyIsRefusedAtOnceHereAndAfterTheNextNewsElsewhere() {
		IssuedKey key = newKey();
		this.here.cache().refresh();
		this.here.call(key.secret());
		this.elsewhere.call(key.secret());
		this.elsewhere.administration().revokeKey(Operator.ADMIN_KEY, key.key().id());
		this.elsewhere.administration().revokeKey(Operator.ADMIN_KEY, key.key().id());
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
		assertRefused(() -> this.here.administration().createTeam(Operator.ADMIN_KEY, "late"), 503,
				"dependency_unavailable");
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

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer ' OR 1=1--", "Bearer sk-serai-",
			"Bearer sk-serai-0123456789abcde\0-012345678901234567890123456789012",
			"Bearer sk-serai-0123456789abcdeé-012345678901234567890123456789012",
			"Bearer sk-serai-0123456789abcdef-0123456789012345678901234567890123" })
	void aMalformedKeyIsRefusedWithoutAskingTheDatabase(String header) {
		this.line.cut();
		assertRefused(() -> this.here.authenticator().authenticate(header, null), 401, "invalid_api_key");
	}

	@Test
	void aHugeHeaderIsRefusedWithoutAskingTheDatabase() {
		this.line.cut();
		assertRefused(() -> this.here.call("x".repeat(1_000_000)), 401, "invalid_api_key");
		assertRefused(() -> this.here.authenticator().authenticate(null, "x".repeat(1_000_000)), 401,
				"invalid_api_key");
	}

	@Test
	void twoHeadersThatDifferAreRefused() {
		IssuedKey one = newKey();
		IssuedKey two = newKey();
		assertRefused(() -> this.here.authenticator().authenticate("Bearer " + one.secret(), two.secret()), 401,
				"invalid_api_key");
		assertRefused(() -> this.here.authenticator().authenticate("Basic abc", two.secret()), 401, "invalid_api_key");
	}

	@Test
	void operatorsMistakesAreNamed() {
		Administration administration = this.here.administration();
		UUID team = administration.createTeam(Operator.ADMIN_KEY, "  twice ").id();
		assertRefused(() -> administration.createTeam(Operator.ADMIN_KEY, "twice"), 409, "team_exists");
		assertRefused(() -> administration.createTeam(Operator.ADMIN_KEY, null), 400, "invalid_value");
		assertRefused(() -> administration.createTeam(Operator.ADMIN_KEY, " "), 400, "invalid_value");
		assertRefused(() -> administration.createTeam(Operator.ADMIN_KEY, "a\0b"), 400, "invalid_value");
		assertRefused(() -> administration.createTeam(Operator.ADMIN_KEY, "x".repeat(101)), 400, "invalid_value");
		assertRefused(() -> administration.createKey(Operator.ADMIN_KEY, UUID.randomUUID(), "k", null, null), 404,
				"team_not_found");
		assertRefused(() -> administration.createKey(Operator.ADMIN_KEY, null, "k", null, null), 400, "invalid_value");
		assertRefused(() -> administration.createKey(Operator.ADMIN_KEY, team, "k", List.of(""), null), 400,
				"invalid_value");
		assertRefused(() -> administration.createKey(Operator.ADMIN_KEY, team, "k", null, Instant.EPOCH), 400,
				"invalid_value");
		assertRefused(() -> administration.revokeKey(Operator.ADMIN_KEY, UUID.randomUUID()), 404, "key_not_found");
		assertThat(administration.listTeams()).extracting(Team::name).containsExactly("twice");
	}

	@Test
	void onlyTheAdminKeyIsTheAdminKey() {
		AdminAuthenticator admin = new AdminAuthenticator("an admin key, long");
		admin.check("Bearer an admin key, long");
		assertRefused(() -> admin.check(null), 401, "invalid_admin_key");
		assertRefused(() -> admin.check("Bearer "), 401, "invalid_admin_key");
		assertRefused(() -> admin.check("Bearer " + newKey().secret()), 401, "invalid_admin_key");
		assertThatThrownBy(() -> new AdminAuthenticator("short")).isInstanceOf(IllegalArgumentException.class);
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
