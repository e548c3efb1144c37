package org.perdure.api;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.MemoryBudget;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Receipt;
import org.perdure.delivery.Tokens;
import org.perdure.message.ListName;

/**
 * What it takes to hand in mail over HTTP.
 *
 * @param tokens who may
 * @param lists which lists take mail
 * @param inbox where it goes
 * @param postmark what marks it
 * @param budget what it may take of memory
 */
public record Submissions(
        Tokens tokens,
        Predicate<ListName> lists,
        Inbox inbox,
        Postmark postmark,
        MemoryBudget budget) {
    /** Nobody can hand in anything. */
    public static final Submissions CLOSED =
            new Submissions(
                    Tokens.NONE,
                    list -> false,
                    delivery ->
                            CompletableFuture.completedFuture(
                                    new Receipt.Deferred("no mail is taken here")),
                    new Postmark(InstantSource.system()),
                    new MemoryBudget(0));
}
