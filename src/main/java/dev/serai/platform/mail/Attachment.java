package dev.serai.platform.mail;

/**
 * A mail's attachment.
 *
 * @param fileName letters, digits, dots, hyphens and underscores
 * @param type its media type, for instance {@code text/csv; charset=UTF-8}
 */
public record Attachment(String fileName, String type, byte[] content) {

	public Attachment {
		if (!fileName.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
			throw new IllegalArgumentException("No name of an attachment");
		}
		Plain.line("type", type, 100);
		content = content.clone();
	}

	@Override
	public byte[] content() {
		return this.content.clone();
	}

}
