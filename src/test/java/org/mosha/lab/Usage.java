package org.mosha.lab;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes have used so far.
 *
 * @param cpuMillis processor time
 * @param pssKilobytes memory, shared pages by their share
 */
record Usage(long cpuMillis, long pssKilobytes) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^TOTAL procs=\\d+ cpu_ms=(\\d+) .* pss_kB=(\\d+) ");

    /** Of all processes of a host with this in their command line. */
    private static Usage of(Lab lab, int host, String commandLine) {
        Matcher total = TOTAL.matcher(lab.tell("usage", "h" + host, "-f", commandLine));
        if (!total.find()) {
            throw new AssertionError("no usage of host " + host);
        }
        return new Usage(Long.parseLong(total.group(1)), Long.parseLong(total.group(2)));
    }

    /** Of all processes of a host that have one of these in their command line. */
    static Usage of(Lab lab, int host, List<String> commandLines) {
        return commandLines.stream().map(part -> of(lab, host, part)).reduce(new Usage(0, 0), Usage::plus);
    }

    /** The processor time since earlier, in milliseconds. */
    long cpuMillisSince(Usage earlier) {
        return cpuMillis - earlier.cpuMillis;
    }

    /** Together with another. */
    private Usage plus(Usage other) {
        return new Usage(cpuMillis + other.cpuMillis, pssKilobytes + other.pssKilobytes);
    }
}
