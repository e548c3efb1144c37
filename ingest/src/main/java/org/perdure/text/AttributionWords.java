package org.perdure.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of the lines that introduce quotations, in the languages of those who write them. */
final class AttributionWords {
    /** Words that many sentences have: they count only where they end the line. */
    private static final Set<String> ENGLISH_VERBS =
            words("wrote writes write said says asked typed spake scribbled quoth");

    private static final Set<String> VERBS =
            words(
                    """
                    écrit ecrit écrivit écrivait schrieb geschrieben schreibt schrub schreef schrijft geschreven
                    escribió escribio escribe escribía escreveu escreve scritto scrive scrisse skrev skriver skreiv
                    kirjoitti kirjoittaa napisał napisała napisal napsal napsala píše pisze napísal napísala napisao
                    писал писала пишет написал написала писали пише написав написала írta yazdı έγραψε scris
                    escriure escrigué idatzi menulis viết כתב כתבה كتب نوشت
                    """);

    /** Words that stand without blanks around them. */
    private static final String[] GLUED_VERBS = {
        "写道", "寫道", "写了", "写到", "のメール", "書きました", "さんは書", "작성", "썼습니다", "님의"
    };

    private static final Set<String> BEGINNINGS =
            words(
                    """
                    on at in am le il el op em den w dnia quoting excerpts 于 在 a dne на в le den на el від
                    begin from ngày pada
                    """);

    private static final Set<String> WEEKDAYS =
            words(
                    """
                    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
                    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
                    lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
                    lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom
                    lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab
                    segunda terça quarta quinta sexta feira seg ter qua qui sex
                    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
                    måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tor fre lör sön tors
                    mandag tirsdag lørdag søndag man tir lør søn
                    maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai
                    perjantaina lauantai lauantaina sunnuntai sunnuntaina ti ke to pe la su
                    poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz
                    pondělí úterý středa čtvrtek pátek neděle po út st čt pá ne so
                    понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье пн вт ср чт пт сб вс
                    hétfő kedd szerda csütörtök péntek szombat vasárnap
                    """);

    /** Words that are no part of a name. */
    private static final Set<String> NO_NAMES =
            words(
                    """
                    on at in am um uhr le à il ha el a las op om em às den kl klo w dniu dnia o the article message
                    from of quoting excerpts mail email e id msgid date time the r ore ora alle del gmt utc cet cest est edt
                    pst pdt cst cdt mst mdt bst msk jst met mest pm uur heeft het volgende das following hat die hath von has
                    according thus klockan og und and also dne v г в на у року ngày vào lúc đã pada 于 在 news
                    begin re fri st nd rd th schrieb this dated sent by yesterday today said
                    """);

    private static final Map<String, Integer> MONTHS = months();

    private AttributionWords() {}

    private static Set<String> words(String words) {
        return Arrays.stream(words.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /** Months in full, a line for each language; who comes first has the short forms. */
    private static Map<String, Integer> months() {
        String[] languages = {
            "january february march april may june july august september october november december",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "jänner feber maerz april mai juni juli august sept oktober november dezember",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "januari februari mars april maj juni juli augusti september oktober november december",
            "januar februar marts april maj juni juli august september oktober november december",
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
            "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
            "ledna února března dubna května června července srpna září října listopadu prosince",
            "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
            "január február március április május június július augusztus szeptember október november december",
            "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
            "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου"
                    + " οκτωβρίου νοεμβρίου δεκεμβρίου",
            "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
            "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta"
                    + " syyskuuta lokakuuta marraskuuta joulukuuta",
        };
        Map<String, Integer> months = new HashMap<>();
        for (String language : languages) {
            String[] names = language.split(" ");
            for (int month = 0; month < names.length; month++) {
                for (int length = 3; length <= names[month].length(); length++) {
                    months.putIfAbsent(names[month].substring(0, length), month + 1);
                }
            }
        }
        for (String language : languages) { // A whole name is worth more than the beginning of one.
            String[] names = language.split(" ");
            for (int month = 0; month < names.length; month++) {
                months.put(names[month], month + 1);
            }
        }
        return Map.copyOf(months);
    }

    static boolean isEnglishVerb(String word) {
        return ENGLISH_VERBS.contains(word);
    }

    static boolean isVerb(String word) {
        return VERBS.contains(word) || (isGlued(word) && gluedVerb(word) >= 0);
    }

    /** Returns where in a word of a script without blanks a verb begins; -1 if there is none. */
    static int gluedVerb(String word) {
        for (String verb : GLUED_VERBS) {
            int at = word.indexOf(verb);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** Returns whether a word is of a script without blanks between words. */
    static boolean isGlued(String word) {
        return !word.isEmpty() && isGlued(word.charAt(0));
    }

    static boolean isGlued(char c) {
        return c >= '\u2e80' && c < '\ufb00';
    }

    static boolean begins(String word) {
        return BEGINNINGS.contains(word) || WEEKDAYS.contains(word) || MONTHS.containsKey(word);
    }

    static boolean isWeekday(String word) {
        return WEEKDAYS.contains(word);
    }

    static boolean isPartOfName(String word) {
        return !NO_NAMES.contains(word)
                && !WEEKDAYS.contains(word)
                && !ENGLISH_VERBS.contains(word)
                && !VERBS.contains(word);
    }

    /** Returns the month of a name or an abbreviation; 0 if it is none. */
    static int month(String word) {
        return MONTHS.getOrDefault(word, 0);
    }
}
