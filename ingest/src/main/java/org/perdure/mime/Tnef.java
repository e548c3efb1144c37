package org.perdure.mime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Defect;

/**
 * The files in an {@code application/ms-tnef} part, which Exchange calls {@code winmail.dat}
 * (MS-OXTNEF): a row of attributes, of which those of attachments are read.
 */
final class Tnef {
    /** Files that are taken out of one part. */
    static final int MAX_FILES = 100;

    private static final int SIGNATURE = 0x223e9f78;
    private static final int HEADER_BYTES = 6;
    private static final int ATTRIBUTE_BYTES = 9;
    private static final int CHECKSUM_BYTES = 2;
    private static final int LEVEL_ATTACHMENT = 2;
    private static final int ATTACHMENT_BEGINS = 0x00069002;
    private static final int ATTACHMENT_TITLE = 0x00018010;
    private static final int ATTACHMENT_DATA = 0x0006800f;

    private final List<Uuencoded.File> files = new ArrayList<>();
    private String name = "";
    private byte @Nullable [] content;

    private Tnef() {}

    static List<Uuencoded.File> files(byte[] bytes, Defects defects) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER_BYTES || in.getInt() != SIGNATURE) {
            defects.add(Defect.Code.BAD_STRUCTURE, "said to be TNEF, and is not");
            return List.of();
        }
        in.getShort();
        Tnef tnef = new Tnef();
        while (in.remaining() >= ATTRIBUTE_BYTES && tnef.files.size() < MAX_FILES) {
            int level = in.get();
            int attribute = in.getInt();
            int length = in.getInt();
            if (length < 0 || length > in.remaining() - CHECKSUM_BYTES) {
                defects.add(Defect.Code.BAD_STRUCTURE, "TNEF ends early");
                break;
            }
            byte[] value = new byte[length];
            in.get(value);
            in.getShort();
            if (level == LEVEL_ATTACHMENT) {
                tnef.take(attribute, value);
            }
        }
        tnef.finish();
        return tnef.files;
    }

    private void take(int attribute, byte[] value) {
        switch (attribute) {
            case ATTACHMENT_BEGINS -> finish();
            case ATTACHMENT_TITLE -> {
                String title = TextDecoder.guess(value, 0, value.length).text();
                int nul = title.indexOf('\0');
                name = nul < 0 ? title : title.substring(0, nul);
            }
            case ATTACHMENT_DATA -> content = value;
            default -> {}
        }
    }

    private void finish() {
        if (content != null) {
            files.add(new Uuencoded.File(name, content));
        }
        name = "";
        content = null;
    }
}
