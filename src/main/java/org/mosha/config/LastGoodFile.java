package org.mosha.config;

import java.nio.file.Path;

/** Where a node keeps the last version of an operator's file that had no errors. */
public final class LastGoodFile {
    private static final String END = ".good";

    private LastGoodFile() {}

    /**
     * Names the file. It is there once there was such a version, so where it is and the operator's file is not, that one
     * was removed.
     *
     * @param base the node's own directory
     * @param name {@code cltab} or {@code hactl}
     * @return the file
     */
    public static Path of(Path base, String name) {
        return base.resolve("." + name + END);
    }
}
