package org.perdure.source;

/**
 * How far a source has been read: when all items before this are filed, the next run may begin
 * after the mark.
 *
 * @param source what grows at its end only, such as the history of a repository
 * @param mark the place in it, as the source wants to be told of it
 */
public record SourceMark(String source, String mark) implements SourceItem {
    @Override
    public long offset() {
        return 0;
    }

    @Override
    public int size() {
        return 0;
    }
}
