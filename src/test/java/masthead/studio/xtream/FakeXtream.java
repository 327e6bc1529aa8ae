package masthead.studio.xtream;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import masthead.studio.Reply;

/**
 * A panel's {@code player_api.php}: an account, categories, lists and details, as an orderly panel answers. {@link #spoil} has one
 * of its answers told in another way ({@link Quirks}), {@link #on(String, FakePanel.Mood)} has it do something else altogether.
 *
 * <p>Rows are JSON texts that a test may change at any time. Any thread.
 */
public final class FakeXtream implements FakePanel.Mood {
    public static final String USERNAME = "nora";
    public static final String PASSWORD = "k7Qz9x";

    private final String username;
    private final String password;
    private final Map<String, List<String>> lists = new ConcurrentHashMap<>();
    private final Map<String, String> details = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<String>> spoilt = new ConcurrentHashMap<>();
    private final Map<String, FakePanel.Mood> moods = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String user =
            "\"auth\":1,\"status\":\"Active\",\"exp_date\":\"4102444800\",\"max_connections\":\"2\","
                    + "\"active_cons\":\"0\",\"message\":\"\",\"allowed_output_formats\":[\"m3u8\",\"ts\"]";
    private volatile String server =
            "\"url\":\"panel.example.net\",\"port\":\"80\",\"https_port\":\"\",\"timezone\":\"UTC\","
                    + "\"timestamp_now\":1772366400,\"time_now\":\"2026-03-01 12:00:00\"";

    public FakeXtream() {
        this(USERNAME, PASSWORD);
    }

    public FakeXtream(String username, String password) {
        this.username = username;
        this.password = password;
        List.of(
                        "get_live_categories",
                        "get_vod_categories",
                        "get_series_categories",
                        "get_live_streams",
                        "get_vod_streams",
                        "get_series")
                .forEach(each -> lists.put(each, List.of()));
    }

    /** A small panel: three channels, two movies and a series of two episodes. */
    public static FakeXtream small() {
        FakeXtream made = new FakeXtream();
        made.rows("get_live_categories", category(12, "News"), category(13, "Sport"));
        made.rows("get_vod_categories", category(30, "Drama"));
        made.rows("get_series_categories", category(40, "Crime"));
        made.rows("get_live_streams", live(1001, "Alpha", 12), live(1002, "Beta", 12), live(1003, "Gamma", 13));
        made.rows("get_vod_streams", movie(50001, "Blue Harbour (2019)", 30), movie(50002, "Red Pier", 30));
        made.rows("get_series", series(7001, "North Pier", 40));
        made.details("get_vod_info", "50001", MOVIE);
        made.details("get_series_info", "7001", SERIES);
        return made;
    }

    /** What {@code get_vod_info} tells of "Blue Harbour". */
    public static final String MOVIE = """
            {"info":{"tmdb_id":11223,"name":"Blue Harbour","o_name":"Havre bleu","movie_image":"http://img/50001.jpg","releasedate":"2019-05-04",
            "episode_run_time":96,"youtube_trailer":"abc","director":"A. Person","actors":"B. Person","cast":"B. Person","plot":"A port town wakes up.",
            "age":"12","country":"FR","genre":"Drama","backdrop_path":["http://img/b1.jpg","http://img/b2.jpg"],"duration_secs":5760,
            "duration":"01:36:00","bitrate":4200,"rating":7.4,"video":{"codec_name":"h264","width":1920},"audio":{"codec_name":"aac","channels":2}},
            "movie_data":{"stream_id":50001,"name":"Blue Harbour (2019)","added":"1766000000","category_id":"30","container_extension":"mkv"}}
            """;

    /** What {@code get_series_info} tells of "North Pier". */
    public static final String SERIES = """
            {"seasons":[{"air_date":"2021-09-01","episode_count":2,"id":1,"name":"Season 1","overview":"","season_number":1,"cover":"http://img/s1.jpg"}],
            "info":{"name":"North Pier","cover":"http://img/7001.jpg","plot":"A pier.","genre":"Crime","releaseDate":"2021-09-01",
            "last_modified":"1766500000","rating":"8.1","backdrop_path":[],"episode_run_time":"45","category_id":"40"},
            "episodes":{"1":[{"id":"81001","episode_num":1,"title":"North Pier - S01E01","container_extension":"mp4","info":{"plot":"One.",
            "duration_secs":2700,"bitrate":900,"video":[],"audio":[]},"added":"1766500000","season":1},
            {"id":"81002","episode_num":2,"title":"North Pier - S01E02","container_extension":"mkv","info":{},"added":"1766500000","season":1}]}}
            """;

    /** Hangs it up in {@code panel}, below {@code base}; what it plays is for the test to say. */
    public FakeXtream in(FakePanel panel, String base) {
        panel.on(base + "/player_api.php", this);
        return this;
    }

    /** One category. */
    public static String category(int id, String name) {
        return "{\"category_id\":\"" + id + "\",\"category_name\":\"" + name + "\",\"parent_id\":0}";
    }

    /** One live stream with a week of archive, as the panel writes it. */
    public static String live(int id, String name, int category) {
        return "{\"num\":" + (id % 1000) + ",\"name\":\"" + name + "\",\"stream_type\":\"live\",\"stream_id\":" + id
                + ",\"stream_icon\":\"http://img/" + id + ".png\",\"epg_channel_id\":\"" + id
                + ".tv\",\"added\":\"1767000000\",\"is_adult\":\"0\",\"category_id\":\"" + category
                + "\",\"category_ids\":[" + category
                + "],\"custom_sid\":\"\",\"tv_archive\":1,\"direct_source\":\"\",\"tv_archive_duration\":7,\"thumbnail\":\"\"}";
    }

