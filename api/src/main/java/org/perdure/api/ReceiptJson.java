package org.perdure.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.perdure.delivery.Receipt;

/**
 * What became of a message that was handed in.
 *
 * @param outcome {@code stored}; {@code copy} if its Message-ID was there with other content;
 *     {@code duplicate} if it was there byte for byte; {@code rejected} if it is not in the archive
 * @param messageId its Message-ID without angle brackets
 * @param path path of its page; absent if it was rejected
 * @param number its first number in the published space, such as {@code 2011-03/01142}
 * @param reason why it was rejected, if it was
 */
record ReceiptJson(
        String outcome,
        String messageId,
        @Nullable String path,
        @Nullable String number,
        @Nullable String reason) {
    static ReceiptJson of(Receipt.Filed filed) {
        return new ReceiptJson(
                filed.outcome().name().toLowerCase(Locale.ROOT),
                filed.id().value(),
                filed.path(),
                filed.number() == null ? null : filed.number().toString(),
                null);
    }

    static ReceiptJson of(Receipt.Declined declined) {
        return new ReceiptJson("rejected", declined.id().value(), null, null, declined.reason());
    }
}
