package dev.serai.platform.mail;

/**
 * An image that a mail's HTML refers to as {@code cid:}<i>id</i>.
 *
 * @param id letters, digits and hyphens
 * @param type its media type
 */
public record InlineImage(String id, String type, byte[] content) {

	public InlineImage {
		if (!id.matches("[A-Za-z0-9-]{1,50}")) {
			throw new IllegalArgumentException("No id of an image");
		}
		Plain.line("type", type, 100);
		content = content.clone();
	}

	@Override
	public byte[] content() {
		return this.content.clone();
	}

}
