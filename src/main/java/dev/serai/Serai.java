package dev.serai;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: a Camel application whose routes are the platform's policy. */
@SpringBootApplication
public class Serai {

	public static void main(String[] args) {
		SpringApplication.run(Serai.class, args);
	}

}
