package dev.serai.admin.people;

/**
 * The stores of the sign-in. Each kind has a store of its own, so that many entries of
 * one kind cannot displace another.
 *
 * @param sessions sessions, owned by their person
 * @param pending sign-ins in progress at the OpenID Connect provider, owned by the
 * unauthenticated client's address
 * @param links sign-ins that wait for the password of a local account, owned by the
 * account
 */
public record SignInStores(SessionStore sessions, SessionStore pending, SessionStore links) {

	/** No one can displace another person's session by opening sessions. */
	public static final SessionStore.Limits SESSIONS = new SessionStore.Limits(50, SessionStore.Limits.UNLIMITED);

	/** A whole office may share an address. */
	public static final SessionStore.Limits PENDING = new SessionStore.Limits(200, 10_000);

	/** Only clients that authenticated at the provider can create an entry. */
	public static final SessionStore.Limits LINKS = new SessionStore.Limits(5, SessionStore.Limits.UNLIMITED);

}
