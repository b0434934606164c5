// SPDX-License-Identifier: MIT
// Progress: a bar on a terminal for work that takes longer than a second.
#include "progress.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PATIENCE_MS = 1000, BEAT_MS = 100, BAR_MOST = 40, BESIDE_BAR = 32 };

static double seconds_since(const struct timespec *from) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - from->tv_sec) + (double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

static int columns(void) {
  struct winsize w;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
}

static void erase(struct ct_cli_progress *p) {
  if (p->shown) fputs("\r\033[K", stderr);
  fflush(stderr);
  p->shown = false;
}

// "labels      [########............]  42 %   3 s"
static void draw(struct ct_cli_progress *p) {
  int room = columns() - BESIDE_BAR, bar = room < BAR_MOST ? room : BAR_MOST;
  if (bar < 4) return;
  int done = (int)(p->share * bar);
  fprintf(stderr, "\r%-12.12s [", p->stage);
  for (int i = 0; i < bar; i++) fputc(i < done ? '#' : '.', stderr);
  fprintf(stderr, "] %3d %%  %4.0f s\033[K", (int)(p->share * 100), seconds_since(&p->start));
  fflush(stderr);
  p->shown = true;
}

static void *beat(void *user) {
  struct ct_cli_progress *p = user;
  pthread_mutex_lock(&p->lock);
  struct timespec next = p->start;
  next.tv_sec += PATIENCE_MS / 1000;
  while (!p->over) {
    // The end may come while the lock is waited for: then nothing is drawn any more.
    if (pthread_cond_timedwait(&p->end, &p->lock, &next) != ETIMEDOUT || p->over) continue;
    draw(p);
    clock_gettime(CLOCK_MONOTONIC, &next);
    next.tv_nsec += BEAT_MS * 1000000L;
    next.tv_sec += next.tv_nsec / 1000000000L;
    next.tv_nsec %= 1000000000L;
  }
  pthread_mutex_unlock(&p->lock);
  return NULL;
}

static bool start(struct ct_cli_progress *p) {
  pthread_condattr_t by_clock;
  if (pthread_condattr_init(&by_clock) != 0) return false;
  pthread_condattr_setclock(&by_clock, CLOCK_MONOTONIC);
  bool ok = pthread_cond_init(&p->end, &by_clock) == 0;
  pthread_condattr_destroy(&by_clock);
  if (!ok) return false;
  pthread_mutex_init(&p->lock, NULL);
  if (pthread_create(&p->thread, NULL, beat, p) == 0) return true;
  pthread_mutex_destroy(&p->lock);
  pthread_cond_destroy(&p->end);
  return false;
}

bool ct_cli_progress_begin(struct ct_cli_progress *p) {
  const char *term = getenv("TERM");
  *p = (struct ct_cli_progress){0};
  if (!isatty(STDERR_FILENO) || !term || strcmp(term, "dumb") == 0) return false;
  clock_gettime(CLOCK_MONOTONIC, &p->start);
  return p->on = start(p);
}

void ct_cli_progress_tell(void *user, const char *stage, double share) {
  struct ct_cli_progress *p = user;
  if (!p->on) return;
  pthread_mutex_lock(&p->lock);
  snprintf(p->stage, sizeof p->stage, "%s", stage);
  p->share = share < 0 ? 0 : share > 1 ? 1 : share;
  if (p->shown) draw(p);
  pthread_mutex_unlock(&p->lock);
}

void ct_cli_progress_hold(struct ct_cli_progress *p) {
  if (!p->on) return;
  pthread_mutex_lock(&p->lock);
  erase(p);
}

void ct_cli_progress_go_on(struct ct_cli_progress *p) {
  if (p->on) pthread_mutex_unlock(&p->lock);
}

void ct_cli_progress_end(struct ct_cli_progress *p) {
  if (!p->on) return;
  pthread_mutex_lock(&p->lock);
  p->over = true;
  erase(p);
  pthread_cond_signal(&p->end);
  pthread_mutex_unlock(&p->lock);
  pthread_join(p->thread, NULL);
  pthread_mutex_destroy(&p->lock);
  pthread_cond_destroy(&p->end);
  p->on = false;
}
