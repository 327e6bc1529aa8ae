package masthead.headend;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.http.Fetch;

/** A provider whose list is whatever the test says, for tests that need no socket. */
final class Served {
    final TestHeadend headend;
    final List<Map<String, String>> asked = new ArrayList<>();
    final Map<String, String> says = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String list = "";
    int status = 200;

    Served(Database database) {
        this(database, Map.of());
    }

    Served(Database database, Map<String, String> settings) {
        NewProvider served = new NewProvider("Served", ProviderKind.M3U, "http://tv.example.net/get.php", 1, "");
        headend = new TestHeadend(
                database,
                TestHeadend.settings(settings),
                this::open,
                served,
                Clock.fixed(TestHeadend.NOW, ZoneOffset.UTC));
    }

    ImportOutcome refresh() {
        return headend.imports.refresh(headend.provider);
    }

    private Fetch.Document open(String url, Map<String, String> headers) {
        asked.add(new TreeMap<>(headers));
        byte[] body = list.getBytes(StandardCharsets.UTF_8);
        int answered = status;
        return new Fetch.Document() {
            @Override
            public int status() {
                return answered;
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.ofNullable(says.get(name));
            }

            @Override
            public InputStream body() {
                return new ByteArrayInputStream(body);
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
