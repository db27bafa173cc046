/** Mails: what may be in one, whom it may go to, and how it is written for the wire. */
@NullMarked
package dev.serai.platform.mail;

import org.jspecify.annotations.NullMarked;
