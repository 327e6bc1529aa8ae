/* hlsload - HLS players without eyes: each reads playlist and segments as players do, and counts how often it would have stood.
 * Build: cc -O2 -Wall -pthread -o hlsload hlsload.c
 * Run:   ./hlsload -n 200 -r 100 -t 60 --pid server=1234 http://127.0.0.1:8080/live/u/p/1.m3u8
 *
 *   -n N   readers        -r R   started per second (0 = all at once)        -t T   seconds from the last start on
 *   -c C --first F        URL holds %d: reader i asks for i mod C + F
 *   --pid NAME=PID        CPU seconds and RSS of that process and its children over those T seconds
 * A reader begins three segments before the end (RFC 8216, 6.3.3), of a multivariant playlist in its first variant, over one
 * kept connection. He plays what he has from his first whole segment on, in real time; a stall is a moment at which he has
 * nothing left. Prints one JSON object: stalls, segments, bytes, what went wrong by kind, "behind_s" (how far the picture is behind
 * the live edge, by EXT-X-PROGRAM-DATE-TIME) and "target_s".
 */
#define _GNU_SOURCE
#include "procs.h"
#include "tsformat.h"
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>

struct reader {
    int fd, port, number;
    uint64_t bytes, stalls, stall_ns, segments, playlists, bad_playlist, bad_segment, torn, lost, reconnects, discontinuities;
    double behind, target; int played;
    char *body; size_t len, cap; char url[2048];          /* of the last answer; after redirects */
    char in[65536]; size_t at, filled;
};
static volatile int over;
static volatile uint64_t gate;                            /* bytes count from here on */

