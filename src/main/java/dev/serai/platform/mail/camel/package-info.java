/** Beans that the mail routes call. */
@NullMarked
package dev.serai.platform.mail.camel;

import org.jspecify.annotations.NullMarked;
