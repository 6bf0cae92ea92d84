package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the scripts for jmxterm ask for what the beans have. */
class JmxtermScriptsTest {
    private static final Path SCRIPTS = Path.of("etc", "jmxterm");

    private final OpenBeans open = new OpenBeans();

    @AfterEach
    void close() {
        open.close();
    }

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".jmx"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyLineNamesABeanAndWhatItHas(Path script) throws IOException, JMException {
        List<String> commands = commands(script);
        assertTrue(!commands.isEmpty(), script::toString);
        for (String command : commands) {
            String[] words = command.replace("get -s -b", "get -b").split(" ");
            assertEquals("-b", words[1], command);
            MBeanInfo bean = open.server.getMBeanInfo(new ObjectName(words[2]));
            List<String> rest = List.of(words).subList(3, words.length);
            switch (words[0]) {
                case "get" -> assertTrue(names(bean.getAttributes()).containsAll(rest), command);
                case "run" -> assertEquals(rest.size() - 1, parameters(bean, rest.get(0)), command);
                default -> throw new AssertionError("neither get nor run: " + command);
            }
        }
    }

    @Test
    void statusSetLevelHaltResumeStomithAndHistoryAreThere() throws IOException {
        assertEquals(
                List.of("halt.jmx", "history.jmx", "resume.jmx", "set-level.jmx", "status.jmx", "stomith.jmx"),
                scripts().stream().map(path -> path.getFileName().toString()).toList());
    }

    private static List<String> commands(Path script) throws IOException {
        return Files.readAllLines(script).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    private static int parameters(MBeanInfo bean, String operation) {
        return Arrays.stream(bean.getOperations())
                .filter(info -> info.getName().equals(operation))
                .map(MBeanOperationInfo::getSignature)
                .map(signature -> signature.length)
                .findFirst()
                .orElse(-1);
    }

    private static Set<String> names(MBeanFeatureInfo[] features) {
        return Arrays.stream(features).map(MBeanFeatureInfo::getName).collect(Collectors.toSet());
    }
}
