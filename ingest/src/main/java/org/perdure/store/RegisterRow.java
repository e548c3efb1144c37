package org.perdure.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.Sha256;

/**
 * A row of the register of all that was ever given out. The rows of a chain follow each other; each
 * has the hash of all before it.
 *
 * @param list which list
 * @param chain which chain of the list: {@link #ofNumbers}, {@link #ofFiles} or {@link #ofId}
 * @param position place in the chain, from 0
 * @param event what happened
 * @param number which number of the folder, or which copy, if it is about one
 * @param name of the file, if it is about one
 * @param id msg-id of the message
 * @param since when it was written down; not in the hash, so that an archive that is built anew has
 *     the same
 * @param hash {@link #hash()} as 64 hexadecimal digits
 */
public record RegisterRow(
        ListName list,
        String chain,
        long position,
        RegisterEvent event,
        @Nullable Integer number,
        @Nullable String name,
        MessageId id,
        Instant since,
        String hash) {
    private static final HexFormat HEX = HexFormat.of();

    /** Returns the chain of the numbers of a folder. */
    public static String ofNumbers(Folder folder) {
        return "num/" + folder;
    }

    /** Returns the chain of the files of a month. */
    public static String ofFiles(String month) {
        return "file/" + month;
    }

    /** Returns the chain of what else happened to a msg-id. */
    public static String ofId(MessageId id) {
        return "id/" + id.value();
    }

    /** Returns the hash that a chain begins with: SHA-256 of its name. */
    public static byte[] begin(ListName list, String chain) {
        return Sha256.of(utf8(TabbedText.line("perdure register 1", list.value(), chain)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the hash of a row: SHA-256 of the 32 bytes before it, and of a line ({@link
     * TabbedText}, UTF-8) of event, number, name and msg-id.
     */
    public static byte[] next(
            byte[] before,
            RegisterEvent event,
            @Nullable Integer number,
            @Nullable String name,
            MessageId id) {
        byte[] bytes =
                utf8(
                        TabbedText.line(
                                event.name(),
                                number == null ? "" : number.toString(),
                                name,
                                id.value()));
        byte[] all = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, all, before.length, bytes.length);
        return Sha256.of(all);
    }

    /** Returns whether its hash is right, given that of the row before, or of {@link #begin}. */
    public boolean follows(byte[] before) {
        return hash.equals(HEX.formatHex(next(before, event, number, name, id)));
    }

    /** Returns its hash as bytes. */
    public byte[] hashBytes() {
        return HEX.parseHex(hash);
    }
}
