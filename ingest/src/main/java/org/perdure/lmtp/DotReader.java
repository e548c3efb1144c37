package org.perdure.lmtp;

import org.perdure.delivery.MessageBuffer;

/** Finds the end of a message byte by byte: see {@link Wire#readData}. */
final class DotReader {
    private final MessageBuffer message;
    private State state = State.LINE_START;

    private enum State {
        /** Behind CR LF, or at the very beginning. */
        LINE_START,
        /** Within a line. */
        LINE,
        /** Behind a CR that is not written yet. */
        CR,
        /** Behind a dot at the start of a line, which is dropped. */
        DOT,
        /** Behind such a dot and a CR that is not written yet. */
        DOT_CR
    }

    DotReader(MessageBuffer message) {
        this.message = message;
    }

    /** Takes a byte; returns whether it was the last. */
    boolean ends(int b) {
        if (state == State.DOT_CR && b == '\n') {
            return true;
        }
        state = next(b);
        return false;
    }

    private State next(int b) {
        switch (state) {
            case LINE_START, LINE, DOT -> {
                if (b == '\r') {
                    return state == State.DOT ? State.DOT_CR : State.CR;
                }
                if (b == '.' && state == State.LINE_START) {
                    return State.DOT;
                }
            }
            case CR, DOT_CR -> {
                if (b == '\n') {
                    message.add('\n');
                    return State.LINE_START;
                }
                message.add('\r');
                if (b == '\r') {
                    return State.CR;
                }
            }
        }
        message.add(b);
        return State.LINE;
    }
}