static int dial(struct reader *r) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(r->port)}; int one = 1; struct timeval tv = {10, 0};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (r->fd >= 0) { close(r->fd); r->reconnects++; }
    r->at = r->filled = 0;
    r->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(r->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(r->fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
    return connect(r->fd, (void *)&a, sizeof a);
}
static int more(struct reader *r) {
    ssize_t n = recv(r->fd, r->in, sizeof r->in, 0);
    r->at = 0; r->filled = n > 0 ? n : 0;
    return n > 0;
}
static int line(struct reader *r, char *out, size_t cap) {
    for (size_t n = 0;;) {
        if (r->at == r->filled && !more(r)) return -1;
        char c = r->in[r->at++];
        if (c == '\n') { if (n && out[n - 1] == '\r') n--; out[n] = 0; return n; }
        if (n + 1 < cap) out[n++] = c;
    }
}
static int take(struct reader *r, size_t n) {
    if (r->len + n + 1 > r->cap) r->body = realloc(r->body, r->cap = (r->len + n + 1) * 2);
    while (n) {
        if (r->at == r->filled && !more(r)) return 0;
        size_t s = r->filled - r->at < n ? r->filled - r->at : n;
        memcpy(r->body + r->len, r->in + r->at, s); r->at += s; r->len += s; n -= s;
    }
    r->body[r->len] = 0;
    return 1;
}
/* an address as a playlist gives it, seen from the address of that playlist; false unless on this machine */
static int resolve(struct reader *r, const char *base, const char *ref, char *out, size_t cap) {
    if (!strncmp(ref, "http://", 7)) {
        const char *colon = strchr(ref + 7, ':'), *slash = strchr(ref + 7, '/');
        r->port = colon && slash && colon < slash ? atoi(colon + 1) : 80;
        snprintf(out, cap, "%s", slash ? slash : "/");
    } else if (*ref == '/') snprintf(out, cap, "%s", ref);
    else {
        size_t n = strcspn(base, "?");
        while (n && base[n - 1] != '/') n--;
        snprintf(out, cap, "%.*s%s", (int)n, base, ref);
    }
    return *out == '/';
}
/* status, or 0; the body in r->body */
static int get(struct reader *r, const char *path) {
    snprintf(r->url, sizeof r->url, "%s", path);
    for (int hop = 0, tries = 0; hop < 5 && !over;) {
        char b[3000], h[2048], location[2048] = ""; int status = 0, chunked = 0, closes = 0; long length = -1;
        if (r->fd < 0 && dial(r)) return 0;
        int n = snprintf(b, sizeof b, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: hlsload/%d\r\nAccept: */*\r\n\r\n", r->url, r->port, r->number);
        if (send(r->fd, b, n, MSG_NOSIGNAL) != n || line(r, h, sizeof h) < 0) {
            if (tries++) return 0;                        /* a kept connection may have been closed: once more */
            if (dial(r)) return 0;
            continue;
        }
        sscanf(h, "%*s %d", &status);
        for (int l; (l = line(r, h, sizeof h)) != 0;) {
            if (l < 0) return 0;
            if (!strncasecmp(h, "Content-Length:", 15)) length = atol(h + 15);
            else if (!strncasecmp(h, "Transfer-Encoding:", 18)) chunked = strcasestr(h, "chunked") != NULL;
            else if (!strncasecmp(h, "Connection:", 11)) closes = strcasestr(h, "close") != NULL;
            else if (!strncasecmp(h, "Location:", 9)) snprintf(location, sizeof location, "%s", h + 9 + strspn(h + 9, " "));
        }
        r->len = 0;
        if (chunked) {
            for (long size; line(r, h, sizeof h) >= 0 && (size = strtol(h, NULL, 16)) > 0; line(r, h, sizeof h)) if (!take(r, size)) return 0;
            line(r, h, sizeof h);
        } else if (length >= 0) { if (!take(r, length)) { r->torn++; close(r->fd); r->fd = -1; return 0; } }
        else { while (r->filled > r->at || more(r)) take(r, r->filled - r->at); closes = 1; }
        if (closes) { close(r->fd); r->fd = -1; }
        if (status / 100 != 3 || !*location) return status;
        char to[2048]; int before = r->port;
        if (!resolve(r, r->url, location, to, sizeof to)) return 0;
        if (r->port != before && r->fd >= 0) { close(r->fd); r->fd = -1; }
        memcpy(r->url, to, sizeof to); hop++;
    }
    return 0;
}
static double wall(void) { struct timeval t; gettimeofday(&t, NULL); return t.tv_sec + t.tv_usec / 1e6; }
static double moment(const char *s) {                     /* 2026-01-31T12:00:00.000Z or with +00:00 */
    struct tm t = {0}; char *rest = strptime(s, "%Y-%m-%dT%H:%M:%S", &t);
    return rest ? timegm(&t) + (*rest == '.' ? atof(rest) : 0) : 0;
}
static void pause_for(double s) {
    for (uint64_t until = now_ns() + (uint64_t)(s * 1e9); !over && now_ns() < until;) usleep(20000);
}
static void *watch(void *arg) {
    struct reader *r = arg; char list[2048], copy[2048]; long next = -1; uint64_t began = 0; double have = 0, first_at = 0;
    snprintf(list, sizeof list, "%s", r->url);
    while (!over) {
        int status = get(r, list);
        if (over) break;
        r->playlists++;
        if (status != 200 || !r->body || strncmp(r->body, "#EXTM3U", 7)) { r->bad_playlist++; pause_for(1); continue; }
        snprintf(list, sizeof list, "%s", r->url);
        char *text = strdup(r->body), *save = NULL, *variant = NULL; long seq = 0, count = 0; double pdt = 0, length = 0; int fresh = 0;
        for (char *p = text; (p = strstr(p, "\n#EXTINF:")); p++) count++;
        char *m = strstr(text, "#EXT-X-MEDIA-SEQUENCE:"), *td = strstr(text, "#EXT-X-TARGETDURATION:");
        if (m) seq = atol(m + 22);
        if (td) r->target = atof(td + 22);
        if (next >= 0 && next < seq) { r->lost += seq - next; next = seq; }
        if (next < 0) next = count > 3 ? seq + count - 3 : seq;
        for (char *l = strtok_r(text, "\r\n", &save); l && !over; l = strtok_r(NULL, "\r\n", &save)) {
            if (!strncmp(l, "#EXT-X-STREAM-INF", 17)) { variant = strtok_r(NULL, "\r\n", &save); break; }
            if (!strncmp(l, "#EXTINF:", 8)) length = atof(l + 8);
            else if (!strncmp(l, "#EXT-X-PROGRAM-DATE-TIME:", 25)) pdt = moment(l + 25);
            else if (!strcmp(l, "#EXT-X-DISCONTINUITY") && seq >= next) r->discontinuities++;
            if (*l == '#' || !*l) continue;
            if (seq++ >= next) {
                next = seq; fresh = 1;
                if (!resolve(r, list, l, copy, sizeof copy)) { r->bad_segment++; continue; }
                status = get(r, copy);
                if (over) break;
                if (status != 200) { r->bad_segment++; continue; }
                r->segments++;
                if (r->len % TS || !r->len || r->body[0] != 0x47) r->torn++;
                if (gate) r->bytes += r->len;
                uint64_t now = now_ns();
                if (!began) { began = now; first_at = pdt; }
                else if (have < (now - began) / 1e9) { r->stalls++; r->stall_ns += (now - began) - (uint64_t)(have * 1e9); began = now - (uint64_t)(have * 1e9); }
                have += length; r->played = 1;
                if (first_at) r->behind = wall() - (first_at + (now - began) / 1e9);
            }
            if (pdt) pdt += length;
        }
        if (variant) { if (!resolve(r, list, variant, copy, sizeof copy)) { r->bad_playlist++; over = 1; } else memcpy(list, copy, sizeof list); free(text); next = -1; continue; }
        free(text);
        pause_for(fresh ? r->target : r->target / 2);     /* RFC 8216, 6.3.4 */
    }
    return NULL;
}
static int by_size(const void *a, const void *b) { double x = *(double *)a, y = *(double *)b; return x < y ? -1 : x > y; }
int main(int argc, char **argv) {
    static struct option lo[] = {{"first", 1, 0, 'f'}, {"pid", 1, 0, 'p'}, {0, 0, 0, 0}};
    int n = 1, ramp = 0, seconds = 20, c = 1, first = 1, pid = 0; char name[32] = "";
    for (int o; (o = getopt_long(argc, argv, "n:r:t:c:", lo, NULL)) != -1;) switch (o) {
        case 'n': n = atoi(optarg); break; case 'r': ramp = atoi(optarg); break; case 't': seconds = atoi(optarg); break;
        case 'c': c = atoi(optarg); break; case 'f': first = atoi(optarg); break;
        case 'p': sscanf(optarg, "%31[^=]=%d", name, &pid); break;
        default: return 2;
    }
    const char *colon = optind < argc && !strncmp(argv[optind], "http://", 7) ? strchr(argv[optind] + 7, ':') : NULL, *path = colon ? strchr(colon, '/') : NULL;
    if (!path) { fprintf(stderr, "usage: see the top of hlsload.c\n"); return 2; }
    signal(SIGPIPE, SIG_IGN);
    struct reader *rs = calloc(n, sizeof *rs);
    pthread_t *threads = calloc(n, sizeof *threads); pthread_attr_t attr; pthread_attr_init(&attr); pthread_attr_setstacksize(&attr, 256 << 10);
    for (int i = 0; i < n; i++) {
        const char *pc = strstr(path, "%d"); struct reader *r = &rs[i];
        if (pc) snprintf(r->url, sizeof r->url, "%.*s%d%s", (int)(pc - path), path, i % c + first, pc + 2); else snprintf(r->url, sizeof r->url, "%s", path);
        r->fd = -1; r->port = atoi(colon + 1); r->number = i;
        pthread_create(&threads[i], &attr, watch, r);
        if (ramp) usleep(1000000 / ramp);
    }
    double cpu0 = 0, cpu1 = 0, rss = 0, highest = 0;
    if (pid) tree(pid, &cpu0, &rss);
    uint64_t t0 = now_ns(); gate = t0;
    for (int i = 0; i < seconds; i++) { sleep(1); if (pid) { tree(pid, &cpu1, &rss); if (rss > highest) highest = rss; } }
    double window = (now_ns() - t0) / 1e9;
    over = 1;
    for (int i = 0; i < n; i++) pthread_join(threads[i], NULL);
    struct reader s = {0}; double *behind = calloc(n, sizeof *behind); int nb = 0, silent = 0; double target = 0;
    for (int i = 0; i < n; i++) {
        struct reader *r = &rs[i];
        s.bytes += r->bytes; s.stalls += r->stalls; s.stall_ns += r->stall_ns; s.segments += r->segments; s.playlists += r->playlists; s.bad_playlist += r->bad_playlist;
        s.bad_segment += r->bad_segment; s.torn += r->torn; s.lost += r->lost; s.reconnects += r->reconnects; s.discontinuities += r->discontinuities;
        if (r->behind > 0) behind[nb++] = r->behind;
        if (r->target > target) target = r->target;
        silent += !r->played;
    }
    qsort(behind, nb, sizeof *behind, by_size);
    printf("{\"n\":%d,\"window_s\":%.1f,\"stalls\":%llu,\"stalled_s\":%.2f,\"never_played\":%d,\"segments\":%llu,\"playlists\":%llu,\"bad_playlist\":%llu,\"bad_segment\":%llu,\"torn\":%llu,\"lost\":%llu,\"reconnects\":%llu,\"discontinuities\":%llu,",
           n, window, (unsigned long long)s.stalls, s.stall_ns / 1e9, silent, (unsigned long long)s.segments, (unsigned long long)s.playlists, (unsigned long long)s.bad_playlist, (unsigned long long)s.bad_segment, (unsigned long long)s.torn,
           (unsigned long long)s.lost, (unsigned long long)s.reconnects, (unsigned long long)s.discontinuities);
    printf("\"bytes\":%llu,\"gb\":%.4f,\"target_s\":%.1f,\"behind_s\":{\"p50\":%.2f,\"max\":%.2f}", (unsigned long long)s.bytes, s.bytes / 1e9, target, nb ? behind[nb / 2] : -1, nb ? behind[nb - 1] : -1);
    if (pid) printf(",\"cpu\":{\"%s\":{\"s\":%.2f,\"s_per_gb\":%.3f,\"rss_mb\":%.1f}}", name, cpu1 - cpu0, s.bytes ? (cpu1 - cpu0) / (s.bytes / 1e9) : -1, highest);
    printf("}\n");
}
