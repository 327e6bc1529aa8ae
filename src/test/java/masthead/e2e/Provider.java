package masthead.e2e;

/** A provider of a server, as its operator drives it over REST. */
record Provider(ServerProcess server, String password, long id) {
    static Provider add(ServerProcess server, String password, String listUrl) {
        String json = "{\"name\":\"Upstream\",\"kind\":\"m3u\",\"url\":\"" + listUrl + "\",\"maxConnections\":50}";
        String answer = Web.operate("POST", server.address() + "/api/providers", password, json);
        return new Provider(server, password, Web.number(answer, "id"));
    }

    /** The same provider after a restart. */
    Provider on(ServerProcess restarted) {
        return new Provider(restarted, password, id);
    }

    /** Runs the import; the outcome as JSON. */
    String importList() {
        return Web.operate("POST", server.address() + "/api/providers/" + id + "/import", password, "");
    }
}
