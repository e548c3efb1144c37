package org.perdure.ingest;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.perdure.message.Defect;
import org.perdure.store.LedgerRow.Outcome;

/**
 * The counts of an import: each item of the source is in exactly one of the first nine.
 *
 * @param stored messages that came in as the first with their msg-id
 * @param copies messages kept as further copies of a msg-id, with other content
 * @param sameContent messages whose content was there already in other bytes, kept as another
 *     source
 * @param duplicates messages whose bytes were there already
 * @param rejected what looked like mail and is none
 * @param removed messages that the source removed
 * @param reconstructed messages built from pages, because there is no mail of them
 * @param evidence pages and files that say something of messages that are there
 * @param known items that an earlier run has accounted for
 * @param numbers numbers given
 * @param withheld messages among them that are hidden, because their authors want no archive
 * @param defects messages that came in with a defect, by its code
 * @param reasons what was rejected, by the constant part of the reason
 */
public record ImportReport(
        long stored,
        long copies,
        long sameContent,
        long duplicates,
        long rejected,
        long removed,
        long reconstructed,
        long evidence,
        long known,
        long numbers,
        long withheld,
        Map<Defect.Code, Long> defects,
        Map<String, Long> reasons) {
    /** Nothing yet. */
    public static final ImportReport NOTHING =
            new ImportReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());

    public ImportReport {
        defects = Map.copyOf(defects);
        reasons = Map.copyOf(reasons);
    }

    /** Returns how many items were read. */
    public long read() {
        return stored
                + copies
                + sameContent
                + duplicates
                + rejected
                + removed
                + reconstructed
                + evidence
                + known;
    }

    /** Returns the counts of both together. */
    public ImportReport plus(ImportReport other) {
        var counts = new Counts();
        counts.add(this);
        counts.add(other);
        return counts.report();
    }

    /** Counts in the making. */
    static final class Counts {
        private final EnumMap<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private final EnumMap<Defect.Code, Long> defects = new EnumMap<>(Defect.Code.class);
        private final RejectionReasons reasons = new RejectionReasons();
        private long known;
        private long numbers;
        private long withheld;

        void add(ImportReport report) {
            outcomes.merge(Outcome.STORED, report.stored, Long::sum);
            outcomes.merge(Outcome.COPY, report.copies, Long::sum);
            outcomes.merge(Outcome.SAME_CONTENT, report.sameContent, Long::sum);
            outcomes.merge(Outcome.DUPLICATE, report.duplicates, Long::sum);
            outcomes.merge(Outcome.REJECTED, report.rejected, Long::sum);
            outcomes.merge(Outcome.REMOVED, report.removed, Long::sum);
            outcomes.merge(Outcome.RECONSTRUCTED, report.reconstructed, Long::sum);
            outcomes.merge(Outcome.EVIDENCE, report.evidence, Long::sum);
            report.defects.forEach((code, count) -> defects.merge(code, count, Long::sum));
            report.reasons.forEach(reasons::add);
            known += report.known;
            numbers += report.numbers;
            withheld += report.withheld;
        }

        void addKnown(int count) {
            known += count;
        }

        void add(Filing.Filed filed, Prepared item) {
            if (filed.outcome() == null) {
                return;
            }
            outcomes.merge(filed.outcome(), 1L, Long::sum);
            numbers += filed.numbered() ? 1 : 0;
            if (filed.outcome() == Outcome.REJECTED) {
                switch (item) {
                    case Prepared.Refused refused -> reasons.add(refused.item().reason());
                    case Prepared.Withheld other -> reasons.add(other.refusal().reason());
                    default -> {}
                }
            }
            withheld += item instanceof Prepared.Withheld && filed.isHidden() ? 1 : 0;
            // The files of a page have rows of their own in the ledger.
            outcomes.merge(Outcome.EVIDENCE, (long) filed.files(), Long::sum);
            Parsed brought = item.brought();
            if (filed.entry() != null && brought != null) {
                var codes = EnumSet.noneOf(Defect.Code.class);
                brought.message().defects().forEach(defect -> codes.add(defect.code()));
                codes.forEach(code -> defects.merge(code, 1L, Long::sum));
            }
        }

        ImportReport report() {
            return new ImportReport(
                    outcomes.getOrDefault(Outcome.STORED, 0L),
                    outcomes.getOrDefault(Outcome.COPY, 0L),
                    outcomes.getOrDefault(Outcome.SAME_CONTENT, 0L),
                    outcomes.getOrDefault(Outcome.DUPLICATE, 0L),
                    outcomes.getOrDefault(Outcome.REJECTED, 0L),
                    outcomes.getOrDefault(Outcome.REMOVED, 0L),
                    outcomes.getOrDefault(Outcome.RECONSTRUCTED, 0L),
                    outcomes.getOrDefault(Outcome.EVIDENCE, 0L),
                    known,
                    numbers,
                    withheld,
                    defects,
                    reasons.counts());
        }
    }
}
