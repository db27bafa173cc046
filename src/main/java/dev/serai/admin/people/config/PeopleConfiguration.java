package dev.serai.admin.people.config;

import java.time.Clock;

import dev.serai.admin.people.ClaimedRoles;
import dev.serai.admin.people.FirstAdmin;
import dev.serai.admin.people.LocalSessionStore;
import dev.serai.admin.people.Lockout;
import dev.serai.admin.people.OidcSignIn;
import dev.serai.admin.people.Passwords;
import dev.serai.admin.people.People;
import dev.serai.admin.people.PeopleDirectory;
import dev.serai.admin.people.SessionStore;
import dev.serai.admin.people.Sessions;
import dev.serai.admin.people.SignIn;
import dev.serai.admin.people.SignInStores;
import dev.serai.admin.people.redis.RedisSessionStore;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.database.AfterMigration;
import dev.serai.platform.redis.Redis;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** People, and how they sign in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
class PeopleConfiguration {

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
	@Order(3)
	AfterMigration firstAdmin(People people, SignInProperties settings, DirectoryProperties directories) {
		return new FirstAdmin(people, settings.adminEmail(), settings.adminPassword(), directories.dataDir())::run;
	}

}
