/** The common interfaces of all operations' requests and answers. */
@NullMarked
package dev.serai.gateway.operation;

import org.jspecify.annotations.NullMarked;
