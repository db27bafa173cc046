package dev.serai.boot;

import java.time.Clock;

import dev.serai.access.TeamDirectory;
import dev.serai.admin.AuditTrail;
import dev.serai.people.ClaimedRoles;
import dev.serai.people.LocalSessionStore;
import dev.serai.people.Lockout;
import dev.serai.people.OidcSignIn;
import dev.serai.people.Passwords;
import dev.serai.people.People;
import dev.serai.people.PeopleDirectory;
import dev.serai.people.RedisSessionStore;
import dev.serai.people.SessionStore;
import dev.serai.people.Sessions;
import dev.serai.people.SignIn;
import dev.serai.people.SignInStores;
import dev.serai.redis.Redis;
import dev.serai.store.Database;
import dev.serai.store.JdbcPeople;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** People, and how they sign in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
class PeopleConfiguration {

	@Bean
	PeopleDirectory peopleDirectory(Database database) {
		return new JdbcPeople(database);
	}

	@Bean
	Passwords passwords() {
		return new Passwords(new Argon2Hash());
	}

	@Bean
	SignInStores signInStores(ObjectProvider<Redis> redis) {
		Redis shared = redis.getIfAvailable();
		return new SignInStores(store(shared, "session", SignInStores.SESSIONS),
				store(shared, "sign-in", SignInStores.PENDING), store(shared, "link", SignInStores.LINKS));
	}

	private static SessionStore store(@Nullable Redis shared, String kind, SessionStore.Limits limits) {
		return (shared != null) ? new RedisSessionStore(shared, "serai:" + kind + ":", limits)
				: new LocalSessionStore(limits, System::nanoTime);
	}

	@Bean
	Sessions sessions(SignInStores stores) {
		return new Sessions(stores.sessions(), Clock.systemUTC());
	}

	@Bean
	SignIn signIn(PeopleDirectory people, Passwords passwords, Sessions sessions, AuditTrail audit) {
		return new SignIn(people, passwords, new Lockout(System::nanoTime), sessions, audit, Clock.systemUTC());
	}

	@Bean
	OidcSignIn oidcSignIn(PeopleDirectory people, SignIn signIn, AuditTrail audit, SignInProperties settings) {
		return new OidcSignIn(people, signIn, new ClaimedRoles(settings.oidc().admins(), settings.oidc().auditors()),
				audit, Clock.systemUTC());
	}

	@Bean
	People people(PeopleDirectory people, TeamDirectory teams, Passwords passwords, AuditTrail audit) {
		return new People(people, teams, passwords, audit, Clock.systemUTC());
	}

	@Bean
	FirstAdmin firstAdmin(People people, SignInProperties settings, SeraiProperties serai) {
		return new FirstAdmin(people, settings.adminEmail(), settings.adminPassword(), serai.dataDir());
	}

}
