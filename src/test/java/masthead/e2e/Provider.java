package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** A provider of a server, as its operator drives it over REST. */
record Provider(ServerProcess server, String password, long id) {
    static Provider add(ServerProcess server, String password, String listUrl) {
        String json = "{\"name\":\"Upstream\",\"kind\":\"m3u\",\"url\":\"" + listUrl + "\",\"maxConnections\":50}";
        String answer = Web.operate("POST", server.address() + "/api/providers", password, json);
        return new Provider(server, password, Web.number(answer, "id"));
    }

    /** One without an address, which offers {@code list}. */
    static Provider offering(ServerProcess server, String password, String name, String list) {
        String json =
                "{\"name\":\"" + name + "\",\"kind\":\"m3u\",\"url\":\"http://127.0.0.1:9/\",\"maxConnections\":2}";
        String answer = Web.operate("POST", server.address() + "/api/providers", password, json);
        Provider provider = new Provider(server, password, Web.number(answer, "id"));
        Web.operate("PUT", server.address() + "/api/providers/" + provider.id + "/list", password, list);
        return provider;
    }

    /** The same provider after a restart. */
    Provider on(ServerProcess restarted) {
        return new Provider(restarted, password, id);
    }

    /** Runs the import; the outcome as JSON. */
    String importList() {
        return Web.operate("POST", server.address() + "/api/providers/" + id + "/import", password, "");
    }

    /** Runs an import that must fail; what the operator is told. */
    String failToImport() {
        var response = Web.tryToOperate("POST", server.address() + "/api/providers/" + id + "/import", password, "");
        assertThat(response.statusCode()).as(response.body()).isGreaterThanOrEqualTo(400);
        return response.body();
    }
}
