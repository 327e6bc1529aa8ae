/* zapper - restless subscribers: each goes from channel to channel at random, and not always politely.
 * Build: cc -O2 -Wall -o zapper zapper.c
 * Run:   ./zapper -u 50 -c 40 --first 1 -n 10000 -r 100 'http://127.0.0.1:8080/live/s%u/s%u/%d.ts'
 *
 *   %u in the URL is the subscriber, 1 to -u U;  %d the channel, --first F (1) to F + C - 1 (-c C)
 *   -n N   zaps in all       -r R   zaps a second       -e E   where the random numbers begin (1)
 * Of a hundred zaps 40 open the new channel before they close the old one, which goes when the new one shows its first byte
 * or after 300 ms; 35 close first; 10 reset the old connection; 10 leave before the answer, and go at once where they wanted
 * to go; 5 look first with a range of two bytes. At the end all close, every second one with a reset.
 * Prints one JSON object: "ok" answers with a body, others by status; "ended" by the server although not replaced by a zap of
 * this subscriber; "unanswered" after 20 s.
 */
#define _GNU_SOURCE
#include "tsformat.h"
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTING, HEAD, BODY, GONE };
struct conn { int fd, state, sub, probe, current; uint64_t asked, close_at; struct conn *next, *old; char head[16]; int got; };
static struct conn *all, *current[1000];
static int ep, port, nsubs = 50, nchannels = 1, first = 1, zaps = 1000, rate = 100;
static const char *path;
static int ok, failed, unanswered, ended, left_early, probes, status_count[1000];
static uint32_t *times; static int ntimes;

