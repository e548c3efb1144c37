package org.perdure.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lines that set off what is quoted or forwarded: {@code -----Original Message-----}. */
final class Separators {
    /** Characters of such a line. */
    static final int MAX_CHARS = 200;

    private static final Set<String> ORIGINALS =
            names(
                    """
                    original message|original email|original e-mail|original appointment|original mail
                    original message header|reply message|replied message|previous message|quoted message
                    ursprüngliche nachricht|ursprungliche nachricht|originalnachricht|original-nachricht
                    originaltext|original nachricht|message d'origine|message d’origine|message original
                    message initial|courriel original|mensaje original|messaggio originale|messaggio originario
                    mensagem original|oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht
                    ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|original meddelelse
                    opprinnelig melding|opprinnelig meddelelse|alkuperäinen viesti|oryginalna wiadomość
                    wiadomość oryginalna|исходное сообщение|original-nachrichten|оригинальное сообщение
                    původní zpráva|pôvodná správa|eredeti üzenet|orijinal mesaj|özgün ileti|原始邮件|原始信件
                    原始郵件|原邮件|回复的原邮件|元のメッセージ|원본 메시지|원본 메일|αρχικό μήνυμα
                    """);

    private static final Set<String> FORWARDS =
            names(
                    """
                    forwarded message|begin forwarded message|forwarded mail|forwarded email|start of forwarded message
                    weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message transféré
                    message réexpédié|début du message réexpédié|début du message transféré|mensaje reenviado
                    inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato
                    mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada
                    início da mensagem reencaminhada|doorgestuurd bericht|begin doorgestuurd bericht
                    vidarebefordrat meddelande|vidarebefordrat brev|videresendt meddelelse|videresendt melding
                    videresendt meddelelse|start på videresendt besked|videresendt besked
                    edelleenlähetetty viesti|välitetty viesti|välitetty viesti alkaa
                    przekazana wiadomość|wiadomość przekazana dalej|początek przekazywanej wiadomości
                    пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение
                    начало переадресованного сообщения|přeposlaná zpráva|začátek přeposlané zprávy
                    továbbított üzenet|iletilen mesaj|yönlendirilen mesaj|转发邮件|转发的邮件|转发邮件信息|轉寄郵件
                    轉寄的郵件|転送メッセージ|転送されたメッセージ|전달된 메시지
                    """);

    /** What such lines begin with when a name follows. */
    private static final List<String> FORWARD_BEGINNINGS =
            List.of("forwarded by ", "forwarded message from ", "forwarded message follow");

    private static final List<String> END_BEGINNINGS =
            List.of(
                    "end forwarded message",
                    "end of forwarded message",
                    "ende der weitergeleiteten nachricht",
                    "fin du message transféré",
                    "fin del mensaje reenviado",
                    "fine messaggio inoltrato",
                    "конец пересылаемого сообщения");

    /** What a line is. */
    enum Kind {
        NONE,
        ORIGINAL,
        FORWARD,
        END,
        /** A rule, which is a separator only above header fields. */
        RULE
    }

    private Separators() {}

    private static Set<String> names(String names) {
        return Set.copyOf(
                java.util.Arrays.stream(names.strip().split("[|\n]"))
                        .map(String::strip)
                        .distinct()
                        .toList());
    }

    /** Returns what a line is. */
    static Kind of(Lines lines, int line) {
        String text = lines.text();
        int start = lines.strippedStart(line);
        int end = lines.strippedEnd(line);
        if (end - start < 4 || end - start > MAX_CHARS) {
            return Kind.NONE;
        }
        boolean drawn = isDrawn(text.charAt(start)) && isDrawn(text.charAt(start + 1));
        char lastChar = text.charAt(end - 1);
        if (!drawn && lastChar != ':' && lastChar != '：') {
            return Kind.NONE;
        }
        while (start < end && isAround(text.charAt(start))) {
            start++;
        }
        while (end > start && isAround(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return drawn ? Kind.RULE : Kind.NONE;
        }
        return ofWords(text.substring(start, end).toLowerCase(Locale.ROOT), drawn);
    }

    private static Kind ofWords(String words, boolean drawn) {
        if (FORWARDS.contains(words)) {
            return Kind.FORWARD;
        }
        if (!drawn) {
            return Kind.NONE;
        }
        if (ORIGINALS.contains(words)) {
            return Kind.ORIGINAL;
        }
        if (FORWARD_BEGINNINGS.stream().anyMatch(words::startsWith)) {
            return Kind.FORWARD;
        }
        return END_BEGINNINGS.stream().anyMatch(words::startsWith) ? Kind.END : Kind.NONE;
    }

    private static boolean isDrawn(char c) {
        return c == '-' || c == '_' || c == '=' || c == '*' || c == '–' || c == '—';
    }

    private static boolean isAround(char c) {
        return isDrawn(c) || Chars.isSpace(c) || c == ':' || c == '：' || c == '<' || c == '>';
    }
}
