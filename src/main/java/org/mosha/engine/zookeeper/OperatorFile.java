package org.mosha.engine.zookeeper;

import java.util.Locale;

/** The operator's files, which the whole cluster has in common. */
enum OperatorFile {
    /** The entries of all groups. */
    CLTAB,
    /** The groups' wanted levels. */
    HACTL;

    /** The file's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
