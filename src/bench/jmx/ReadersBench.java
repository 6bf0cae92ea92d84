import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What it costs a daemon that 100 remote clients read {@code Hastat} of 1,000 groups every second; and, after that minute,
 * how long it takes meanwhile to bring a group to another level, every second. Prints the daemon's processor time without
 * and with the clients, and how long reads and changes take; ends with exit code 1 when the clients cost half a core or
 * more, or a change takes as long as a cycle may wait.
 */
public final class ReadersBench {
    private static final String MOSHA = Path.of("bin/mosha").toAbsolutePath().toString();
    private static final int CLIENTS = Integer.getInteger("clients", 100);
    private static final int GROUPS = Integer.getInteger("groups", 1000);
    private static final int SECONDS = Integer.getInteger("seconds", 60);
    private static final int QUIET_SECONDS = 15;
    private static final double MOST_CORES = 0.5;
    /** The cycle time: a change that takes as long was not seen at once. */
    private static final double MOST_REACTION_MILLIS = 1000;

    private static final double TICKS_A_SECOND = 100;

    private final Path dir;
    private final int port;
    private final List<String> settings;

    private ReadersBench(Path dir) throws IOException {
        this.dir = dir;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        this.settings = List.of(
                "-D", "var.dir=" + dir.resolve("var"),
                "-D", "mfsbase=" + dir.resolve("mfs"),
                "-D", "jmx.port=" + port,
                "-D", "jmx.password-file=" + dir.resolve("users"));
    }

