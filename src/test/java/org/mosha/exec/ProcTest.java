package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProcTest {
    private final Proc proc = new Proc();
    private final int self = (int) ProcessHandle.current().pid();

    @Test
    void aThreadIsNoProcess() {
        int other = Arrays.stream(Objects.requireNonNull(new File("/proc/self/task").list()))
                .mapToInt(Integer::parseInt)
                .filter(thread -> thread != self)
                .findFirst()
                .orElseThrow();
        assertTrue(proc.isProcess(self));
        assertFalse(proc.isProcess(other), "thread " + other + " of process " + self);
        assertTrue(proc.stat(other).isPresent(), "though /proc shows it");
    }

    @Test
    void whatDoesNotExistIsNoProcess() {
        assertFalse(proc.isProcess(Integer.MAX_VALUE));
    }
}
