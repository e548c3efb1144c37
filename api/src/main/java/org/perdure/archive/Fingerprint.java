package org.perdure.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes etags: the same for the same things in the same order, different for any other. */
final class Fingerprint {
    /** Bytes of the digest that are used: collisions are out of reach by chance. */
    private static final int BYTES = 15;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    Fingerprint add(long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
        return this;
    }

    Fingerprint add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    Fingerprint add(@Nullable String text) {
        return text == null ? add(-1) : add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds what anything prints as; for records of values. */
    Fingerprint add(@Nullable Record value) {
        return add(value == null ? null : value.toString());
    }

    Fingerprint addAll(List<? extends Record> values) {
        add(values.size());
        values.forEach(this::add);
        return this;
    }

    /** Returns the etag, without quotes: 20 characters of letters, digits, {@code -} and _. */
    String etag() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(digest.digest(), BYTES));
    }
}
