/** What every operation's request and answer can be asked, whatever the operation. */
@NullMarked
package dev.serai.gateway.operation;

import org.jspecify.annotations.NullMarked;