static void leave(struct conn *c, int reset) {
    if (c->state == GONE) return;
    if (reset) { struct linger l = {1, 0}; setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &l, sizeof l); }
    close(c->fd);
    c->state = GONE;
    if (current[c->sub] == c) current[c->sub] = NULL;
}
static void target(char *out, size_t cap, int sub, int channel) {
    size_t n = 0;
    for (const char *p = path; *p && n + 12 < cap; p++) {
        if (*p == '%' && (p[1] == 'u' || p[1] == 'd')) n += snprintf(out + n, cap - n, "%d", *++p == 'u' ? sub + 1 : channel);
        else out[n++] = *p;
    }
    out[n] = 0;
}
static struct conn *go(int sub, int probe) {
    struct conn *c = calloc(1, sizeof *c);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c->sub = sub; c->probe = probe; c->asked = now_ns(); c->next = all; all = c;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connect(c->fd, (void *)&a, sizeof a) && errno != EINPROGRESS) { failed++; leave(c, 0); return c; }
    struct epoll_event e = {EPOLLOUT, {.ptr = c}};
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e);
    return c;
}
static void ask(struct conn *c) {
    char u[1000], b[1400];
    target(u, sizeof u, c->sub, first + random() % nchannels);
    int n = snprintf(b, sizeof b, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: zapper/%d\r\n%s\r\n", u, port, c->sub, c->probe ? "Range: bytes=0-1\r\n" : "");
    if (send(c->fd, b, n, MSG_NOSIGNAL) != n) { failed++; leave(c, 0); return; }
    struct epoll_event e = {EPOLLIN, {.ptr = c}};
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e);
    c->state = HEAD;
}
static void answered(struct conn *c) {
    int status = atoi(c->head + 9);
    status_count[status >= 0 && status < 1000 ? status : 0]++;
    if (status / 100 == 2) { ok++; if (ntimes < zaps * 2) times[ntimes++] = (now_ns() - c->asked) / 1000; }
    c->state = BODY;
    if (c->old && c->old->state != GONE) c->old->close_at = now_ns();
    if (c->probe) leave(c, 0);
}
static void readable(struct conn *c) {
    for (int i = 0; i < 8 && c->state != GONE; i++) {
        ssize_t r = c->state == HEAD ? recv(c->fd, c->head + c->got, 15 - c->got, 0) : recv(c->fd, NULL, 1 << 22, MSG_TRUNC);
        if (r < 0 && errno == EAGAIN) return;
        if (r <= 0) {
            if (c->state == HEAD) failed++;
            else if (current[c->sub] == c && atoi(c->head + 9) / 100 == 2) ended++;
            leave(c, 0);
            return;
        }
        if (c->state == HEAD && (c->got += r) >= 12) answered(c);
    }
}
static void zap(void) {
    int sub = random() % nsubs, how = random() % 100;
    struct conn *old = current[sub];
    if (how < 40 && old) { old->close_at = now_ns() + 300000000; }
    else if (how < 75 && old) { leave(old, 0); old = NULL; }
    else if (how < 85 && old) { leave(old, 1); old = NULL; }
    else if (how < 95) {
        struct conn *brief = go(sub, 0);
        left_early++;
        int before = failed;
        if (random() % 2) ask(brief);                     /* perhaps before it is connected: some ask, some only knock */
        failed = before;
        leave(brief, random() % 2);
        if (old) { leave(old, 0); old = NULL; }
    } else { go(sub, 1); probes++; if (old) { leave(old, 0); old = NULL; } }
    struct conn *new = go(sub, 0);
    if (new->state == GONE) return;
    current[sub] = new; new->old = old;
}
static void sweep(uint64_t now) {
    for (struct conn *c = all; c; c = c->next) {
        if (c->state != GONE && c->close_at && now >= c->close_at) leave(c, 0);
        if ((c->state == CONNECTING || c->state == HEAD) && now > c->asked + 20000000000ull) { unanswered++; leave(c, 0); }
        if (c->old && c->old->state == GONE) c->old = NULL;
    }
    for (struct conn **p = &all; *p;) { struct conn *c = *p; if (c->state == GONE) { *p = c->next; free(c); } else p = &c->next; }
}
static int by_size(const void *a, const void *b) { uint32_t x = *(uint32_t *)a, y = *(uint32_t *)b; return x < y ? -1 : x > y; }
int main(int argc, char **argv) {
    static struct option lo[] = {{"first", 1, 0, 'f'}, {0, 0, 0, 0}};
    int seed = 1;
    for (int o; (o = getopt_long(argc, argv, "u:c:n:r:e:", lo, NULL)) != -1;) switch (o) {
        case 'u': nsubs = atoi(optarg); break; case 'c': nchannels = atoi(optarg); break; case 'n': zaps = atoi(optarg); break;
        case 'r': rate = atoi(optarg); break; case 'e': seed = atoi(optarg); break; case 'f': first = atoi(optarg); break;
        default: return 2;
    }
    const char *colon = optind < argc ? strchr(argv[optind] + 7, ':') : NULL;
    if (!colon || nsubs > 1000 || nsubs < 1 || rate < 1) { fprintf(stderr, "usage: see the top of zapper.c\n"); return 2; }
    port = atoi(colon + 1); path = strchr(colon, '/');
    srandom(seed);
    signal(SIGPIPE, SIG_IGN);
    times = calloc(zaps * 2 + 1, sizeof *times);
    ep = epoll_create1(0);
    static struct epoll_event ev[512];
    uint64_t begin = now_ns(), swept = begin;
    for (int done = 0; done < zaps;) {
        uint64_t now = now_ns();
        for (int due = (int)((now - begin) * rate / 1000000000ull); done < due && done < zaps; done++) zap();
        int n = epoll_wait(ep, ev, 512, 5);
        for (int i = 0; i < n; i++) {
            struct conn *c = ev[i].data.ptr;
            if (c->state == CONNECTING) ask(c); else if (c->state != GONE) readable(c);
        }
        if ((now = now_ns()) - swept > 20000000) { sweep(now); swept = now; }
    }
    int i = 0;
    for (struct conn *c = all; c; c = c->next) leave(c, i++ % 2);
    qsort(times, ntimes, sizeof *times, by_size);
    printf("{\"zaps\":%d,\"seconds\":%.1f,\"ok\":%d,\"failed\":%d,\"unanswered\":%d,\"ended\":%d,\"left_early\":%d,\"probes\":%d,\"answer_ms\":{\"p50\":%.1f,\"p99\":%.1f},\"status\":{", zaps,
           (now_ns() - begin) / 1e9, ok, failed, unanswered, ended, left_early, probes, ntimes ? times[ntimes / 2] / 1e3 : -1, ntimes ? times[ntimes * 99 / 100] / 1e3 : -1);
    for (int s = 0, any = 0; s < 1000; s++) if (status_count[s]) printf("%s\"%d\":%d", any++ ? "," : "", s, status_count[s]);
    printf("}}\n");
}