    /** One movie. */
    public static String movie(int id, String name, int category) {
        return "{\"num\":1,\"name\":\"" + name + "\",\"year\":\"2019\",\"stream_type\":\"movie\",\"stream_id\":" + id
                + ",\"stream_icon\":\"http://img/" + id
                + ".jpg\",\"rating\":\"7.4\",\"rating_5based\":3.7,\"tmdb\":\"11223\","
                + "\"added\":\"1766000000\",\"is_adult\":\"0\",\"category_id\":\"" + category + "\",\"category_ids\":["
                + category + "],\"container_extension\":\"mkv\",\"custom_sid\":\"\",\"direct_source\":\"\"}";
    }

    /** One series. */
    public static String series(int id, String name, int category) {
        return "{\"num\":1,\"name\":\"" + name + "\",\"series_id\":" + id + ",\"cover\":\"http://img/" + id
                + ".jpg\",\"plot\":\"A pier.\",\"cast\":\"\",\"director\":\"\",\"genre\":\"Crime\",\"releaseDate\":\"2021-09-01\","
                + "\"last_modified\":\"1766500000\",\"rating\":\"8.1\",\"rating_5based\":4.1,\"backdrop_path\":[],"
                + "\"youtube_trailer\":\"\",\"episode_run_time\":\"45\",\"category_id\":\"" + category + "\"}";
    }

    /** {@code row} with one field as {@code json} has it. */
    public static String with(String row, String field, String json) {
        String without = row.replaceFirst(",?\"" + field + "\":(\"[^\"]*\"|\\[[^\\]]*\\]|[^,}\\]]+)", "");
        return without.replaceFirst(
                        "\\}$",
                        ",\"" + field + "\":" + json.replace("\\", "\\\\").replace("$", "\\$") + "}")
                .replace("{,", "{");
    }

    /** What the list {@code action} holds from now on. */
    public FakeXtream rows(String action, String... rows) {
        lists.put(action, List.of(rows));
        return this;
    }

    /** What {@code action} tells of {@code id} from now on. */
    public FakeXtream details(String action, String id, String json) {
        details.put(action + " " + id, json);
        return this;
    }

    /** What {@code user_info} says from now on, without its braces. */
    public FakeXtream user(String fields) {
        user = fields;
        return this;
    }

    /** What {@code server_info} says from now on, without its braces. */
    public FakeXtream server(String fields) {
        server = fields;
        return this;
    }

    /** Has an answer told in another way from now on; the login is action "". */
    public FakeXtream spoil(String action, UnaryOperator<String> quirk) {
        spoilt.put(action, quirk);
        return this;
    }

    /** Has an action done in another way from now on. */
    public FakeXtream on(String action, FakePanel.Mood mood) {
        moods.put(action, mood);
        return this;
    }

    /** From now on all is answered in the orderly way. */
    public FakeXtream mended() {
        spoilt.clear();
        moods.clear();
        return this;
    }

    /** The actions that were asked for, in order, with the category in brackets if there was one. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** What it answers to a login. */
    public String login() {
        return "{\"user_info\":{\"username\":\"" + username + "\",\"password\":\"" + password + "\"," + user
                + "},\"server_info\":{" + server + "}}";
    }

    @Override
    public void answer(Reply reply) throws IOException {
        Map<String, String> query = query(reply.request().target());
        String action = query.getOrDefault("action", "");
        String category = query.getOrDefault("category_id", "");
        asked.add(category.isEmpty() ? action : action + "[" + category + "]");
        if (!username.equals(query.get("username")) || !password.equals(query.get("password"))) {
            json("{\"user_info\":{\"auth\":0}}").answer(reply);
            return;
        }
        FakePanel.Mood mood = moods.get(category.isEmpty() ? action : action + "[" + category + "]");
        if (mood == null) {
            mood = moods.get(action);
        }
        if (mood != null && (category.isEmpty() || moods.containsKey(action + "[" + category + "]"))) {
            mood.answer(reply);
            return;
        }
        String answer = answer(action, category, query);
        json(spoilt.getOrDefault(action, each -> each).apply(answer)).answer(reply);
    }

    private String answer(String action, String category, Map<String, String> query) {
        List<String> rows = lists.get(action);
        if (rows != null) {
            return rows.stream()
                    .filter(each -> category.isEmpty() || each.contains("\"category_id\":\"" + category + "\""))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return switch (action) {
            case "get_vod_info" -> details.getOrDefault(action + " " + query.get("vod_id"), "{\"info\":[]}");
            case "get_series_info" ->
                details.getOrDefault(
                        action + " " + query.get("series_id"),
                        "{\"seasons\":[],\"info\":{\"name\":null},\"episodes\":[]}");
            default -> login();
        };
    }

    private static FakePanel.Mood json(String body) {
        return Moods.document("application/json", body);
    }

    private static Map<String, String> query(String target) {
        Map<String, String> query = new java.util.HashMap<>();
        List<String> pairs = new ArrayList<>();
        int mark = target.indexOf('?');
        if (mark >= 0) {
            pairs.addAll(List.of(target.substring(mark + 1).split("&")));
        }
        for (String each : pairs) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                query.put(
                        each.substring(0, equals),
                        URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
