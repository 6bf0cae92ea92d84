package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlGroupTest {
    private static final List<String> MOUNTS = List.of(
            "25 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
            "34 33 0:28 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu",
            "44 33 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 - cgroup2 cgroup2 rw");

    @Test
    void itIsFoundWhereItsHierarchyIsMounted() {
        assertEquals(
                Optional.of(Path.of("/sys/fs/cgroup/unified/system.slice/mosha.service")),
                ControlGroup.find(List.of("2:cpu:/x", "0::/system.slice/mosha.service"), MOUNTS));
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/unified")), ControlGroup.find(List.of("0::/"), MOUNTS));
    }

    @Test
    void aMountOfAPartHasOnlyThatPart() {
        List<String> mounts = List.of("44 33 0:38 /box /cg rw - cgroup2 cgroup2 rw");
        assertEquals(Optional.of(Path.of("/cg/a")), ControlGroup.find(List.of("0::/box/a"), mounts));
        assertEquals(Optional.empty(), ControlGroup.find(List.of("0::/other"), mounts));
    }

    @Test
    void thereIsNoneWithoutAHierarchyOrOutsideOfTheNamespace() {
        assertEquals(Optional.empty(), ControlGroup.find(List.of("2:cpu:/x"), MOUNTS));
        assertEquals(Optional.empty(), ControlGroup.find(List.of("0::/a"), MOUNTS.subList(0, 2)));
        assertEquals(Optional.empty(), ControlGroup.find(List.of("0::/../x"), MOUNTS));
    }
}
