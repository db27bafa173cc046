/** The beans that the routes of mail name. */
@NullMarked
package dev.serai.platform.mail.camel;

import org.jspecify.annotations.NullMarked;
