package masthead.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.catalog.Audit;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tokens as rows, by their hashes; who adds or revokes one has a line in the audit. Blocks. */
final class ApiTokenTable {
    private final Database database;

    ApiTokenTable(Database database) {
        this.database = database;
    }

    /** All of them by their hash, oldest first. */
    Map<String, ApiToken> all() {
        return database.read(handle -> {
            Map<String, ApiToken> all = new LinkedHashMap<>();
            handle.createQuery("""
                            SELECT t.*, o.name AS operator FROM api_token t JOIN operator o ON o.id = t.operator_id
                            ORDER BY t.id
                            """)
                    .map((row, context) -> Map.entry(row.getString("hash"), token(row)))
                    .forEach(each -> all.put(each.getKey(), each.getValue()));
            return all;
        });
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        List<Scope> scopes = Stream.of(row.getString("scopes").split(" "))
                .flatMap(each -> Scope.of(each).stream())
                .toList();
        return new ApiToken(
                new TokenId(row.getInt("id")),
                row.getString("operator"),
                new NewToken(row.getString("name"), scopes, instant(row, "expires_at")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "last_used_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    void insert(String operator, NewToken token, String hash, Instant now) {
        database.change(handle -> {
            handle.createUpdate("""
                            INSERT INTO api_token (operator_id, name, hash, scopes, created_at, expires_at)
                            SELECT id, :name, :hash, :scopes, :created, :expires FROM operator WHERE name = :operator
                            """)
                    .bind("operator", operator)
                    .bind("name", token.name())
                    .bind("hash", hash)
                    .bind("scopes", written(token))
                    .bind("created", now.toEpochMilli())
                    .bind("expires", millis(token.expiresAt()))
                    .execute();
            audit(handle, now, "add", operator, token.name(), written(token));
        });
    }

    void delete(ApiToken token, Instant now) {
        database.change(handle -> {
            handle.execute("DELETE FROM api_token WHERE id = ?", token.id().value());
            audit(handle, now, "remove", token.operator(), token.name(), "");
        });
    }

    void used(TokenId id, Instant at) {
        database.change(handle ->
                handle.execute("UPDATE api_token SET last_used_at = ? WHERE id = ?", at.toEpochMilli(), id.value()));
    }

    private static String written(NewToken token) {
        return token.scopes().stream().map(Scope::written).collect(Collectors.joining(" "));
    }

    private static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    private static void audit(Handle handle, Instant at, String action, String operator, String name, String detail) {
        Audit.write(handle, at, "operator", action, "token " + operator + "/" + name, detail);
    }
}
