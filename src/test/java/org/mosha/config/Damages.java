package org.mosha.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damages files at random, as bad disks, editors and transfers do. */
public final class Damages {
    /** A cltab without errors. */
    public static final String CLTAB = """
            # a comment
            :::log:/var/log/x

            web:web-test:test:test/timeout=5s,user=www:test -x /bin/sh
            web:web-wait:start,long1:wait:echo one: two
            web:web-serve:start:respawn/stop-signal=TERM,stop-timeout=30s:exec httpd -p 80:81
            db:db1:12:once/dir=/srv,env-file=/etc/db:db
            db:db2:long3,:off:
            0:0:0:once:true
            web:web-bye:stop:wait:echo bye
            """;

    /** A hactl without errors. */
    public static final String HACTL = """
            # a comment
            web start prefer=1,2 # here

            \tdb  2
            0 0
            mail stop and more
            """;

    private static final List<Damage> DAMAGES = List.of(
            Damages::flipByte,
            Damages::truncate,
            Damages::splice,
            Damages::unicode,
            Damages::control,
            Damages::doubleLine,
            Damages::separator);

    @FunctionalInterface
    private interface Damage {
        String apply(String text, Random random);
    }

    private Damages() {}

    /**
     * Damages a file in up to four places.
     *
     * @param good the file
     * @param other what may be mixed into it
     * @param random which damages, and where
     * @return what has become of the file
     */
    public static String of(String good, String other, Random random) {
        String text = good;
        for (int i = random.nextInt(4); i >= 0; i--) {
            boolean mix = random.nextInt(10) == 0;
            Damage damage = DAMAGES.get(random.nextInt(DAMAGES.size()));
            text = damage.apply(mix ? text + other : text, random);
        }
        return text;
    }

    /** As a reader would see it: what is no UTF-8 any more becomes the replacement character. */
    private static String flipByte(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String truncate(String text, Random random) {
        return text.substring(0, random.nextInt(text.length() + 1));
    }

    private static String splice(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() - from + 1);
        return insert(text, text.substring(from, to), random);
    }

    private static String unicode(String text, Random random) {
        int point = random.nextInt(Character.MAX_CODE_POINT + 1);
        boolean half = random.nextInt(4) == 0;
        return insert(text, half ? "" + (char) point : Character.toString(point), random);
    }

    private static String control(String text, Random random) {
        return insert(text, Character.toString((char) random.nextInt(32)), random);
    }

    private static String doubleLine(String text, Random random) {
        List<String> lines = text.lines().toList();
        return lines.isEmpty() ? "\n" : text + lines.get(random.nextInt(lines.size()));
    }

    private static String separator(String text, Random random) {
        String separators = ":,/= \t#.\n\r\\";
        return insert(text, "" + separators.charAt(random.nextInt(separators.length())), random);
    }

    private static String insert(String text, String what, Random random) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + what + text.substring(at);
    }
}
