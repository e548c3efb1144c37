package org.perdure.ingest;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.Attachment;
import org.perdure.message.ListName;
import org.perdure.message.Sha256;
import org.perdure.mime.MessageParser;
import org.perdure.mime.PartContent;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.ArchiveWriter.HeldFile;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.LedgerRow.Outcome;

/**
 * Which part of a message was published as which file. Found by the bytes; where the file did not
 * come, by its place among the attachments. A file whose bytes are in no part is kept as it is.
 */
final class FilesOfMessage {
    /** Attachments that are compared with files; more are kept as files if they come. */
    static final int MAX_COMPARED = 100;

    private final Transaction transaction;
    private final ListName list;
    private final Function<byte[], Packed> packer;
    private final MessageParser parser = new MessageParser();

    FilesOfMessage(Transaction transaction, ListName list, Function<byte[], Packed> packer) {
        this.transaction = transaction;
        this.list = list;
        this.packer = packer;
    }

    /**
     * A part that a file may be.
     *
     * @param part its place in the message
     * @param sha256 of its content
     */
    private record Part(String part, byte[] sha256) {}

    /**
     * Keeps the files of a page.
     *
     * @param isBytes whether the message of the page is what is stored now
     * @return how many have a row in the ledger now
     */
    int add(Prepared.Page page, boolean isBytes, long key, MessageNumber number) {
        if (page.files().isEmpty()) {
            return 0;
        }
        List<Part> parts = isBytes ? List.of() : parts(transaction.renditions().raw(key));
        int accounted = 0;
        int position = 0;
        for (Prepared.BesideFile file : page.files()) {
            boolean came = file.sha256().length > 0;
            String part = isBytes ? file.file().part() : part(parts, file.sha256(), position);
            YearMonth month = month(page);
            if (month != null) {
                transaction
                        .renditions()
                        .putFile(
                                list,
                                month,
                                new HeldFile(
                                        file.file().name(),
                                        key,
                                        came ? file.sha256() : null,
                                        part,
                                        came && part == null ? file.packed() : null));
            }
            position++;
            if (came) {
                account(file, key, number);
                accounted++;
            }
        }
        return accounted;
    }

    private static @Nullable YearMonth month(Prepared.Page page) {
        var place = page.item().place();
        return place == null || place.scheme() != Scheme.MHONARC
                ? null
                : YearMonth.parse(place.folder());
    }

    private void account(Prepared.BesideFile file, long key, MessageNumber number) {
        byte[] content = Objects.requireNonNull(file.file().content());
        transaction
                .ledger()
                .account(
                        list,
                        new Accounted(
                                file.file().source(),
                                new Account(0, HexFormat.of().formatHex(file.sha256())),
                                content.length,
                                content.length,
                                Outcome.EVIDENCE,
                                key,
                                number,
                                "a file of the page"));
    }

    /** Finds the files of a message among the parts of the bytes that took the place of others. */
    void moveTo(long key, byte[] oldRaw, byte[] newRaw) {
        Map<YearMonth, List<HeldFile>> files = transaction.renditions().files(key);
        if (files.isEmpty()) {
            return;
        }
        List<Part> parts = parts(newRaw);
        files.forEach(
                (month, ofMonth) -> {
                    for (int i = 0; i < ofMonth.size(); i++) {
                        transaction
                                .renditions()
                                .putFile(list, month, moved(ofMonth.get(i), parts, i, oldRaw));
                    }
                });
    }

    private HeldFile moved(HeldFile file, List<Part> parts, int position, byte[] oldRaw) {
        byte[] sha256 = file.sha256();
        String oldPart = file.part();
        String part = part(parts, sha256 == null ? new byte[0] : sha256, position);
        Packed data = part == null ? file.data() : null;
        if (part == null && data == null && oldPart != null) {
            data =
                    parser.findPart(oldRaw, oldPart)
                            .map(PartContent::content)
                            .map(packer)
                            .orElse(null);
        }
        return new HeldFile(file.name(), file.key(), sha256, part, data);
    }

    /** Returns the part with these bytes; for a file that did not come, the one in its place. */
    private static @Nullable String part(List<Part> parts, byte[] sha256, int position) {
        if (sha256.length == 0) {
            return position < parts.size() ? parts.get(position).part : null;
        }
        return parts.stream()
                .filter(part -> Arrays.equals(part.sha256, sha256))
                .map(Part::part)
                .findFirst()
                .orElse(null);
    }

    private List<Part> parts(byte[] raw) {
        List<Part> parts = new ArrayList<>();
        List<Attachment> attachments = parser.parse(raw).attachments();
        for (Attachment attachment :
                attachments.subList(0, Math.min(attachments.size(), MAX_COMPARED))) {
            parser.findPart(raw, attachment.part())
                    .ifPresent(
                            found ->
                                    parts.add(
                                            new Part(
                                                    attachment.part(),
                                                    Sha256.of(found.content()))));
        }
        return parts;
    }
}
