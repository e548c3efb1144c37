package org.perdure.message;

import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question that the archive cannot answer. Its text is fit for a reader's eyes. */
public abstract sealed class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ArchiveException(String message) {
        super(message);
    }

    /** No list of that name. */
    public static final class UnknownList extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public UnknownList(String list) {
            super("There is no list “" + list + "” in this archive.");
        }
    }

    /** No message at that address. */
    public static final class UnknownMessage extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public UnknownMessage(String text) {
            super(text);
        }
    }

    /** The message at that address was taken down. */
    public static final class TakenDown extends ArchiveException {
        private static final long serialVersionUID = 1L;

        private final String list;
        private final @Nullable YearMonth month;

        /**
         * @param text says so, without any of the message
         * @param list the list it was sent to
         * @param month the month it was filed in, if that is known
         */
        public TakenDown(String text, ListName list, @Nullable YearMonth month) {
            super(text);
            this.list = list.value();
            this.month = month;
        }

        /** Returns the list it was sent to. */
        public ListName list() {
            return new ListName(list);
        }

        /** Returns the month it was filed in, if that is known. */
        public Optional<YearMonth> month() {
            return Optional.ofNullable(month);
        }
    }

    /** Nothing at that address: a month without mail, a part that a message does not have. */
    public static final class UnknownPage extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public UnknownPage(String text) {
            super(text);
        }
    }

    /** A query that cannot be understood or would cost too much. */
    public static final class BadQuery extends ArchiveException {
        private static final long serialVersionUID = 1L;

        private final int position;

        /**
         * @param text what is wrong
         * @param position index of the first character that is wrong, from 0
         */
        public BadQuery(String text, int position) {
            super(text);
            this.position = position;
        }

        /** Returns the index of the first character that is wrong, from 0. */
        public int position() {
            return position;
        }
    }

    /** A search while the index is being built: to be asked again. */
    public static final class IndexBuilding extends ArchiveException {
        private static final long serialVersionUID = 1L;

        /** How long to wait before asking again, in seconds. */
        public static final int RETRY_SECONDS = 30;

        /**
         * @param applied up to which change of the log the index is built
         * @param needed up to which it must be
         */
        public IndexBuilding(long applied, long needed) {
            super(
                    String.format(
                            Locale.ROOT,
                            "The search index is being built; %,d of %,d changes are in it (%d %%)."
                                    + " Everything else works meanwhile.",
                            applied,
                            needed,
                            needed == 0 ? 0 : 100 * applied / needed));
        }
    }

    /** What others ask for too much of just now: to be asked for again. */
    public static final class Busy extends ArchiveException {
        private static final long serialVersionUID = 1L;

        /** How long to wait before asking again, in seconds. */
        public static final int RETRY_SECONDS = 10;

        /** A long message, while too many others are being read. */
        public Busy() {
            this("Too many long messages are being read just now");
        }

        /**
         * @param why what there is too much of, a sentence without its end
         */
        public Busy(String why) {
            super(why + "; try again in a moment. Everything else works meanwhile.");
        }
    }

    /** A parameter that cannot be used. */
    public static final class BadParameter extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public BadParameter(String text) {
            super(text);
        }
    }
}
