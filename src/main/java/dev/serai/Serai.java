package dev.serai;

import dev.serai.app.SeraiCommand;

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
		if (SeraiCommand.isMeant(args)) {
			System.exit(SeraiCommand.run(args));
		}
		SpringApplication.run(Serai.class, args);
	}

}
