package org.perdure.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that mail programs write above what they quote, in the languages of readers.
 */
enum HeaderKey {
    FROM(
            """
            from|von|de|da|van|från|fra|lähettäjä|od|от|от кого|від|feladó|kimden|gönderen|από|expéditeur
            expediteur|mittente|remitente|remetente|nadawca|odesílatel|发件人|寄件者|寄件人|差出人|送信者|보낸 사람
            보낸사람|发送人|avsändare|afsender|avsender
            """),
    SENT(
            """
            sent|date|gesendet|datum|envoyé|envoye|fecha|enviado|enviado el|enviado em|enviada em|data|inviato
            verzonden|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|wysłano|wysłany|odesláno|дата|отправлено
            надіслано|发送时间|日期|發送日期|发送日期|傳送日期|寄件日期|送信日時|日付|日時|보낸 날짜|날짜|küldve|elküldve
            dátum|gönderilme tarihi|tarih|date d'envoi|data invio|sent on|εστάλη|ημερομηνία|时间
            """),
    TO(
            """
            to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|кому|收件人|收件者|宛先|받는 사람|받는사람|címzett|kime
            προς|destinataire|destinatario|destinatário
            """),
    CC(
            """
            cc|copy|kopie|copie|cópia|copia|kopia|kópia|másolatot kap|másolat|dw|копия|копія|抄送|副本|참조|kopi
            kopio|bilgi|κοιν|cc à
            """),
    SUBJECT(
            """
            subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема
            主题|主旨|主題|件名|제목|tárgy|konu|θέμα|subj
            """),
    OTHER(
            """
            reply-to|reply to|antwort an|répondre à|responder a|rispondi a|bcc|importance|priority|wichtigkeit
            priorität|importancia|importanza|attachments|anlagen|anhänge|pièces jointes|allegati|bijlagen
            organization|organisation|newsgroups|message-id|references|in-reply-to|sender|user-agent
            mime-version|content-type|content-transfer-encoding|flag status|categories|follow up flag
            delivered-to|return-path|received|thread-topic|thread-index|mailing-list|list-id|resent-from
            x-mailer|sensitivity|resent-to|followup-to|envelope-to|x-original-to|msg-id
            """);

    /** Characters of the longest key, with what stands around it. */
    static final int MAX_CHARS = 32;

    private static final Map<String, HeaderKey> BY_NAME = byName();

    private final String names;

    HeaderKey(String names) {
        this.names = names;
    }

    private static Map<String, HeaderKey> byName() {
        Map<String, HeaderKey> keys = new HashMap<>();
        for (HeaderKey key : values()) {
            for (String name : key.names.strip().split("[|\n]")) {
                keys.putIfAbsent(name.strip(), key);
            }
        }
        return Map.copyOf(keys);
    }

    /** Returns whether a block may begin with it. */
    boolean isMain() {
        return this != OTHER;
    }

    /**
     * A key at the beginning of a line.
     *
     * @param key which
     * @param end the place after its colon
     */
    record Found(HeaderKey key, int end) {}

    /** Returns the key with which a line begins, perhaps in bold ({@code *From:*}); else null. */
    static @Nullable Found at(Lines lines, int line) {
        String text = lines.text();
        int start = lines.strippedStart(line);
        int end = Math.min(lines.end(line), start + MAX_CHARS);
        while (start < end && text.charAt(start) == '*') {
            start++;
        }
        int colon = start;
        while (colon < end && isOfKey(text.charAt(colon))) {
            colon++;
        }
        if (colon == start || colon == end) {
            return null;
        }
        char mark = text.charAt(colon);
        int keyEnd = colon;
        if (mark == '*' && colon + 1 < end && text.charAt(colon + 1) == ':') {
            colon++;
        } else if (mark != ':' && mark != '：') {
            return null;
        }
        while (keyEnd > start && Chars.isSpace(text.charAt(keyEnd - 1))) {
            keyEnd--;
        }
        String name = text.substring(start, keyEnd).toLowerCase(Locale.ROOT).replace('\u00a0', ' ');
        HeaderKey key = BY_NAME.get(name);
        if (key == null) {
            return null;
        }
        int after = colon + 1;
        while (after < lines.end(line) && text.charAt(after) == '*') {
            after++;
        }
        // A value that begins right behind is that of some code: std::from:x.
        return new Found(key, after);
    }

    private static boolean isOfKey(char c) {
        return c < 0x80
                ? (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || c == ' '
                        || c == '-'
                        || c == '\''
                : c != '：' && (Character.isLetter(c) || c == '\u00a0');
    }
}
