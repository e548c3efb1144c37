package org.perdure.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perdure.ingest.ImportReport;
import org.perdure.ingest.ImportRun;
import org.perdure.ingest.Progress;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.search.lucene.LuceneSearchIndex;
import org.perdure.source.MboxReader;
import org.perdure.source.MboxWriter;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

/** Mail of one list, in the real store and the real index. */
final class ImportedMail implements AutoCloseable {
    static final ListName LIST = new ListName("bees");

    final SqliteStore store;
    final Archive archive;
    private final LuceneSearchIndex index;

    /** Nobody watches. */
    private static final class Quiet implements Progress {
        @Override
        public void at(long bytesRead, ImportReport report) {}
    }

    /**
     * @param folder where to put it
     * @param messages as received, in the order of arrival
     */
    ImportedMail(Path folder, MailingList.Masking masking, List<byte[]> messages)
            throws IOException {
        IndexFolder indexFolder = new IndexFolder(folder.resolve("index"));
        ByteArrayOutputStream mbox = new ByteArrayOutputStream();
        try (MboxWriter out = new MboxWriter(mbox)) {
            for (byte[] message : messages) {
                out.write(new byte[0], message);
            }
        }
        try (SqliteWriter writer = SqliteWriter.open(folder);
                LuceneFollower follower = LuceneFollower.open(indexFolder.forWriting(), 1)) {
            new ImportRun(writer, LIST, List.of(follower), new Quiet())
                    .run(
                            new MboxReader(
                                    new ByteArrayInputStream(mbox.toByteArray()), "bees.mbox"),
                            mbox::size);
        }
        store = SqliteStore.open(folder);
        index = new LuceneSearchIndex(indexFolder);
        MailingList list = new MailingList(LIST, "", List.of(), List.of(), null, masking);
        archive = new Archive(store, index, Map.of(LIST, list), Set.of());
    }

    @Override
    public void close() {
        try {
            index.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        store.close();
    }
}
