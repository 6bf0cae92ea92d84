package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.config.ModeOptions;
import org.mosha.config.Setting;

/** README.md leaves nothing out that a user can write. */
class ReadmeTest {
    private String readme;

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void everySettingIsThereWithWhatItIsFor() {
        List<String> missing = Setting.all().stream()
                .filter(setting -> readme.lines()
                        .noneMatch(line -> line.startsWith("| `" + setting.key() + "` |")
                                && line.endsWith("| " + setting.description() + " |")))
                .map(Setting::key)
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyVerbIsThere() {
        String help = Outcome.of(Path.of("/"), "help").out();
        List<String> verbs = Pattern.compile("(?m)^  ([a-z-]+)  +[A-Z]")
                .matcher(help.substring(help.indexOf("Commands:")))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertTrue(verbs.size() > 15, help);
        String table = readme.substring(readme.indexOf("## The command"), readme.indexOf("## The files"));
        List<String> missing = verbs.stream()
                .filter(verb -> !verb.equals("help"))
                .filter(verb -> table.lines()
                        .filter(line -> line.startsWith("| "))
                        .map(line -> line.split("\\|")[1])
                        .noneMatch(cell -> cell.matches(".*`" + verb + "[` ].*")))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyModeOptionIsThere() {
        List<String> missing = Arrays.stream(ModeOptions.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> Pattern.compile("[A-Z]").matcher(name).replaceAll(ReadmeTest::dashed))
                .filter(option -> !readme.contains("| `" + option + "=` |"))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static String dashed(MatchResult letter) {
        return "-" + letter.group().toLowerCase(Locale.ROOT);
    }
}
