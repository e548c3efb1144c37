package org.perdure.store.sql;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * zstd with a trained dictionary: mail is small and alike, so that what is common to all of it
 * (header fields, footers) is better kept once. Safe for any number of threads.
 */
final class Compression implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Compression.class);

    /** What zstd recommends: larger ones gain nothing. */
    private static final int DICTIONARY_BYTES = 110 << 10;

    /** How much mail to learn from: half of what zstd recommends, and as good. */
    private static final int MAX_SAMPLE_BYTES = 5 << 20;

    private static final int LEVEL = 1;

    /** How many contexts of each kind are kept: some hundred kilobytes each, outside the heap. */
    private static final int MAX_CONTEXTS = Runtime.getRuntime().availableProcessors();

    private final LongFunction<byte[]> dictionaries;
    private final Map<Long, ZstdDictDecompress> forReading = new ConcurrentHashMap<>();
    private final Lent<ZstdCompressCtx> packers =
            new Lent<>(MAX_CONTEXTS, ZstdCompressCtx::new, ZstdCompressCtx::close);
    private final Lent<ZstdDecompressCtx> unpackers =
            new Lent<>(MAX_CONTEXTS, ZstdDecompressCtx::new, ZstdDecompressCtx::close);
    private volatile @Nullable ForWriting forWriting;

    private record ForWriting(long id, ZstdDictCompress dictionary) {}

    /**
     * @param dictionaries loads the bytes of a dictionary
     */
    Compression(LongFunction<byte[]> dictionaries) {
        this.dictionaries = dictionaries;
    }

    /**
     * Makes a dictionary of messages; nothing if they have too little in common, or say too little.
     */
    static Optional<byte[]> train(List<byte[]> samples) {
        var trainer = new ZstdDictTrainer(MAX_SAMPLE_BYTES, DICTIONARY_BYTES, LEVEL);
        for (byte[] sample : samples) {
            trainer.addSample(sample); // Returns false, and does nothing, when it has enough.
        }
        try {
            return Optional.of(trainer.trainSamples());
        } catch (ZstdException nothingLearned) {
            LOG.debug("no dictionary", nothingLearned);
            return Optional.empty();
        }
    }

    void writeWith(long id, byte[] dictionary) {
        forWriting = new ForWriting(id, new ZstdDictCompress(dictionary, LEVEL));
    }

    boolean hasDictionary() {
        return forWriting != null;
    }

    Packed pack(byte[] raw) {
        ForWriting with = forWriting;
        return with == null
                ? new Packed(0, raw.length, Zstd.compress(raw, LEVEL))
                : new Packed(
                        with.id,
                        raw.length,
                        packers.use(context -> context.loadDict(with.dictionary).compress(raw)));
    }

    /**
     * Returns the raw message.
     *
     * @throws StoreException if the bytes are damaged
     */
    byte[] unpack(Packed packed) {
        try {
            return decompressed(packed);
        } catch (ZstdException e) {
            throw new StoreException("a stored message is damaged: " + e.getMessage(), e);
        }
    }

    private byte[] decompressed(Packed packed) {
        if (packed.dictionary() == 0) {
            return Zstd.decompress(packed.data(), packed.size());
        }
        ZstdDictDecompress dictionary = dictionary(packed.dictionary());
        return unpackers.use(
                context -> context.loadDict(dictionary).decompress(packed.data(), packed.size()));
    }

    private ZstdDictDecompress dictionary(long id) {
        return forReading.computeIfAbsent(
                id, key -> new ZstdDictDecompress(dictionaries.apply(key)));
    }

    @Override
    public void close() {
        packers.close();
        unpackers.close();
    }
}
