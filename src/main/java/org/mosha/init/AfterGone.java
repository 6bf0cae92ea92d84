package org.mosha.init;

/** What is to become of an entry when nothing of its run lives any more. */
enum AfterGone {
    STOPPED(ProcessStimulus.GONE_STOPPED),
    RESPAWN(ProcessStimulus.GONE_RESPAWN),
    PAUSE(ProcessStimulus.GONE_PAUSE),
    DONE(ProcessStimulus.GONE_DONE),
    FAILED(ProcessStimulus.GONE_FAILED);

    private final ProcessStimulus stimulus;

    AfterGone(ProcessStimulus stimulus) {
        this.stimulus = stimulus;
    }

    /** What the {@link ProcessTable} is told then. */
    ProcessStimulus stimulus() {
        return stimulus;
    }
}
