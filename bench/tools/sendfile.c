/* sendfile.c - the limit of sending a file: answers every HTTP request with the same one, by sendfile(2), and does nothing else.
 *
 *   sendfile PORT FILE
 *
 * One connection after the other, blocking, each closed at the end of its answer. What it used of the processor is what the kernel
 * takes for the bytes: on loopback also the receiver's share of TCP. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* Reads until the blank line behind a request's headers; 0 if it does not come. */
static int request(int viewer) {
    char bytes[8192];
    size_t size = 0;
    while (size < sizeof bytes - 1) {
        ssize_t got = read(viewer, bytes + size, sizeof bytes - 1 - size);
        if (got <= 0) return 0;
        size += (size_t)got;
        bytes[size] = 0;
        if (strstr(bytes, "\r\n\r\n")) return 1;
    }
    return 0;
}

static void answer(int viewer, int file, off_t size) {
    char head[256];
    int length = snprintf(head, sizeof head,
                          "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Encoding: gzip\r\nContent-Length: %lld\r\n"
                          "Connection: close\r\n\r\n",
                          (long long)size);
    off_t at = 0;
    if (send(viewer, head, (size_t)length, MSG_MORE) != length) return;
    while (at < size && sendfile(viewer, file, &at, (size_t)(size - at)) > 0) {
    }
}

int main(int argc, char **argv) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct stat stat;
    int on = 1;
    if (argc != 3) {
        fprintf(stderr, "sendfile PORT FILE\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    int file = open(argv[2], O_RDONLY);
    if (file < 0 || fstat(file, &stat) < 0) die(argv[2]);
    int door = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_port = htons((unsigned short)atoi(argv[1]));
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(door, (struct sockaddr *)&address, sizeof address) < 0 || listen(door, 16) < 0) die("listen");
    for (;;) {
        int viewer = accept(door, NULL, NULL);
        if (viewer < 0) continue;
        if (request(viewer)) answer(viewer, file, stat.st_size);
        close(viewer);
    }
}
