/** Wires mail into the application. */
@NullMarked
package dev.serai.platform.mail.config;

import org.jspecify.annotations.NullMarked;
