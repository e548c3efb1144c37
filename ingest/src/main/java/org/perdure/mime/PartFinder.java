package org.perdure.mime;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a part by its place, also within messages and files that stand in parts. */
final class PartFinder implements PartWalker.Visitor {
    private final MessageParser.Walk walk;
    private final String part;
    private final Defects defects = new Defects();
    private @Nullable PartContent found;

    /** The message within which to look next. */
    private BodyReader.@Nullable Inner inner;

    PartFinder(MessageParser.Walk walk, String part) {
        this.walk = walk;
        this.part = part;
    }

    Optional<PartContent> find(byte[] raw) {
        walk.run(raw, HeaderSection.of(raw), "", defects, this);
        for (int depth = 0; inner != null && depth < MessageParser.MAX_ENCLOSED_DEPTH; depth++) {
            BodyReader.Inner next = inner;
            inner = null;
            HeaderSection header = HeaderSection.of(next.bytes());
            walk.run(next.bytes(), header, next.part() + ".", defects, this);
        }
        return Optional.ofNullable(found);
    }

    @Override
    public boolean visit(Leaf leaf) throws IOException {
        if (leaf.path().equals(part)) {
            found =
                    new PartContent(
                            leaf.mediaType(),
                            leaf.charset(),
                            leaf.fileName(defects),
                            leaf.read(defects));
            return false;
        }
        if (!part.startsWith(leaf.path() + ".")) {
            return true;
        }
        byte[] content = leaf.read(defects);
        if (leaf.isMessage()) {
            inner = new BodyReader.Inner(leaf.path(), content);
        } else {
            find(
                    leaf.isTnef()
                            ? Tnef.files(content, defects)
                            : Uuencoded.cut(content, defects).files(),
                    part.substring(leaf.path().length() + 1));
        }
        return false;
    }

    private void find(List<Uuencoded.File> files, String place) {
        for (int i = 0; i < files.size(); i++) {
            if (place.equals(String.valueOf(i + 1))) {
                Uuencoded.File file = files.get(i);
                String name = file.name().isBlank() ? null : file.name();
                found = new PartContent(BodyReader.FILE_TYPE, null, name, file.content());
            }
        }
    }

    @Override
    public void restart() {
        found = null;
        inner = null;
    }
}
