package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Control groups of daemons that died together with their guards and never started again: nobody else would remove them.
 * Nothing is killed, and the kernel removes no group that has a process. A daemon that has made its own and is not in it
 * yet makes it anew: see {@link ControlGroup#enter}.
 */
final class DeadGroups {
    private static final Logger LOG = LoggerFactory.getLogger(DeadGroups.class);
    /** What {@link ControlGroup#enter} names its groups. */
    private static final Pattern NAME = Pattern.compile(Pattern.quote(ControlGroup.PREFIX) + "[0-9a-z]+");

    private DeadGroups() {}

    /** Removes the daemons' groups below this one that have no process, also not in a group below them. */
    static void removeIn(Path parent) {
        try (Stream<Path> groups = Files.list(parent)) {
            groups.filter(DeadGroups::isDead)
                    .filter(ControlGroup::remove)
                    .forEach(group -> LOG.info("removed control group {}, which a dead daemon had left", group));
        } catch (IOException e) {
            LOG.debug("cannot list {}", parent, e);
        }
    }

    private static boolean isDead(Path group) {
        try {
            return NAME.matcher(group.getFileName().toString()).matches()
                    && Files.readAllLines(group.resolve("cgroup.events")).contains("populated 0");
        } catch (IOException e) {
            // it has gone, or is none
            return false;
        }
    }
}
