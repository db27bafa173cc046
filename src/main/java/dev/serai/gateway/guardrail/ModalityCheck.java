package dev.serai.gateway.guardrail;

import java.util.Set;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.operation.Modality;

/**
 * Restricts the kinds of content in a request.
 *
 * @param allowed of {@code text}, {@code image}, {@code audio} and {@code file}
 */
record ModalityCheck(Set<String> allowed) implements RequestCheck {

	@Override
	public void look(Call call, Findings findings) {
		call.request().inputs().forEach((modality, pieces) -> {
			String name = name(modality);
			for (int i = 0; i < pieces && !this.allowed.contains(name); i++) {
				findings.add(name);
			}
		});
		// A part of an unknown kind is never allowed.
		for (int i = 0; i < call.request().unknownInputs(); i++) {
			findings.add("unknown");
		}
	}

	private static String name(Modality modality) {
		return switch (modality) {
			case TEXT -> "text";
			case IMAGE -> "image";
			case AUDIO -> "audio";
			case DOCUMENT -> "file";
		};
	}

}
