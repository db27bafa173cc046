/** What is sent about an alert, and where it waits until it has been sent. */
@NullMarked
package dev.serai.insight.alert.notice;

import org.jspecify.annotations.NullMarked;
