package dev.serai.admin.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.serai.gateway.access.Operator.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a session lasts. */
class SessionsTest {

	private static final Person ADA = new Person(UUID.randomUUID(), "ada@example.com", "Ada", Role.MEMBER, null, null,
			false, 7, Instant.EPOCH, null);

	private final HandClock clock = new HandClock();

	private final SessionStore store = new LocalSessionStore(SignInStores.SESSIONS, System::nanoTime);

	private final Sessions sessions = new Sessions(this.store, this.clock);

	@Test
	void itIsThePersonsThatOpenedIt() {
		String token = this.sessions.open(ADA);
		assertThat(this.sessions.find(token)).get().satisfies(session -> {
			assertThat(session.person()).isEqualTo(ADA.id());
			assertThat(session.generation()).isEqualTo(7);
		});
		assertThat(this.sessions.open(ADA)).isNotEqualTo(token).hasSize(43);
		this.sessions.close(token);
		assertThat(this.sessions.find(token)).isEmpty();
	}

	@Test
	void itEndsAfterAnHourInWhichNothingIsAsked() {
		String token = this.sessions.open(ADA);
		this.clock.pass(Sessions.IDLE.minusSeconds(1));
		assertThat(this.sessions.find(token)).isPresent();
		this.clock.pass(Sessions.IDLE.minusSeconds(1));
		assertThat(this.sessions.find(token)).as("what is asked prolongs it").isPresent();
		this.clock.pass(Sessions.IDLE);
		assertThat(this.sessions.find(token)).isEmpty();
	}

	@Test
	void itEndsAfterEightHoursWhateverIsAsked() {
		String token = this.sessions.open(ADA);
		for (Duration passed = Duration.ZERO; passed.compareTo(Sessions.LIFE) < 0; passed = passed.plusMinutes(30)) {
			assertThat(this.sessions.find(token)).as(passed.toString()).isPresent();
			this.clock.pass(Duration.ofMinutes(30));
		}
		assertThat(this.sessions.find(token)).isEmpty();
	}

	@Test
	void itEndsUnderTheNameThatIsStored() {
		String token = this.sessions.open(ADA);
		this.sessions.closeNamed(token);
		assertThat(this.sessions.find(token)).as("the token is no name").isPresent();
		this.sessions.closeNamed(Sessions.name(token));
		assertThat(this.sessions.find(token)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "0123456789012345678901234567890123456789012" })
	void whatIsNoTokenIsNobodys(String token) {
		assertThat(this.sessions.find(token)).isEmpty();
		assertThat(this.sessions.find(null)).isEmpty();
	}

	/** A clock that a test moves. */
	private static final class HandClock extends Clock {

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		void pass(Duration time) {
			this.now = this.now.plus(time);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
