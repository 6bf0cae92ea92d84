package org.mosha.trust;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The JDK's own {@code keytool}, as a process; passwords are given by file, so that no process list shows them. */
final class Keytool {
    private static final List<String> FLAGS = List.of(
            "-J-Duser.language=en",
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC",
            "-J-Xshare:auto",
            "-J-XX:-UsePerfData");

    private Keytool() {}

    /** The elliptic curve that every TLS stack has. */
    private static final List<String> EC =
            List.of("-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA");

    /**
     * Makes a key pair with its certificate in a PKCS#12 store, which is made when it is missing.
     *
     * @param store the key store
     * @param passwordFile the file whose first line is its password
     * @param alias the entry's name
     * @param request what the certificate shall say
     * @throws TrustProblem when keytool is not there or refuses, with what it says
     */
    static void makeKeys(Path store, Path passwordFile, String alias, CertificateRequest request) throws TrustProblem {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
        command.addAll(EC);
        command.addAll(request.arguments());
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass:file", passwordFile.toString()));
        run(command);
    }

    private static void run(List<String> arguments) throws TrustProblem {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!Files.isExecutable(program)) {
            throw new TrustProblem("there is no " + program + ": needs a JDK 17 or newer that has it");
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new TrustProblem("keytool failed: " + inOneLine(said));
            }
        } catch (IOException e) {
            throw new TrustProblem("keytool cannot be run: " + OwnerOnly.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrustProblem("interrupted while keytool ran", e);
        }
    }

    private static String inOneLine(String said) {
        return said.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("; "));
    }
}
