/* asker.c - asks for many addresses at an even pace and tells how long the answers took.
 *
 *   asker [-r RATE] [-t SECONDS] [-c CONNECTIONS] [-n ADDRESSES] [-f FIRST] URL-WITH-%d
 *
 * RATE requests a second in all (500), over CONNECTIONS that are kept open (20), for SECONDS (10), one after the other of ADDRESSES
 * addresses: %d is FIRST, FIRST + 7919, ... modulo ADDRESSES, so that neighbours are not asked together. A request's time begins when
 * it was due, not when it was sent: a server that stands still is not spared what it kept waiting. Prints JSON. Plain HTTP/1.1, bodies
 * with Content-Length or in chunks. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double rate = 500, seconds = 10;
static int connections = 20, addresses = 1, first, port;
static char host[256], path[2048];
static long total, next_up;
static double *took, began;
static long failed, empty, bytes;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static int open_socket(void) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    inet_pton(AF_INET, host, &to.sin_addr);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (struct sockaddr *) &to, sizeof to)) { close(fd); return -1; }
    return fd;
}

/* Reads one answer; returns the length of its body, -1 if there is none or its status is not 200. */
static long answer(int fd) {
    static __thread char in[1 << 20];
    size_t have = 0;
    char *head_end = NULL;
    while (!head_end) {
        ssize_t n = have < sizeof in - 1 ? read(fd, in + have, sizeof in - 1 - have) : -1;
        if (n <= 0) return -1;
        have += n, in[have] = 0;
        head_end = strstr(in, "\r\n\r\n");
    }
    size_t head = head_end + 4 - in;
    *head_end = 0;
    int good = !strncmp(in, "HTTP/1.1 200", 12);
    char *length = strcasestr(in, "\r\ncontent-length:");
    if (length) {
        long want = atol(length + 17);
        while ((long) (have - head) < want) {
            char rest[65536];
            ssize_t n = read(fd, rest, sizeof rest);
            if (n <= 0) return -1;
            have += n;
        }
        return good ? want : -1;
    }
    if (!strcasestr(in, "\r\ntransfer-encoding: chunked")) return good ? 0 : -1;
    while (have < head + 5 || memcmp(in + have - 5, "0\r\n\r\n", 5)) {
        ssize_t n = have < sizeof in - 1 ? read(fd, in + have, sizeof in - 1 - have) : -1;
        if (n <= 0) return -1;
        have += n;
    }
    return good ? (long) (have - head) : -1;
}

static void *ask(void *unused) {
    int fd = -1;
    (void) unused;
    for (;;) {
        pthread_mutex_lock(&lock);
        long mine = next_up < total ? next_up++ : -1;
        pthread_mutex_unlock(&lock);
        if (mine < 0) break;
        double due = began + mine / rate, left = due - now();
        if (left > 0) {
            struct timespec t = {(time_t) left, (long) ((left - (time_t) left) * 1e9)};
            nanosleep(&t, NULL);
        }
        char target[2300], request[2700];
        snprintf(target, sizeof target, path, (int) (first + mine * 7919 % addresses));
        int size = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUser-Agent: asker\r\n\r\n", target, host, port);
        long got = -1;
        for (int attempt = 0; attempt < 2 && got < 0; attempt++) { /* an idle connection may just have been closed */
            if (fd < 0) fd = open_socket();
            if (fd >= 0 && write(fd, request, size) == size) got = answer(fd);
            if (got < 0 && fd >= 0) close(fd), fd = -1;
        }
        took[mine] = got < 0 ? -1 : now() - due;
        pthread_mutex_lock(&lock);
        if (got < 0) failed++;
        else bytes += got, empty += got < 40;
        pthread_mutex_unlock(&lock);
    }
    if (fd >= 0) close(fd);
    return NULL;
}

static int ascending(const void *a, const void *b) {
    double x = *(double *) a, y = *(double *) b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    for (int c; (c = getopt(argc, argv, "r:t:c:n:f:")) != -1;) {
        if (c == 'r') rate = atof(optarg);
        else if (c == 't') seconds = atof(optarg);
        else if (c == 'c') connections = atoi(optarg);
        else if (c == 'n') addresses = atoi(optarg);
        else if (c == 'f') first = atoi(optarg);
        else return 2;
    }
    if (optind != argc - 1 || sscanf(argv[optind], "http://%255[0-9.]:%d%2047s", host, &port, path) != 3 || addresses < 1) {
        fprintf(stderr, "usage: asker [-r RATE] [-t SECONDS] [-c CONNECTIONS] [-n ADDRESSES] [-f FIRST] http://127.0.0.1:PORT/...%%d\n");
        return 2;
    }
    total = (long) (rate * seconds);
    took = calloc(total, sizeof *took);
    pthread_t *threads = calloc(connections, sizeof *threads);
    began = now() + 0.2;
    for (int i = 0; i < connections; i++) pthread_create(&threads[i], NULL, ask, NULL);
    for (int i = 0; i < connections; i++) pthread_join(threads[i], NULL);
    double over = now() - began;
    qsort(took, total, sizeof *took, ascending);
    long good = total - failed;
    double *t = took + failed;
#define P(p) (good ? t[(long) ((good - 1) * (p))] * 1000 : -1)
    printf("{\"requests\":%ld,\"failed\":%ld,\"empty\":%ld,\"rate\":%.1f,\"bytes\":%ld,\"ms\":{\"p50\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"max\":%.3f}}\n",
           total, failed, empty, total / over, bytes, P(.5), P(.9), P(.99), P(1));
    return 0;
}
