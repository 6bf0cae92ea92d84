package org.mosha.lab;

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
    static Usage of(Lab lab, int host, String commandLine) {
        Matcher total = TOTAL.matcher(lab.tell("usage", "h" + host, "-f", commandLine));
        if (!total.find()) {
            throw new AssertionError("no usage of host " + host);
        }
        return new Usage(Long.parseLong(total.group(1)), Long.parseLong(total.group(2)));
    }

    /** Together with another. */
    Usage plus(Usage other) {
        return new Usage(cpuMillis + other.cpuMillis, pssKilobytes + other.pssKilobytes);
    }
}
