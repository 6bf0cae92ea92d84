package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosha.engine.ConfigChecks;

/** This node's copies of the operator's files. Used by the engine's thread. */
final class OperatorCopies {
    private final Path directory;
    private final PlacedNotes notes;
    private final OperatorCopy cltab;
    private final OperatorCopy hactl;

    OperatorCopies(Path directory, ConfigChecks checks, Versions versions) {
        this.directory = directory;
        this.notes = new PlacedNotes(directory);
        this.cltab = new OperatorCopy(OperatorFile.CLTAB, directory, checks.cltab(), versions, notes);
        this.hactl = new OperatorCopy(OperatorFile.HACTL, directory, checks.hactl(), versions, notes);
    }

    /** Looks what is on disk, and does nothing about it. */
    void begin() throws IOException {
        cltab.peek();
        hactl.peek();
        notes.load();
    }

    OperatorCopy cltab() {
        return cltab;
    }

    OperatorCopy hactl() {
        return hactl;
    }

    /** Where the files are. */
    Path directory() {
        return directory;
    }

    /** Brings the files and the last version together; tells whether one of them is still being written. */
    boolean look(long now) throws IOException {
        return cltab.look(now) | hactl.look(now);
    }

    /** Whether both were the last version at the last look. */
    boolean isInStep() {
        return cltab.isInStep() && hactl.isInStep();
    }

    /** Whether the operator has written what cannot be spread. */
    boolean isBad() {
        return cltab.isBad() || hactl.isBad();
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>(cltab.warnings());
        warnings.addAll(hactl.warnings());
        return warnings;
    }
}
