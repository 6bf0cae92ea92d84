package org.mosha.config;

import java.util.List;

/**
 * The settings whose feature this version lacks. They are errors, since a setting that is taken and does nothing would
 * mislead; a value that says what is done anyway is fine.
 */
final class NotYet {
    private static final List<Setting> SETTINGS = List.of(Setting.ZOOKEEPER_CONNECT);

    private NotYet() {}

    static void check(SettingsSource source, Settings settings) {
        if (settings.engine() == Settings.Engine.ZOOKEEPER) {
            source.error(Setting.ENGINE, "zookeeper is not available in this version: expected directory");
        }
        for (Setting setting : SETTINGS) {
            if (source.differs(setting)) {
                source.error(setting, "not available in this version: remove the setting");
            }
        }
    }
}
