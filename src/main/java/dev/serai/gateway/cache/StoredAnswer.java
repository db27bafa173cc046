package dev.serai.gateway.cache;

import java.util.Arrays;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Origin;
import dev.serai.gateway.call.Transcript;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer as sent to a caller.
 *
 * @param streamed whether the body is a stream's frames
 * @param body a whole answer's body, or a stream's frames without its usage and end; must
 * not be changed
 * @param origin which deployment gave it and what it cost
 */
public record StoredAnswer(boolean streamed, byte[] body, Origin origin) {

	/**
	 * Returns the answer of a call that ended well; null when it was not copied or was
	 * too large.
	 */
	public static @Nullable StoredAnswer of(Call call) {
		Transcript transcript = call.transcript();
		byte[] body = (transcript != null) ? transcript.bytes() : null;
		return (body == null) ? null : new StoredAnswer(call.isStreaming(), body, originOf(call));
	}

	private static Origin originOf(Call call) {
		Origin given = call.origin();
		if (given != null) {
			return given;
		}
		Attempt attempt = call.attempt();
		return new Origin(attempt.deployment(), attempt.provider(), attempt.model(), call.isSimulated(),
				attempt.usage(), call.cost());
	}

	@Override
	public boolean equals(Object o) {
		return o instanceof StoredAnswer other && this.streamed == other.streamed
				&& Arrays.equals(this.body, other.body) && this.origin.equals(other.origin);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(this.body) + this.origin.hashCode();
	}

	@Override
	public String toString() {
		return "StoredAnswer[" + this.body.length + " bytes of " + this.origin.deployment() + "]";
	}

}
