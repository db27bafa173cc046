package dev.serai.admin.people;

/**
 * Where is kept what signing in needs to know again. Each kind has a store of its own, so
 * that however many there are of one they end nothing of another.
 *
 * @param sessions of people, who own them
 * @param pending sign-ins that have gone to the OpenID Connect provider; owned by the
 * address that began them, which is nobody's proof of anything
 * @param links sign-ins that wait for the password of a local account, which owns them
 */
public record SignInStores(SessionStore sessions, SessionStore pending, SessionStore links) {

	/** Nobody can end another person's session by opening sessions of their own. */
	public static final SessionStore.Limits SESSIONS = new SessionStore.Limits(50, SessionStore.Limits.UNLIMITED);

	/** A whole office may share an address. */
	public static final SessionStore.Limits PENDING = new SessionStore.Limits(200, 10_000);

	/** Only who has proved an identity to the provider makes one. */
	public static final SessionStore.Limits LINKS = new SessionStore.Limits(5, SessionStore.Limits.UNLIMITED);

}
