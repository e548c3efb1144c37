package org.perdure.source;

import java.util.Random;

/** Random texts made of what is hard for a mailbox. */
final class MboxSamples {
    private static final String[] PIECES = {
        "From ",
        "From",
        ">",
        ">>",
        ">>>",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r\n",
        "\r",
        "x",
        "F",
        "\0",
        " ",
        "Subject: hello",
        "\u00ff",
        ">".repeat(40),
        "y".repeat(60),
        "Fro"
    };

    private MboxSamples() {}

    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(30);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** Returns a text with line ends of one kind. */
    static String text(Random random, String lineEnd) {
        return text(random).replace("\r", "").replace("\n", lineEnd);
    }
}
