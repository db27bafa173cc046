package dev.serai.app;

import dev.serai.ledger.command.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The program's command line. Each command is a class in a package {@code command} of its
 * feature.
 */
@Command(name = "java -jar serai.jar", subcommands = VerifyCommand.class, synopsisSubcommandLabel = "[COMMAND]",
		description = { "Without a command, start the server. It takes each setting as an option too,",
				"such as --server.port=8081.%n" },
		footer = "%n'java -jar serai.jar COMMAND --help' lists a command's options.")
public final class SeraiCommand {

	@Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
	@SuppressWarnings("unused")
	private boolean help;

	/** Whether the arguments are a command rather than settings of the server. */
	public static boolean isMeant(String... arguments) {
		return arguments.length > 0 && (!arguments[0].startsWith("--") || arguments[0].equals("--help"));
	}

	/** Runs a command, which logs only errors, and returns its exit code. */
	public static int run(String... arguments) {
		LoggingSystem.get(SeraiCommand.class.getClassLoader()).setLogLevel(null, LogLevel.ERROR);
		return commandLine().execute(arguments);
	}

	/**
	 * Returns the command line: invalid arguments print the usage, failures print one
	 * line.
	 */
	public static CommandLine commandLine() {
		return new CommandLine(new SeraiCommand()).setParameterExceptionHandler((wrong, all) -> {
			CommandLine command = wrong.getCommandLine();
			command.getErr().println(wrong.getMessage());
			UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
			command.usage(command.getErr());
			return command.getCommandSpec().exitCodeOnInvalidInput();
		}).setExecutionExceptionHandler((failure, command, all) -> {
			command.getOut().println("Could not " + command.getCommandName() + ": " + failure.getMessage());
			return command.getCommandSpec().exitCodeOnExecutionException();
		});
	}

}
