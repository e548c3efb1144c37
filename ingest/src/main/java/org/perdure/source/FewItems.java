package org.perdure.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Items that are there already. */
final class FewItems implements MessageSource {
    private final Deque<SourceItem> items;

    FewItems(List<SourceItem> items) {
        this.items = new ArrayDeque<>(items);
    }

    /**
     * Returns a file that is no mail.
     *
     * @param size its length, if nothing has to be decompressed to know it
     * @param beginning what was seen of it
     * @param reason why it is no mail
     */
    static FewItems rejected(String name, OptionalLong size, byte[] beginning, String reason) {
        return size.isPresent()
                ? new FewItems(
                        List.of(
                                new Rejected(name, 0, size.getAsLong(), beginning, reason),
                                new SourceEnd(name, 0, size.getAsLong())))
                : new FewItems(List.of(new Rejected(name, 0, 0, beginning, reason)));
    }

    @Override
    public @Nullable SourceItem next() {
        return items.poll();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
