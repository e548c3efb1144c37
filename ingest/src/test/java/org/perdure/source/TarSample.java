package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar archive in the making. */
public final class TarSample {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    /**
     * @param longNames how to write long names: as in {@link TarArchiveOutputStream}
     */
    TarSample(int longNames) {
        tar.setLongFileMode(longNames);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    public TarSample() {
        this(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** Adds a file. */
    public TarSample file(String name, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        return add(entry, content);
    }

    public TarSample file(String name, String content) {
        return file(name, content.getBytes(ISO_8859_1));
    }

    /** Adds what has no content. */
    public TarSample other(String name, byte type) {
        return add(new TarArchiveEntry(name, type, true), new byte[0]);
    }

    private TarSample add(TarArchiveEntry entry, byte[] content) {
        entry.setModTime(0); // Times of today have fractions, for which there are more headers.
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Returns the archive, which ends here. */
    public byte[] bytes() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
