package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;

class SamplesTest {
    private static final Path ETC = Path.of("etc");
    private static final Path HOME = Path.of("/opt/mosha");

    private static String read(String name) throws IOException {
        return Files.readString(ETC.resolve(name));
    }

    @Test
    void theSampleCltabAndHactlLintClean() throws IOException {
        Parsed<Cltab> cltab = Cltab.parse("etc/cltab", read("cltab"));
        Parsed<Hactl> hactl = Hactl.parse("etc/hactl", read("hactl"));

        assertEquals(List.of(), cltab.problems());
        assertEquals(List.of(), hactl.problems());
        assertEquals(List.of(), ConfigCheck.cross("etc/hactl", hactl.value(), cltab.value()));
        assertEquals(cltab.value().groups(), hactl.value().wishes().keySet());
    }

    @Test
    void theSampleCltabShowsEveryModeAndAGroupWhoseTestFails() throws IOException {
        Cltab cltab = Cltab.parse("etc/cltab", read("cltab")).value();

        assertEquals(
                EnumSet.allOf(Mode.class),
                cltab.entries().stream()
                        .map(Entry::mode)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Mode.class))));
        assertEquals(Mode.TEST, cltab.entries(new GroupName("tape")).get(0).mode());
    }

    @Test
    void theSampleSettingsDescribeEachSettingAtItsDefault() throws IOException {
        String text = read("mosha.properties");

        for (Setting setting : Setting.all()) {
            String block = "\n# " + setting.description() + "\n# Expected: " + setting.expected() + "\n#" + setting
                    + "=" + shown(setting) + "\n";
            assertTrue(text.contains(block), "expected in etc/mosha.properties:" + block);
        }
    }

    @Test
    void theSampleSettingsLintCleanAndChangeNothingAlsoWithEachLineSwitchedOn() throws IOException {
        String text = read("mosha.properties");
        String on = Arrays.stream(text.split("\n"))
                .map(line -> line.matches("#[a-z].*") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));
        Settings defaults = Settings.parse("f", "", Map.of(), HOME).value();

        Parsed<Settings> asShipped = Settings.parse("f", text, Map.of(), HOME);
        Parsed<Settings> switchedOn = Settings.parse("f", on, Map.of("mfsbase", ""), HOME);

        assertEquals(List.of(), asShipped.problems());
        assertEquals(defaults, asShipped.value());
        assertEquals(List.of(), switchedOn.problems());
        assertEquals(defaults, switchedOn.value());
        assertTrue(on.contains("\ntimeout=60\n"), "switching on did nothing");
    }

    private static String shown(Setting setting) {
        return setting.defaultText().replace("<home>/", "").replace("<var.dir>", "var");
    }
}
