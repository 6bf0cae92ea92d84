package org.mosha;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosha.linux.Libc;

/** The walls of the house: which room may import which, and what the rooms at the core must not do. */
@AnalyzeClasses(packages = "org.mosha", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "org.mosha.";

    /**
     * Each room with the rooms that it may import. Why some import more than one would expect: {@code decide}
     * imports {@code fence}, since a plan has its list of nodes to be shot, and whether a dead node's group may be taken
     * hangs on what shooting gave; adapters and views import the rooms whose values the node's ports are made of; {@code
     * trust} reads and makes keys and secrets for the rooms that have a wire, and for the verbs that make them; {@code
     * linux} is what the adapters have in common of processes and the C library.
     */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("config", Set.of("model")),
            Map.entry("init", Set.of("model", "config")),
            Map.entry("cluster", Set.of("model")),
            Map.entry("fence", Set.of("model", "cluster")),
            Map.entry("decide", Set.of("model", "cluster", "fence")),
            Map.entry("node", Set.of("model", "config", "init", "cluster", "fence", "decide")),
            Map.entry("linux", Set.of()),
            Map.entry("trust", Set.of("model", "config", "linux")),
            Map.entry("exec", Set.of("model", "node", "linux")),
            Map.entry("engine", Set.of("model", "config", "cluster", "node", "trust", "linux")),
            Map.entry("stomith", Set.of("model", "config", "node", "linux")),
            Map.entry("jmx", Set.of("model", "config", "node", "trust")),
            Map.entry("cli", Set.of("model", "config", "jmx", "trust", "linux")));

    private static final String[] CORE = {
        BASE + "model..", BASE + "config..", BASE + "init..", BASE + "cluster..", BASE + "decide..", BASE + "fence.."
    };

    @ArchTest
    void eachRoomImportsOnlyWhatItMay(JavaClasses classes) {
        for (String room : MAY_IMPORT.keySet()) {
            String[] others = Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("app"))
                    .filter(other ->
                            !other.equals(room) && !MAY_IMPORT.get(room).contains(other))
                    .map(other -> BASE + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(BASE + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(classes);
        }
    }

    @ArchTest
    void theTableKnowsEveryRoom(JavaClasses classes) {
        Set<String> unknown = classes.stream()
                .map(c ->
                        c.getPackageName().substring(Math.min(c.getPackageName().length(), BASE.length())))
                .map(name -> name.split("\\.")[0])
                .filter(room -> !MAY_IMPORT.containsKey(room) && !room.equals("app"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unknown);
    }

    @ArchTest
    static final ArchRule ENGINES_DO_NOT_KNOW_EACH_OTHER =
            slices().matching(BASE + "engine.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(BASE + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CORE_HAS_NO_THREADS = core().dependOnClassesThat(
                    describe("are about threads, executors or locks", ArchitectureTest::isAboutThreads));

    @ArchTest
    static final ArchRule CORE_READS_NO_CLOCK =
            core().accessTargetWhere(describe("a clock is read", ArchitectureTest::readsAClock));

    @ArchTest
    static final ArchRule CORE_DRAWS_NO_CHANCE_OF_ITS_OWN =
            core().accessTargetWhere(describe("chance is made", ArchitectureTest::makesChance));

    @ArchTest
    static final ArchRule CORE_STARTS_NO_PROCESS = core().dependOnClassesThat(
                    belongToAnyOf(Process.class, ProcessBuilder.class, ProcessHandle.class, Runtime.class));

    @ArchTest
    static final ArchRule CORE_DOES_NO_IO = core().dependOnClassesThat(resideInAnyPackage(
                    "java.io..", "java.nio.channels..", "java.nio.file..", "java.net..", "org.apache.commons.io..")
            .and(not(belongToAnyOf(Path.class, InvalidPathException.class)))
            .and(not(resideInAPackage("java.io")
                    .and(belongToAnyOf(java.io.Serializable.class, java.io.UncheckedIOException.class)))));

    @ArchTest
    static final ArchRule CORE_LOGS_NOTHING = core().dependOnClassesThat(
                    resideInAnyPackage("org.slf4j..", "org.apache.logging..", "java.util.logging.."));

    @ArchTest
    static final ArchRule CORE_PRINTS_NOTHING = core().accessTargetWhere(
                    describe("System.out or System.err is used", a -> isMember(a, System.class, "out", "err")));

    /** A client verb is to start fast, and JNA takes long to load. */
    @ArchTest
    static final ArchRule ONLY_THE_DAEMON_CALLS_THE_C_LIBRARY = noClasses()
            .that()
            .resideInAnyPackage(BASE + "cli..", BASE + "trust..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.sun.jna..").or(belongToAnyOf(Libc.class)));

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_ENGINE = core().dependOnClassesThat(
                    resideInAnyPackage("org.apache.zookeeper..", "org.apache.curator..", "org.apache.commons.exec.."));

    @ArchTest
    static final ArchRule ONLY_APP_ENDS_THE_PROGRAM = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "app..")
            .should()
            .accessTargetWhere(describe(
                    "the program is ended",
                    a -> isMember(a, System.class, "exit") || isMember(a, Runtime.class, "exit", "halt")));

    @ArchTest
    static final ArchRule NO_STATIC_IS_REASSIGNED =
            noFields().that(areStaticAndWritten()).should().notBeFinal();

    @ArchTest
    static final ArchRule NO_STATIC_IS_MUTABLE = noFields()
            .that(areStaticAndWritten())
            .should()
            .haveRawType(describe("mutable by its type", ArchitectureTest::isMutable));

    @ArchTest
    void everyPackageSaysWhatItIsFor(JavaClasses classes) throws IOException {
        Path sources = Path.of("src", "main", "java");
        Set<String> silent = new TreeSet<>();
        for (JavaClass one : classes) {
            Path folder = sources.resolve(one.getPackageName().replace('.', '/'));
            if (!Files.exists(folder.resolve("package-info.java"))) {
                silent.add(one.getPackageName());
            }
        }
        assertFalse(classes.isEmpty());
        assertEquals(Set.of(), silent);
    }

    private static com.tngtech.archunit.lang.syntax.elements.ClassesShould core() {
        return noClasses().that().resideInAnyPackage(CORE).should();
    }

    private static boolean isAboutThreads(JavaClass one) {
        boolean concurrent = one.getPackageName().startsWith("java.util.concurrent")
                && !one.getName().equals("java.util.concurrent.TimeUnit");
        return concurrent
                || one.isEquivalentTo(ThreadLocal.class)
                || one.isEquivalentTo(java.util.Timer.class)
                || one.isAssignableTo(Thread.class);
    }

    private static boolean readsAClock(JavaAccess<?> access) {
        Class<?>[] dates = {
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            ZonedDateTime.class,
            OffsetDateTime.class
        };
        boolean date = Stream.of(dates).anyMatch(type -> isMember(access, type, "now"));
        boolean clock = access.getTargetOwner().isAssignableTo(Clock.class);
        boolean old = access.getTargetOwner().isEquivalentTo(Date.class)
                && access.getName().equals("<init>");
        return date || clock || old || isMember(access, System.class, "currentTimeMillis", "nanoTime");
    }

    private static boolean makesChance(JavaAccess<?> access) {
        boolean random = access.getTargetOwner().isAssignableTo(java.util.Random.class)
                && access.getName().equals("<init>");
        return random
                || isMember(access, Math.class, "random")
                || isMember(access, java.util.UUID.class, "randomUUID")
                || isMember(access, java.util.random.RandomGenerator.class, "getDefault", "of");
    }

    private static boolean isMember(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTargetOwner().isEquivalentTo(owner) && List.of(names).contains(access.getName());
    }

    /** What a person wrote; the compiler's own statics (of enums, switches and assertions) are not meant. */
    private static DescribedPredicate<JavaField> areStaticAndWritten() {
        return describe(
                "are static and written by a person",
                field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !field.getName().startsWith("$"));
    }

    /** Arrays and collection classes; the interfaces are allowed, for what {@code List.of} and its like give. */
    private static boolean isMutable(JavaClass type) {
        boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        return type.isArray()
                || (collection && !type.isInterface())
                || assignableTo(StringBuilder.class).test(type)
                || type.getPackageName().equals("java.util.concurrent.atomic");
    }
}
