package org.mosha.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Where settings are written, for problems that show only when the files that they name are read. */
public final class SettingPlaces {
    private final SettingsSource source;

    private SettingPlaces(SettingsSource source) {
        this.source = source;
    }

    /**
     * Looks where they are.
     *
     * @param file the settings file's name, for the problems
     * @param text its content; empty when there is no file
     * @param overrides what the command line says, name to value
     * @return the places
     */
    public static SettingPlaces of(String file, String text, Map<String, String> overrides) {
        SettingsSource source = new SettingsSource(file);
        source.collect(text, overrides);
        return new SettingPlaces(source);
    }

    /**
     * Makes a problem whose place is a setting.
     *
     * @param setting the setting; the whole file is meant when it is written nowhere
     * @param severity how bad it is
     * @param text the sentence
     * @return the problem
     */
    public Problem at(Setting setting, Problem.Severity severity, String text) {
        return source.at(setting, severity, text);
    }

    /**
     * Makes a problem from a sentence about something that settings name. Its place is the setting which names the file in
     * it, else that with which it begins, as far as that is written.
     *
     * @param files the files that settings name
     * @param otherwise the setting without which there would be no problem
     * @param severity how bad it is
     * @param text the sentence
     * @return the problem
     */
    public Problem of(Map<Setting, Path> files, Setting otherwise, Problem.Severity severity, String text) {
        Optional<Setting> naming = files.entrySet().stream()
                .filter(one -> text.contains(one.getValue().toString()))
                .filter(one -> source.isWritten(one.getKey()))
                // one path may be the beginning of another
                .max(Comparator.comparingInt(one -> one.getValue().toString().length()))
                .map(Map.Entry::getKey);
        Optional<Setting> first = Setting.of(text.split("[ :]", 2)[0]).filter(source::isWritten);
        return at(naming.or(() -> first).orElse(otherwise), severity, text);
    }
}
