package dev.serai.ledger.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A node's Ed25519 key pair, which signs its checkpoints. */
public final class AuditKey {

	private static final String ALGORITHM = "Ed25519";

	private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";

	private static final String PEM_END = "-----END PUBLIC KEY-----";

	private final PrivateKey privateKey;

	private final String publicKey;

	private AuditKey(PrivateKey privateKey, String publicKey) {
		this.privateKey = privateKey;
		this.publicKey = publicKey;
	}

	/** Generates a key pair in the format that {@link #of} reads. The text is secret. */
	public static String fresh() {
		try {
			KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
			Base64.Encoder base64 = Base64.getEncoder();
			return base64.encodeToString(pair.getPrivate().getEncoded()) + " "
					+ base64.encodeToString(pair.getPublic().getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java has Ed25519", ex);
		}
	}

	/**
	 * @param line the private key (PKCS 8) and the public key (X.509) in Base64,
	 * separated by a space
	 * @throws IllegalArgumentException when it is invalid or the keys do not form a pair
	 */
	public static AuditKey of(String line) {
		int blank = line.indexOf(' ');
		try {
			byte[] secret = Base64.getDecoder().decode(line.substring(0, Math.max(blank, 0)));
			AuditKey key = new AuditKey(
					KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)),
					line.substring(blank + 1));
			String probe = "one pair";
			if (verifies(key.publicKey, probe, Base64.getEncoder().encodeToString(key.sign(probe)))) {
				return key;
			}
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			// Reported below, without the text, which is secret.
		}
		throw new IllegalArgumentException("The key for signing checkpoints is no pair of Ed25519 keys");
	}

	/** Returns the public key, X.509 in Base64. */
	public String publicKey() {
		return this.publicKey;
	}

	/** Returns the public key in PEM, as OpenSSL reads it. */
	public String pem() {
		return PEM_BEGIN + "\n" + this.publicKey + "\n" + PEM_END + "\n";
	}

	/**
	 * Returns the Base64 of the public key in a PEM file.
	 * @throws IllegalArgumentException when there is none
	 */
	public static String publicKeyIn(String pem) {
		int begin = pem.indexOf(PEM_BEGIN);
		int end = pem.indexOf(PEM_END);
		if (begin < 0 || end < begin) {
			throw new IllegalArgumentException("There is no public key in PEM");
		}
		StringBuilder base64 = new StringBuilder();
		pem.substring(begin + PEM_BEGIN.length(), end).lines().forEach(line -> base64.append(line.strip()));
		return base64.toString();
	}

	byte[] sign(String statement) {
		try {
			Signature signature = Signature.getInstance(ALGORITHM);
			signature.initSign(this.privateKey);
			signature.update(statement.getBytes(StandardCharsets.UTF_8));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A key that was good for signing is not", ex);
		}
	}

	static boolean verifies(String publicKey, String statement, String signature) {
		try {
			Signature check = Signature.getInstance(ALGORITHM);
			check.initVerify(key(publicKey));
			check.update(statement.getBytes(StandardCharsets.UTF_8));
			return check.verify(Base64.getDecoder().decode(signature));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return false;
		}
	}

	private static PublicKey key(String base64) throws GeneralSecurityException {
		return KeyFactory.getInstance(ALGORITHM)
			.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
	}

	@Override
	public String toString() {
		return "AuditKey[" + this.publicKey + "]";
	}

}
