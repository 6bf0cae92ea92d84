package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;

class HactlEditTest {
    private static final GroupName WEB = new GroupName("web");
    private static final Runlevel UP = new Runlevel("up");
    private static final List<String> LINES = List.of(
            "web start",
            "  web\t start  prefer=1,2 # was: web stop",
            "webmail start",
            "web.2 stop",
            "#web start",
            "# a comment",
            "",
            " \t",
            "db 12 web start",
            "web",
            "web # nothing",
            "web !!",
            "web \u0000",
            "start web",
            "caf\u00E9 \uD83D\uDE00");

    private static String edit(String text) {
        return Hactl.edit(text, WEB, UP);
    }

    @Test
    void onlyTheLevelIsReplaced() {
        assertEquals(
                "# web start\n\n \tweb \t up  prefer=1  # web start\ndb start\n",
                edit("# web start\n\n \tweb \t start  prefer=1  # web start\ndb start\n"));
    }

    @Test
    void aMissingGroupIsAppended() {
        assertEquals("web up\n", edit(""));
        assertEquals("db start\nweb up\n", edit("db start\n"));
        assertEquals("db start\nweb up\n", edit("db start"));
        assertEquals("#web stop\nweb up\n", edit("#web stop"));
        assertEquals("db start\r\nx stop\r\nweb up\r\n", edit("db start\r\nx stop"));
    }

    @Test
    void lineEndsAndAByteOrderMarkStay() {
        assertEquals("\uFEFFweb up\r\ndb start\r\n", edit("\uFEFFweb start\r\ndb start\r\n"));
        assertEquals("db start\nweb up", edit("db start\nweb start"));
    }

    @Test
    void aLineWithoutAGoodLevelIsMended() {
        assertEquals("web up\n", edit("web\n"));
        assertEquals("web up # soon\n", edit("web # soon\n"));
        assertEquals("web up\n", edit("web st/art\n"));
    }

    @Test
    void whatWasEditedReadsAsWantedAndNothingElseChanged() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            String edited = edit(text);
            String hint = "seed " + seed + ", text:\n" + text;

            assertEquals(Optional.of(UP), Hactl.parse("hactl", edited).value().level(WEB), hint);
            assertEquals(edited, edit(edited), hint);
            onlyOneLineDiffers(text, edited, hint);
        }
    }

    private static void onlyOneLineDiffers(String text, String edited, String hint) {
        List<String> before = Arrays.asList(text.split("(?<=\n)"));
        List<String> after = Arrays.asList(edited.split("(?<=\n)"));
        if (Hactl.parse("hactl", text).value().level(WEB).isPresent()) {
            assertEquals(before.size(), after.size(), hint);
        }
        int differing = 0;
        for (int i = 0; i < before.size(); i++) {
            boolean same = before.get(i).equals(after.get(i));
            boolean closed =
                    (before.get(i) + "\n").equals(after.get(i)) || (before.get(i) + "\r\n").equals(after.get(i));
            differing += same || closed ? 0 : 1;
        }
        boolean appended = after.size() > before.size() || text.isEmpty();
        assertTrue(differing <= (appended && !text.isEmpty() ? 0 : 1), hint + "\nedited:\n" + edited);
        assertTrue(after.size() <= before.size() + 1, hint);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "\uFEFF" : "");
        String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(LINES.get(random.nextInt(LINES.size())));
            text.append(i == 1 && random.nextBoolean() ? "" : end);
        }
        return text.toString();
    }
}
