package masthead.app.movein;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.app.movein.Belongings.Content;
import masthead.app.movein.Belongings.GuideSource;
import masthead.app.movein.Belongings.Login;
import masthead.app.movein.Belongings.Manners;
import masthead.app.movein.Belongings.Source;
import masthead.catalog.ProviderKind;
import masthead.config.Secret;

/**
 * A configuration of tuliprox: {@code source.yml}, alone or in its folder.
 *
 * <p>The keys are those of euzu/tuliprox: docs/src/configuration/source.md; inputs that stand inside their source, as older
 * versions wrote them (euzu/m3u-filter), are read too. What it calls a provider is a list of mirrors here. Its filters and
 * mappings are a language of their own, and are not carried.
 */
final class TuliproxReader {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})\\s*([smhd]?)");

    private TuliproxReader() {}

    /** What is in {@code bundle}; empty if it is no configuration of this program. */
    static Optional<Belongings> read(Bundle bundle) {
        Optional<Bundle.Entry> file = bundle.entry("source.yml")
                .or(() -> bundle.entry("source.yaml"))
                .or(() ->
                        bundle.entries().size() == 1 && isYaml(bundle.entries().getFirst())
                                ? Optional.of(bundle.entries().getFirst())
                                : Optional.empty());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Tree document = Tree.yaml(Bundle.bytes(file.get()));
        List<Tree> inputs = new ArrayList<>(
                document.at("inputs").items().stream().filter(Tree::isMap).toList());
        document.at("sources")
                .items()
                .forEach(source ->
                        source.at("inputs").items().stream().filter(Tree::isMap).forEach(inputs::add));
        return inputs.isEmpty() ? Optional.empty() : Optional.of(belongings(document, inputs));
    }

    private static boolean isYaml(Bundle.Entry entry) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        return name.endsWith(".yml") || name.endsWith(".yaml");
    }

    private static Belongings belongings(Tree document, List<Tree> inputs) {
        List<String> left = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        List<GuideSource> guides = new ArrayList<>();
        for (Tree each : inputs) {
            String name = each.text("name").isEmpty() ? "input " + (sources.size() + 1) : each.text("name");
            String type = each.text("type").isEmpty() ? "m3u" : each.text("type");
            if (!each.truth("enabled", true)) {
                left.add("input \"" + name + "\": it is disabled");
            } else if (!type.equals("m3u") && !type.equals("xtream")) {
                left.add("input \"" + name + "\": of the type " + type);
            } else {
                source(document, each, name, type.equals("xtream"), left).ifPresent(sources::add);
                guides.addAll(guides(each, name));
            }
        }
        left.addAll(left(document));
        return new Belongings("tuliprox", sources, guides, List.of(), left);
    }

    private static Optional<Source> source(Tree document, Tree input, String name, boolean panel, List<String> left) {
        List<String> addresses = addresses(document, input.text("url"));
        if (addresses.isEmpty()) {
            left.add("input \"" + name + "\": its address is no web address");
            return Optional.empty();
        }
        List<Login> logins = new ArrayList<>();
        login(input).ifPresent(logins::add);
        for (Tree alias : input.at("aliases").items()) {
            if (alias.truth("enabled", true)) {
                login(alias).ifPresent(logins::add);
            }
        }
        if (panel && logins.isEmpty()) {
            left.add("input \"" + name + "\": an account without a username");
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String[] agent = {""};
        input.at("headers").entries().forEach((header, value) -> {
            if (header.equalsIgnoreCase("User-Agent")) {
                agent[0] = value.text();
            } else {
                headers.put(header, value.text());
            }
        });
        Manners manners = new Manners(
                input.number("max_connections"),
                agent[0],
                headers,
                span(input.text("cache_duration")),
                addresses.subList(1, addresses.size()));
        return Optional.of(new Source(
                name,
                name,
                panel ? ProviderKind.XTREAM : ProviderKind.M3U,
                addresses.getFirst(),
                panel ? logins : List.of(),
                manners,
                Content.NONE));
    }

    private static Optional<Login> login(Tree of) {
        String username = of.text("username");
        String password = of.text("password");
        return username.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Login(username, new Secret(password), of.number("max_connections")));
    }

    /** {@code provider://name} stands for the addresses of that name. */
    private static List<String> addresses(Tree document, String url) {
        if (url.startsWith("provider://")) {
            String name = url.substring("provider://".length()).replaceFirst("/.*", "");
            String path = url.substring("provider://".length() + name.length());
            return document.at("provider").items().stream()
                    .filter(each -> each.text("name").equals(name))
                    .flatMap(each -> each.at("urls").items().stream())
                    .map(each -> each.text() + path)
                    .filter(TuliproxReader::web)
                    .toList();
        }
        return web(url) ? List.of(url) : List.of();
    }

    private static boolean web(String url) {
        return url.matches("(?i)https?://.+");
    }

    /** {@code epg: sources: - url}, and the older {@code epg_url} and {@code epg: url}; {@code auto} is the account's own. */
    private static List<GuideSource> guides(Tree input, String name) {
        List<String> urls = new ArrayList<>();
        urls.add(input.text("epg_url"));
        Tree epg = input.at("epg");
        urls.add(epg.text("url"));
        epg.at("url").items().forEach(each -> urls.add(each.text()));
        epg.at("sources").items().forEach(each -> urls.add(each.text("url")));
        return urls.stream()
                .filter(TuliproxReader::web)
                .distinct()
                .map(url -> new GuideSource(url, name, url, Content.NONE))
                .toList();
    }

    private static Optional<Duration> span(String written) {
        Matcher span = SPAN.matcher(written);
        if (!span.matches() || Integer.parseInt(span.group(1)) == 0) {
            return Optional.empty();
        }
        long number = Long.parseLong(span.group(1));
        Duration read = switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
        Duration least = Duration.ofMinutes(5);
        Duration most = Duration.ofDays(30);
        return Optional.of(read.compareTo(least) < 0 ? least : read.compareTo(most) > 0 ? most : read);
    }

    private static List<String> left(Tree document) {
        List<String> left = new ArrayList<>();
        long targets = document.at("sources").items().stream()
                .mapToLong(each -> each.at("targets").items().size())
                .sum();
        if (targets > 0) {
            left.add(targets
                    + " targets with their filters, mappings and sorting: lineups and rules can do the same here");
        }
        int templates = document.at("templates").items().size();
        if (templates > 0) {
            left.add(templates + " templates");
        }
        left.add("users of api-proxy.yml: add subscribers");
        return left;
    }
}
