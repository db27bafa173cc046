package dev.serai;

import java.util.List;

import dev.serai.app.VerifyCommand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: a Camel application whose routes are the platform's policy. */
@SpringBootApplication
public class Serai {

	/**
	 * Netty, through which Redis is spoken to, can do without what newer Java versions
	 * warn of at every start.
	 */
	private static final String NETTY_WITHOUT_UNSAFE = "io.netty.noUnsafe";

	public static void main(String[] args) {
		if (System.getProperty(NETTY_WITHOUT_UNSAFE) == null) {
			System.setProperty(NETTY_WITHOUT_UNSAFE, "true");
		}
		List<String> arguments = List.of(args);
		if (!arguments.isEmpty() && arguments.getFirst().equals(VerifyCommand.NAME)) {
			System.exit(VerifyCommand.main(arguments.subList(1, arguments.size())));
		}
		SpringApplication.run(Serai.class, args);
	}

}
