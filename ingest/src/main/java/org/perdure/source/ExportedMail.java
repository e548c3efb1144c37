package org.perdure.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Mail that an operator imports, who may have exported it from another archive: what was
 * reconstructed there is so here too. Mail that comes by itself never passes through this, for its
 * senders may say what they like.
 */
public final class ExportedMail implements MessageSource {
    private final MessageSource source;

    /**
     * @param source what the operator named; closed with this
     */
    public ExportedMail(MessageSource source) {
        this.source = source;
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        SourceItem item = source.next();
        return item instanceof RawMessage raw ? LegacyMark.read(raw) : item;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
