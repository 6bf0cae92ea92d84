package org.mosha.app;

/** The program's entry: the command line. */
public final class Main {
    private Main() {}

    /**
     * Runs one verb and ends the process with its exit code.
     *
     * @param args the verb and its arguments
     */
    public static void main(String[] args) {
        System.exit(2);
    }
}
