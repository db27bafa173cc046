/** Mail: its content, permitted recipients and MIME format. */
@NullMarked
package dev.serai.platform.mail;

import org.jspecify.annotations.NullMarked;
