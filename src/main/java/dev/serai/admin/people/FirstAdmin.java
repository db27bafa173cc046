package dev.serai.admin.people;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

import dev.serai.platform.error.CallRefused;
import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.PrivateFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the first admin while no person exists. Without a configured password, a random
 * one is generated and written to {@code admin.password} in the data directory.
 */
public final class FirstAdmin {

	private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);

	private static final int RANDOM_BYTES = 18;

	private final People people;

	private final String email;

	private final @Nullable String password;

	private final Path passwordFile;

	/**
	 * @throws CannotStart for an invalid address or password
	 */
	public FirstAdmin(People people, String email, @Nullable String password, Path dataDir) {
		this.people = people;
		this.email = email;
		this.password = password;
		this.passwordFile = dataDir.resolve("admin.password");
		if (Person.email(email) == null) {
			throw new CannotStart("SERAI_ADMIN_EMAIL is no e-mail address.", "Set it to one, or leave it out.");
		}
		if (password != null) {
			try {
				Passwords.check("password", password);
			}
			catch (CallRefused ex) {
				throw new CannotStart("SERAI_ADMIN_PASSWORD is of no use: " + ex.error().message(),
						"Set it to another, or leave it out.");
			}
		}
	}

	public void run() {
		if (!this.people.isEmpty()) {
			return;
		}
		PrivateFile file = new PrivateFile(this.passwordFile);
		if (this.password == null) {
			file.replace(random());
		}
		try {
			this.people.first(this.email,
					(this.password != null) ? this.password : file.readOrCreate(FirstAdmin::random));
			LOG.info("The first admin is {}; the password is {}", this.email,
					(this.password != null) ? "that of SERAI_ADMIN_PASSWORD" : "in " + this.passwordFile);
		}
		catch (CallRefused ex) {
			if (this.password == null) {
				file.delete();
			}
			// Of several nodes that start on one database at once, one creates the admin.
			if (ex.error().status() != 409) {
				throw ex;
			}
		}
	}

	private static String random() {
		byte[] bytes = new byte[RANDOM_BYTES];
		new SecureRandom().nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