    /**
     * Runs it, in a checkout with a packaged jar.
     *
     * @param args none; {@code -Dclients=}, {@code -Dgroups=} and {@code -Dseconds=} change the numbers
     * @throws Exception when the daemon or a client fails
     */
    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("mosha-readers").toRealPath();
        ReadersBench bench = new ReadersBench(dir);
        boolean good;
        try {
            bench.start();
            good = bench.measure();
        } finally {
            bench.mosha("stop");
            try (Stream<Path> files = Files.walk(dir)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(good ? 0 : 1);
    }

    private void start() throws Exception {
        Path base = Files.createDirectories(dir.resolve("mfs/1/var/mosix-ha"));
        Files.write(base.resolve("cltab"), lines("g%d:t%d:one,two:once:true"));
        Files.write(base.resolve("hactl"), lines("g%d one"));
        account("reader", "read");
        account("watcher", "control");
        mosha("start");
        try (JMXConnector connector = connect("reader")) {
            while (!connector
                    .getMBeanServerConnection()
                    .getAttribute(cluster(), "RunningGroupCount")
                    .equals(GROUPS)) {
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private void account(String user, String role) throws IOException, InterruptedException {
        Path password = Files.writeString(dir.resolve(user), user + "-password\n");
        mosha("passwd", user, "--role", role, "--password-file", password.toString());
    }

    private static List<String> lines(String format) {
        return IntStream.range(0, GROUPS)
                .mapToObj(i -> String.format(format, i, i))
                .toList();
    }

    private void mosha(String... verb) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(MOSHA));
        command.addAll(List.of(verb));
        command.addAll(settings);
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", verb) + " failed");
        }
    }

    private JMXConnector connect(String user) throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"),
                Map.of(JMXConnector.CREDENTIALS, new String[] {user, user + "-password"}));
    }

    private static ObjectName cluster() throws Exception {
        return new ObjectName("org.mosha:type=Cluster");
    }

    private boolean measure() throws Exception {
        Watch quiet = watch(QUIET_SECONDS, false);
        Watch quietChanges = watch(QUIET_SECONDS, true);
        List<JMXConnector> connectors = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            connectors.add(connect("reader"));
        }
        Readers readers = new Readers(connectors);
        readers.start();
        watch(QUIET_SECONDS, false);
        readers.forget();
        Watch busy = watch(SECONDS, false);
        long[] reads = readers.taken();
        Watch busyChanges = watch(QUIET_SECONDS, true);
        readers.stop();
        for (JMXConnector connector : connectors) {
            connector.close();
        }
        System.out.printf(
                Locale.ROOT, "%d clients read Hastat of %d groups every second for %d s%n", CLIENTS, GROUPS, SECONDS);
        System.out.println("nothing to do: " + quiet + " without them, " + busy + " with them");
        System.out.println("a change a second: " + quietChanges + " without them, " + busyChanges + " with them");
        return isGood(busy.cores() - quiet.cores(), busyChanges.longestReaction(), reads);
    }

    private static boolean isGood(double cost, double longestReaction, long[] reads) {
        Arrays.sort(reads);
        System.out.printf(
                Locale.ROOT,
                "they cost %.2f of a core; %d reads, median %.1f ms, 99 of 100 within %.1f ms%n",
                cost,
                reads.length,
                reads[reads.length / 2] / 1e6,
                reads[reads.length * 99 / 100] / 1e6);
        boolean good =
                cost < MOST_CORES && longestReaction < MOST_REACTION_MILLIS && reads.length >= 0.98 * CLIENTS * SECONDS;
        System.out.println(
                good ? "good" : "NOT GOOD: expected under 0.5, changes within 1000 ms, and 98 of 100 reads in time");
        return good;
    }

    /** What a daemon does for some seconds. */
    private record Watch(double cores, double medianReaction, double longestReaction) {
        @Override
        public String toString() {
            String text = String.format(Locale.ROOT, "%.2f of a core", cores);
            return longestReaction == 0
                    ? text
                    : text
                            + String.format(
                                    Locale.ROOT, " and %.0f ms, at most %.0f ms", medianReaction, longestReaction);
        }
    }

    /** Watches the processor time, and brings a group to its other level every second if that is wanted. */
    private Watch watch(int seconds, boolean changing) throws Exception {
        try (JMXConnector connector = connect("watcher")) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ObjectName group = new ObjectName("org.mosha:type=ResourceGroup,name=g0");
            long pid = (Long) beans.getAttribute(cluster(), "Pid");
            double[] reactions = new double[seconds];
            long began = System.nanoTime();
            double ticks = ticks(pid);
            for (int second = 0; second < seconds; second++) {
                reactions[second] = changing ? change(beans, group) : 0;
                LockSupport.parkNanos(began + (second + 1) * 1_000_000_000L - System.nanoTime());
            }
            double cores = (ticks(pid) - ticks) / TICKS_A_SECOND / ((System.nanoTime() - began) / 1e9);
            Arrays.sort(reactions);
            return new Watch(cores, reactions[seconds / 2], reactions[seconds - 1]);
        }
    }

    /** Brings a group to its other level, and looks every 5 ms whether it is there; tells how long that took. */
    private static double change(MBeanServerConnection beans, ObjectName group) throws Exception {
        String next = beans.getAttribute(group, "Level").equals("one") ? "two" : "one";
        long began = System.nanoTime();
        beans.invoke(group, "setRunlevel", new Object[] {next}, new String[] {String.class.getName()});
        while (!(beans.getAttribute(group, "Level").equals(next)
                && beans.getAttribute(group, "State").equals("DONE"))) {
            LockSupport.parkNanos(5_000_000);
        }
        return (System.nanoTime() - began) / 1e6;
    }

    /** The processor time of a process itself, in clock ticks. */
    private static double ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    }

    /** A thread a client; their reads are spread over the second. */
    private static final class Readers {
        private final List<JMXConnector> connectors;
        private final List<Thread> threads = new ArrayList<>();
        private final List<Long> nanos = new ArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicReference<Exception> failure = new AtomicReference<>();

        Readers(List<JMXConnector> connectors) {
            this.connectors = connectors;
        }

        void start() {
            for (JMXConnector connector : connectors) {
                Thread thread = new Thread(() -> read(connector, number.getAndIncrement()));
                threads.add(thread);
                thread.start();
            }
        }

        private void read(JMXConnector connector, int place) {
            try {
                MBeanServerConnection beans = connector.getMBeanServerConnection();
                long next = System.nanoTime() + place * 1_000_000_000L / connectors.size();
                while (!end.await(Math.max(0, next - System.nanoTime()), java.util.concurrent.TimeUnit.NANOSECONDS)) {
                    long began = System.nanoTime();
                    TabularData table = (TabularData) beans.getAttribute(cluster(), "Hastat");
                    note(System.nanoTime() - began);
                    if (table.size() != GROUPS) {
                        throw new IOException("the table has " + table.size() + " rows");
                    }
                    next += 1_000_000_000L;
                }
            } catch (Exception e) {
                failure.compareAndSet(null, e);
            }
        }

        private synchronized void note(long took) {
            nanos.add(took);
        }

        synchronized void forget() {
            nanos.clear();
        }

        synchronized long[] taken() {
            return nanos.stream().mapToLong(Long::longValue).toArray();
        }

        void stop() throws Exception {
            end.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            if (failure.get() != null) {
                throw failure.get();
            }
        }
    }
}
