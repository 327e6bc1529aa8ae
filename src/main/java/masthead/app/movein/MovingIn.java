package masthead.app.movein;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import masthead.app.movein.Belongings.Placed;
import masthead.app.movein.Belongings.Source;
import masthead.catalog.ProviderKind;

/**
 * Puts what another program keeps in its place: sources become providers, guides guides, and what was done to channels becomes
 * edits of theirs.
 *
 * <p>What is there stays: a provider or guide of the same address is used and not changed, and a channel that was edited here
 * keeps those edits. So it may be done again. Blocks; for a thread of its own.
 */
public final class MovingIn {
    private static final int MOST_LINES = 20;

    private final PrintWriter out;

    /** Tells what it does on {@code out}, line by line. */
    public MovingIn(PrintWriter out) {
        this.out = out;
    }

    /**
     * Reads what somebody brings along.
     *
     * @throws NotMovable if nothing in {@code files} is known
     */
    public static Load read(List<Path> files) {
        List<Bundle> bundles = new ArrayList<>();
        List<Belongings> read = new ArrayList<>();
        try {
            for (Path each : files) {
                Bundle bundle = Bundle.open(each);
                bundles.add(bundle);
                read.add(belongings(bundle)
                        .orElseThrow(() -> new NotMovable(each.getFileName() + " is no backup of xTeVe, Threadfin or"
                                + " Dispatcharr, no configuration of tuliprox, and neither an M3U list nor an XMLTV"
                                + " guide.")));
            }
            return new Load(read, bundles);
        } catch (RuntimeException e) {
            bundles.forEach(Bundle::close);
            throw e;
        }
    }

    private static Optional<Belongings> belongings(Bundle bundle) {
        return XteveReader.read(bundle)
                .or(() -> DispatcharrReader.read(bundle))
                .or(() -> TuliproxReader.read(bundle))
                .or(() -> ListReader.read(bundle));
    }

    /** What was read, with its files open. */
    public static final class Load implements AutoCloseable {
        private final List<Belongings> all;
        private final List<Bundle> bundles;

        Load(List<Belongings> all, List<Bundle> bundles) {
            this.all = List.copyOf(all);
            this.bundles = List.copyOf(bundles);
        }

        List<Belongings> all() {
            return all;
        }

        @Override
        public void close() {
            bundles.forEach(Bundle::close);
        }
    }

    /** Tells what would be carried, and changes nothing. */
    public void tell(Load load) {
        for (Belongings each : load.all()) {
            out.println(each.program() + ":");
            each.sources()
                    .forEach(source -> out.println("  " + kind(source) + " \"" + source.name() + "\""
                            + (source.manners().maxConnections() > 0
                                    ? ", " + source.manners().maxConnections() + " connections"
                                    : "")
                            + (source.logins().size() > 1
                                    ? ", " + source.logins().size() + " accounts"
                                    : "")));
            each.guides().forEach(guide -> out.println("  guide \"" + guide.name() + "\""));
            long renamed = each.channels().stream()
                    .filter(channel -> !channel.seen().name().isEmpty()
                            && !channel.seen().name().equals(channel.original().name()))
                    .count();
            if (!each.channels().isEmpty()) {
                out.println("  " + each.channels().size() + " channels that were worked on: " + renamed + " renamed, "
                        + count(each, channel -> channel.seen().number() > 0) + " numbered, "
                        + count(each, channel -> channel.seen().hidden()) + " hidden, "
                        + count(each, channel -> channel.guide().isPresent()) + " with a guide, "
                        + count(each, channel -> !channel.spares().isEmpty()) + " with spare feeds");
            }
            left(each.left());
        }
        out.flush();
    }

    private static long count(Belongings of, java.util.function.Predicate<Placed> which) {
        return of.channels().stream().filter(which).count();
    }

    static String kind(Source source) {
        return source.kind() == ProviderKind.XTREAM ? "Xtream account" : "list";
    }

    private void left(Collection<String> left) {
        if (!left.isEmpty()) {
            out.println("  Not carried:");
            left.stream().limit(MOST_LINES).forEach(each -> out.println("    " + each));
            if (left.size() > MOST_LINES) {
                out.println("    and " + (left.size() - MOST_LINES) + " more");
            }
        }
    }

    /** Puts everything in its place. */
    public void carry(Load load, House house) {
        for (Belongings each : load.all()) {
            out.println(each.program() + ":");
            List<String> left = new ArrayList<>(new Carrier(each, house, out).carry());
            left.addAll(each.left());
            left(left);
        }
        out.flush();
    }
}
