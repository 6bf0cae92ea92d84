package org.mosha.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The size of a terminal, in which what is shown anew again and again has to fit: what is higher scrolls.
 *
 * @param rows how many lines it has
 * @param columns how many characters a line has
 */
record Screen(int rows, int columns) {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})");

    /**
     * Asks for the size of the terminal that this process belongs to.
     *
     * @return empty when there is none, or it does not know
     */
    static Optional<Screen> now() throws InterruptedException {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor();
            return parse(size);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads what {@code stty size} prints. */
    static Optional<Screen> parse(String size) {
        Matcher numbers = SIZE.matcher(size.strip());
        return numbers.matches()
                ? Optional.of(new Screen(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    /**
     * What of a text fits, one row left for the cursor.
     *
     * @param text lines, each ended
     * @return the first lines, each as far as it fits, and how many more there are
     */
    String crop(String text) {
        List<String> lines = text.lines().toList();
        int room = Math.max(1, rows - 1);
        int shown = lines.size() <= room ? lines.size() : room - 1;
        String more = shown == lines.size() ? "" : cut("... " + (lines.size() - shown) + " more lines") + "\n";
        return lines.stream().limit(shown).map(line -> cut(line) + "\n").collect(Collectors.joining()) + more;
    }

    private String cut(String line) {
        return line.codePointCount(0, line.length()) <= columns
                ? line
                : line.substring(0, line.offsetByCodePoints(0, columns));
    }
}
