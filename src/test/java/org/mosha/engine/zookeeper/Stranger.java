package org.mosha.engine.zookeeper;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.mosha.trust.CertificateInfo;
import org.mosha.trust.Handshake;
import org.mosha.trust.NodeKeys;

/** Somebody who can reach a peer's ports, and speaks its protocols as far as a peer answers. */
final class Stranger {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int UNKNOWN_SERVER = 9;

    private Stranger() {}

    /** What somebody says on a connection, and the first bytes of the answer. */
    interface Line {
        Socket connect(int port) throws IOException, GeneralSecurityException;

        /** Says something; gives what was answered before silence or the end: nothing when the connection is closed. */
        default byte[] say(int port, byte[] words) throws IOException, GeneralSecurityException {
            try (Socket socket = connect(port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream().write(words);
                socket.getOutputStream().flush();
                byte[] answer = new byte[256];
                int length = socket.getInputStream().read(answer);
                return Arrays.copyOf(answer, Math.max(length, 0));
            } catch (SocketException | SSLException e) {
                // reset, or told that the key is no good: it does not even listen to the end
                return new byte[0];
            }
        }
    }

    static Line plain() {
        return port -> new Socket("127.0.0.1", port);
    }

    static Line tls(NodeKeys keys) {
        return port -> Handshake.context(keys).getSocketFactory().createSocket("127.0.0.1", port);
    }

    /** The certificate that a port shows to a node. */
    static CertificateInfo certificate(int port, NodeKeys keys) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = (SSLSocket) tls(keys).connect(port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            return CertificateInfo.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        }
    }

    /** TLS without a key, which trusts everybody. */
    static Line anonymousTls() {
        return port -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context.getSocketFactory().createSocket("127.0.0.1", port);
        };
    }

    /** To an election port: a server introduces itself and votes for itself, to which a peer answers with its vote. */
    static byte[] vote() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] address = "127.0.0.1:1".getBytes(StandardCharsets.UTF_8);
        out.writeLong(-65536L);
        out.writeLong(UNKNOWN_SERVER);
        out.writeInt(address.length);
        out.write(address);
        int looking = 0;
        out.writeInt(28);
        out.writeInt(looking);
        out.writeLong(UNKNOWN_SERVER);
        out.writeLong(0);
        out.writeLong(1);
        return bytes.toByteArray();
    }

    /** To the leader's port: a follower introduces itself, to which the leader answers with its epoch. */
    static byte[] follow() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        int followerInfo = 11;
        out.writeInt(followerInfo);
        out.writeLong(0);
        out.writeInt(20);
        out.writeLong(UNKNOWN_SERVER);
        out.writeInt(0x10000);
        out.writeLong(0);
        out.writeInt(-1);
        return bytes.toByteArray();
    }

    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
