package dev.serai.gateway.provider.dialect;

import java.util.List;

import dev.serai.gateway.operation.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * A chat in the dialect of a deployment.
 *
 * @param request the adapted request; the same one where nothing was changed
 * @param refused what the deployment refuses and has no equivalent; null when there is
 * nothing
 * @param notes what was changed, for people
 */
public record Adaptation(ChatRequest request, @Nullable Refused refused, List<String> notes) {

	/**
	 * A field that a deployment refuses.
	 *
	 * @param param the field, for instance {@code messages[2].content[0]}
	 * @param why an explanation for people
	 */
	public record Refused(String param, String why) {
	}

}
