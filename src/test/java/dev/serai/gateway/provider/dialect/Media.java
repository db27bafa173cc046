package dev.serai.gateway.provider.dialect;

import java.util.Base64;
import java.util.Optional;

/**
 * A file within a request.
 *
 * @param type the declared media type
 * @param base64 its bytes
 */
record Media(String type, String base64) {

	/** Reads a data URL; empty for every other text. */
	static Optional<Media> dataUrl(String url) {
		int comma = url.indexOf(',');
		if (!url.startsWith("data:") || comma < 0) {
			return Optional.empty();
		}
		return Optional.of(new Media(url.substring(5, comma).split(";", 2)[0], url.substring(comma + 1)));
	}

	/** Returns the media type that the first bytes of an image tell. */
	Optional<String> actualImage() {
		byte[] bytes = Base64.getDecoder().decode(this.base64);
		if (begins(bytes, 0x89, 'P', 'N', 'G')) {
			return Optional.of("image/png");
		}
		if (begins(bytes, 0xff, 0xd8, 0xff)) {
			return Optional.of("image/jpeg");
		}
		return begins(bytes, 'G', 'I', 'F') ? Optional.of("image/gif") : Optional.empty();
	}

	private static boolean begins(byte[] bytes, int... with) {
		for (int i = 0; i < with.length; i++) {
			if (i >= bytes.length || (bytes[i] & 0xff) != with[i]) {
				return false;
			}
		}
		return true;
	}

}
