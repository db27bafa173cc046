package dev.serai.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A mail server that behaves as badly as it is told. What it has taken is what was sent
 * to it with its end, whatever it said of it.
 */
public final class FakeMailServer implements AutoCloseable {

	/** What it does at a moment: answers, is silent, or closes the line. */
	public record Reply(String line) {

		public static final Reply OK = new Reply("250 Ok");

		public static final Reply SILENCE = new Reply("");

		public static final Reply GONE = new Reply("-");

	}

	private final ServerSocket socket;

	private final Set<Socket> lines = ConcurrentHashMap.newKeySet();

	private final List<String> taken = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile Reply toRecipient = Reply.OK;

	private volatile Reply toData = new Reply("354 Go on");

	private volatile Reply toEnd = Reply.OK;

	private volatile int passesOnTo;

	private volatile Runnable beforeData = () -> {
	};

	private volatile Runnable beforeEnd = () -> {
	};

	public FakeMailServer() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::accept);
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	/** What it says to each recipient. */
	public FakeMailServer toRecipient(Reply reply) {
		this.toRecipient = reply;
		return this;
	}

	/** What it says when the mail is to begin. */
	public FakeMailServer toData(Reply reply) {
		this.toData = reply;
		return this;
	}

	/** What it says to the mail's end. */
	public FakeMailServer toEnd(Reply reply) {
		this.toEnd = reply;
		return this;
	}

	/** What happens when the mail has come, before it is answered. */
	public FakeMailServer atEnd(Runnable action) {
		this.beforeEnd = action;
		return this;
	}

	/** What happens before the mail is to begin. */
	public FakeMailServer atData(Runnable action) {
		this.beforeData = action;
		return this;
	}

	/** From now on it is but the line to another mail server. */
	public FakeMailServer passesOnTo(int port) {
		this.passesOnTo = port;
		return this;
	}

	/** Takes everything again, by itself. */
	public FakeMailServer behave() {
		Runnable nothing = () -> {
		};
		return passesOnTo(0).toRecipient(Reply.OK)
			.toData(new Reply("354 Go on"))
			.toEnd(Reply.OK)
			.atData(nothing)
			.atEnd(nothing);
	}

	/** All mails that came with their ends. */
	public List<String> taken() {
		return List.copyOf(this.taken);
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket line = this.socket.accept();
				this.lines.add(line);
				int port = this.passesOnTo;
				Thread.ofVirtual().start((port > 0) ? () -> passOn(line, port) : () -> talk(line));
			}
			catch (IOException ex) {
				// Closed.
			}
		}
	}

	private static void passOn(Socket line, int port) {
		try (line; Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
			Thread back = Thread.ofVirtual().start(() -> copy(other, line));
			copy(line, other);
			back.join();
		}
		catch (IOException ex) {
			// Either of them has gone.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// Either of them has gone.
		}
	}

	private void talk(Socket line) {
		try (line;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8))) {
			say(line, new Reply("220 fake ESMTP"));
			for (String command = in.readLine(); command != null; command = in.readLine()) {
				Reply reply = switch (command.toUpperCase(Locale.ROOT).split("[ :]")[0]) {
					case "RCPT" -> this.toRecipient;
					case "DATA" -> this.toData;
					case "QUIT" -> Reply.GONE;
					default -> Reply.OK;
				};
				if (command.equalsIgnoreCase("DATA")) {
					this.beforeData.run();
				}
				say(line, reply);
				if (reply.line().startsWith("354")) {
					mail(in);
					this.beforeEnd.run();
					say(line, this.toEnd);
				}
			}
		}
		catch (IOException ex) {
			// The line is closed.
		}
	}

	private void mail(BufferedReader in) throws IOException {
		StringBuilder mail = new StringBuilder();
		for (String text = in.readLine(); text != null; text = in.readLine()) {
			if (text.equals(".")) {
				this.taken.add(mail.toString());
				return;
			}
			mail.append(text).append('\n');
		}
		throw new IOException("The mail has no end");
	}

	private void say(Socket line, Reply reply) throws IOException {
		if (reply.equals(Reply.SILENCE)) {
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			throw new IOException("Silent to the end");
		}
		if (reply.equals(Reply.GONE)) {
			throw new IOException("Gone");
		}
		line.getOutputStream().write((reply.line() + "\r\n").getBytes(StandardCharsets.UTF_8));
		line.getOutputStream().flush();
	}

	@Override
	public void close() {
		this.closed.countDown();
		try {
			this.socket.close();
			for (Socket line : this.lines) {
				line.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
