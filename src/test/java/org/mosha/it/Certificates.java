package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;

/** Key pairs with their certificates, made with the JDK's keytool. */
final class Certificates {
    static final String PASSWORD = "the-password-of-the-store";

    private final Path dir;

    Certificates(Path dir) throws IOException {
        this.dir = dir;
        Files.writeString(passwordFile(), PASSWORD + "\n");
        Files.setPosixFilePermissions(passwordFile(), PosixFilePermissions.fromString("rw-------"));
    }

    Path passwordFile() {
        return dir.resolve("store.password");
    }

    /** The key and certificate of a name, as PKCS12. */
    Path store(String name) {
        return dir.resolve(name + ".p12");
    }

    /** The certificate of a name, as PEM. */
    Path pem(String name) {
        return dir.resolve(name + ".pem");
    }

    /** Makes a key with a certificate that it has signed itself, from a time such as {@code -2d} on. */
    void selfSigned(String name, String start, int days) throws IOException, InterruptedException {
        keytool(
                name,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc=ca:true",
                "-startdate",
                start,
                "-validity",
                Integer.toString(days));
        export(name);
    }

    private void export(String name) throws IOException, InterruptedException {
        keytool(name, "-exportcert", "-rfc", "-file", pem(name).toString());
    }

    private void keytool(String name, String command, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool", command));
        line.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        line.addAll(List.of("-alias", name, "-keystore", store(name).toString(), "-storetype", "PKCS12"));
        line.addAll(List.of("-storepass", PASSWORD));
        line.addAll(List.of(options));
        Outcome outcome = Shell.run(dir, Map.of(), line);
        assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
    }
}
