package dev.serai.gateway.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Origin;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Encodes answers as bytes for storage outside the process. The bytes contain the version
 * of the encoding, the name that the answer is stored under and a checksum: damaged
 * bytes, another version or another name decode to nothing.
 */
public final class AnswerCodec {

	/** The version; increase it when the encoding changes. */
	private static final byte FORMAT = 1;

	private static final int CHECKSUM = Integer.BYTES;

	private static final int HEAD = 1 + CHECKSUM;

	private static final TokenClass[] CLASSES = TokenClass.values();

	private static final PriceStatus[] STATUSES = PriceStatus.values();

	private AnswerCodec() {
	}

	/**
	 * @param name the name that the answer is stored under
	 */
	public static byte[] encode(String name, StoredAnswer answer) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length + 256);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(FORMAT);
			out.writeInt(0);
			out.writeUTF(name);
			out.writeBoolean(answer.streamed());
			origin(out, answer.origin());
			out.writeInt(answer.body().length);
			out.write(answer.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		byte[] encoded = bytes.toByteArray();
		ByteBuffer.wrap(encoded).putInt(1, checksum(encoded));
		return encoded;
	}

	/**
	 * @param name the name that the bytes were found under
	 * @return null when they hold no answer of this name
	 */
	public static @Nullable StoredAnswer decode(String name, byte[] encoded) {
		if (encoded.length <= HEAD || encoded[0] != FORMAT || ByteBuffer.wrap(encoded).getInt(1) != checksum(encoded)) {
			return null;
		}
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded, HEAD, encoded.length - HEAD))) {
			if (!in.readUTF().equals(name)) {
				return null;
			}
			boolean streamed = in.readBoolean();
			Origin origin = origin(in);
			int length = in.readInt();
			byte[] body = in.readNBytes(length);
			return (body.length == length && in.read() < 0) ? new StoredAnswer(streamed, body, origin) : null;
		}
		catch (IOException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			return null;
		}
	}

	private static void origin(DataOutputStream out, Origin origin) throws IOException {
		out.writeUTF(origin.deployment());
		out.writeUTF(origin.provider());
		out.writeUTF(origin.model());
		out.writeBoolean(origin.simulated());
		out.writeUTF(origin.cost().usd().toString());
		out.writeByte(origin.cost().status().ordinal());
		for (TokenClass tokenClass : CLASSES) {
			out.writeLong(origin.usage().tokens(tokenClass));
		}
		out.writeLong(origin.usage().searches());
		out.writeBoolean(origin.usage().estimated());
	}

	private static Origin origin(DataInputStream in) throws IOException {
		String deployment = in.readUTF();
		String provider = in.readUTF();
		String model = in.readUTF();
		boolean simulated = in.readBoolean();
		Cost cost = new Cost(new BigDecimal(in.readUTF()), STATUSES[in.readByte()]);
		Usage.Builder usage = Usage.builder();
		for (TokenClass tokenClass : CLASSES) {
			usage.add(tokenClass, in.readLong());
		}
		usage.searches(in.readLong());
		if (in.readBoolean()) {
			usage.estimated();
		}
		return new Origin(deployment, provider, model, simulated, usage.build(), cost);
	}

	private static int checksum(byte[] encoded) {
		CRC32C sum = new CRC32C();
		sum.update(encoded, HEAD, encoded.length - HEAD);
		return (int) sum.getValue();
	}

}
