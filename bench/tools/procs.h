/* procs.h - CPU seconds and resident megabytes of a process and its children, as /proc tells them now. */
#ifndef PROCS_H
#define PROCS_H
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void tree(int root, double *cpu, double *rss) {
    static int pp[32768], id[32768]; static double cp[32768], rs[32768]; static char in[32768];
    int n = 0; long hz = sysconf(_SC_CLK_TCK), pg = sysconf(_SC_PAGESIZE);
    *cpu = *rss = 0;
    DIR *d = opendir("/proc");
    for (struct dirent *e; (e = readdir(d)) && n < 32768;) {
        if (!isdigit(e->d_name[0])) continue;
        char f[64], b[1024]; snprintf(f, sizeof f, "/proc/%.20s/stat", e->d_name);
        int fd = open(f, O_RDONLY); if (fd < 0) continue;
        ssize_t r = read(fd, b, sizeof b - 1); close(fd); if (r <= 0) continue;
        b[r] = 0; char *p = strrchr(b, ')'); unsigned long ut, st, cut, cst; long rssp; int ppid;
        if (!p || sscanf(p + 2, "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %*d %*d %*u %*u %ld", &ppid, &ut, &st, (long *)&cut, (long *)&cst, &rssp) != 6) continue;
        id[n] = atoi(e->d_name); pp[n] = ppid; cp[n] = (double)(ut + st + cut + cst) / hz; rs[n] = (double)rssp * pg / 1e6; in[n] = id[n] == root; n++;
    }
    closedir(d);
    for (int again = 1; again;) { again = 0; for (int i = 0; i < n; i++) if (!in[i]) for (int j = 0; j < n; j++) if (in[j] && id[j] == pp[i]) { in[i] = 1; again = 1; break; } }
    for (int i = 0; i < n; i++) if (in[i]) { *cpu += cp[i]; *rss += rs[i]; }
}
#endif
