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

static void put_bar(const struct ct_cli_progress *p, int width) {
  int done = (int)(p->share * width);
  fputc('[', stderr);
  for (int i = 0; i < width; i++) fputc(i < done ? '#' : '.', stderr);
  fputc(']', stderr);
}

// "[######......] 120 of 200 ...": where the line is short the words are cut, as a line that wraps cannot be taken back.
static void draw_words(struct ct_cli_progress *p) {
  enum { BAR = 20 };
  char words[160];
  int room = columns() - BAR - 4;
  if (room < 10) return;
  p->words(p->user, seconds_since(&p->start), words, sizeof words);
  fputc('\r', stderr);
  put_bar(p, BAR);
  fprintf(stderr, " %.*s\033[K", room, words);
  fflush(stderr);
  p->shown = true;
}

// "labels      [########............]  42 %   3 s"
static void draw(struct ct_cli_progress *p) {
  if (p->words) {
    draw_words(p);
    return;
  }
  int room = columns() - BESIDE_BAR, bar = room < BAR_MOST ? room : BAR_MOST;
  if (bar < 4) return;
  fprintf(stderr, "\r%-12.12s ", p->stage);
  put_bar(p, bar);
  fprintf(stderr, " %3d %%  %4.0f s\033[K", (int)(p->share * 100), seconds_since(&p->start));
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
