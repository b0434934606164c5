// SPDX-License-Identifier: MIT
// Worker of a pool: fork and exec, a socket pair for lines, a pipe for what it says when it dies.
#include "batch/pool_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "batch/seconds.h"

enum { BLOCK = 1 << 16, LINE_MOST = 256 << 20, CANNOT_RUN = 127 };

static const char no_start[] = "cannot be run: ";

// ---- Starting

// All four, or none: talk[0], errors[0] are ours. A socket and not two pipes: writing to one whose reader is gone can be told not to
// raise SIGPIPE, which belongs to the program.
static bool open_ends(int talk[2], int errors[2]) {
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk) != 0) return false;
  if (pipe2(errors, O_CLOEXEC) == 0) return true;
  int why = errno;
  close(talk[0]);
  close(talk[1]);
  errno = why;
  return false;
}

// Where 0, 1 or 2 are closed our ends have these numbers, and would be closed while they are put in place.
static bool lift(int *file) {
  if (*file > 2) return true;
  int high = fcntl(*file, F_DUPFD_CLOEXEC, 3);
  if (high < 0) return false;
  close(*file);
  *file = high;
  return true;
}

static void write_all(int file, const char *text) {
  size_t n = strlen(text);
  while (n) {
    ssize_t k = write(file, text, n);
    if (k <= 0) return;
    text += k;
    n -= (size_t)k;
  }
}

// Signals that are caught are not for the child; those that are ignored stay so, as an exec has it.
static void no_handlers(void) {
  for (int i = 1; i < NSIG; i++) {
    struct sigaction had;
    if (sigaction(i, NULL, &had) != 0 || had.sa_handler == SIG_IGN || had.sa_handler == SIG_DFL) continue;
    sigaction(i, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
  }
}

// Kernels before 5.9 (those of some clusters) close one after the other.
static void close_from(int first) {
  enum { MOST = 1 << 16 };
  struct rlimit open = {.rlim_cur = MOST};
  if (close_range((unsigned)first, ~0U, 0) == 0) return;
  getrlimit(RLIMIT_NOFILE, &open);
  for (int file = first; (rlim_t)file < open.rlim_cur && file < MOST; file++) close(file);
}

// What the child does before it is another program: only what is allowed after a fork of a process with threads.
static _Noreturn void become(const char *const *argv, int talk, int errors) {
  sigset_t none;
  sigemptyset(&none);
  // Also where it is held up before it is a worker, which asks for the same.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);
  if (dup2(talk, 0) >= 0 && dup2(talk, 1) >= 0 && dup2(errors, 2) >= 0 &&
      sigprocmask(SIG_SETMASK, &none, NULL) == 0) {
    close_from(3);
    execvp(argv[0], (char *const *)argv);
  }
  // The first line on standard error is what is told of a worker that dies.
  const char *why = strerrordesc_np(errno);
  write_all(2, no_start);
  write_all(2, why ? why : "unknown");
  write_all(2, "\n");
  _exit(CANNOT_RUN);
}

// By fork, as posix_spawn waits until the child is the other program: one that is stopped before would hold up the batch, and
// with it every limit of time.
static int spawn(pid_t *pid, const char *const *argv, int talk, int errors) {
  sigset_t all, had;
  sigfillset(&all);
  // No handler of this process may run in the child.
  pthread_sigmask(SIG_SETMASK, &all, &had);
  *pid = fork();
  int why = *pid < 0 ? errno : 0;
  if (*pid == 0) {
    no_handlers();
    become(argv, talk, errors);
  }
  pthread_sigmask(SIG_SETMASK, &had, NULL);
  if (why) *pid = 0;
  return why;
}

static bool is_transient(int why) {
  return why == EAGAIN || why == ENOMEM || why == EMFILE || why == ENFILE;
}

bool ct_pool_worker_start(struct ct_pool_worker *w, const char *const *argv, bool *transient,
                          struct ct_err *err) {
  int talk[2], errors[2], why = 0;
  *w = (struct ct_pool_worker){.errors = -1};
  *transient = false;
  if (!open_ends(talk, errors)) {
    *transient = is_transient(errno);
    return ct_fail(err, "%s: %s", argv[0], strerror(errno));
  }
  if (!lift(&talk[0]) || !lift(&talk[1]) || !lift(&errors[0]) || !lift(&errors[1])) why = errno;
  if (!why) why = spawn(&w->pid, argv, talk[1], errors[1]);
  close(talk[1]);
  close(errors[1]);
  if (!why) {
    w->talk = talk[0];
    w->errors = errors[0];
    fcntl(w->errors, F_SETFL, O_NONBLOCK);
    return true;
  }
  close(talk[0]);
  close(errors[0]);
  *w = (struct ct_pool_worker){.errors = -1};
  *transient = is_transient(why);
  return ct_fail(err, "%s: %s", argv[0], strerror(why));
}

// ---- Talking

void ct_pool_worker_send(struct ct_pool_worker *w, const char *line) {
  w->out = line;
  w->left = strlen(line) + 1;
  w->nsaid = 0;
  w->said_all = false;
  ct_pool_worker_push(w);
}

void ct_pool_worker_push(struct ct_pool_worker *w) {
  while (w->left) {
    // The NUL at the end goes out as the line's end.
    const char *from = w->left > 1 ? w->out : "\n";
    ssize_t n = send(w->talk, from, w->left > 1 ? w->left - 1 : 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (n < 0) {
      w->left = 0;
      return;
    }
    w->out += n;
    w->left -= (size_t)n;
  }
}

static bool make_room(struct ct_pool_worker *w) {
  if (w->from) memmove(w->in, w->in + w->from, w->n - w->from);
  w->n -= w->from;
  w->from = 0;
  if (w->cap - w->n > BLOCK) return true;
  if (w->cap > LINE_MOST) return false;
  size_t cap = w->cap ? w->cap * 2 : 2 * BLOCK;
  char *in = realloc(w->in, cap);
  if (!in) return false;
  w->in = in;
  w->cap = cap;
  return true;
}

bool ct_pool_worker_pull(struct ct_pool_worker *w) {
  if (!make_room(w)) return false;
  ssize_t n = recv(w->talk, w->in + w->n, w->cap - w->n - 1, MSG_DONTWAIT);
  if (n < 0) return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
  w->n += (size_t)n;
  return n > 0;
}

const char *ct_pool_worker_line(struct ct_pool_worker *w) {
  if (w->from == w->n) return NULL;
  char *from = w->in + w->from, *end = memchr(from, '\n', w->n - w->from);
  if (!end) return NULL;
  *end = '\0';
  w->from = (size_t)(end + 1 - w->in);
  return from;
}

// Keeps the first line that has two words: not rules of '=' before a sanitizer's report.
static void keep(struct ct_pool_worker *w, const char *text, size_t n) {
  for (size_t i = 0; i < n && !w->said_all; i++) {
    if (text[i] != '\n') {
      if (w->nsaid + 1 < sizeof w->said) w->said[w->nsaid++] = text[i];
      continue;
    }
    w->said_all = memchr(w->said, ' ', w->nsaid) != NULL;
    if (!w->said_all) w->nsaid = 0;
  }
}

void ct_pool_worker_listen(struct ct_pool_worker *w) {
  char block[4096];
  while (w->errors >= 0) {
    ssize_t n = read(w->errors, block, sizeof block);
    if (n > 0) {
      keep(w, block, (size_t)n);
      // One that writes without end must not keep the others waiting.
      if ((size_t)n < sizeof block) return;
    } else if (n < 0 && errno == EINTR) {
      continue;
    } else {
      if (n == 0) {
        close(w->errors);
        w->errors = -1;
      }
      return;
    }
  }
}

// ---- Ending

static void tell_end(const struct ct_pool_worker *w, int status, char *why, size_t size) {
  const char *colon = w->nsaid ? ": " : "";
  int said = (int)w->nsaid;
  size_t no = sizeof no_start - 1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_RUN && w->nsaid > no &&
      memcmp(w->said, no_start, no) == 0) {
    snprintf(why, size, "%.*s", said - (int)no, w->said + no);
    return;
  }
  if (!WIFSIGNALED(status)) {
    snprintf(why, size, "exited with %d%s%.*s", WEXITSTATUS(status), colon, said, w->said);
    return;
  }
  int number = WTERMSIG(status);
  const char *name = sigdescr_np(number);
  snprintf(why, size, "was killed by signal %d (%s%s)%s%.*s", number, name ? name : "unknown",
           number == SIGKILL ? ", as the system does when memory runs out" : "", colon, said, w->said);
}

// How it ended. One that closes its end need not be gone yet.
static int wait_for(pid_t pid, double grace_s) {
  enum { BEAT_MS = 1 };
  int status = 0;
  double end = ct_batch_seconds() + grace_s;
  for (;;) {
    pid_t got = waitpid(pid, &status, WNOHANG);
    if (got == pid || (got < 0 && errno != EINTR)) return status;
    if (ct_batch_seconds() >= end) break;
    poll(NULL, 0, BEAT_MS);
  }
  kill(pid, SIGKILL);
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

void ct_pool_worker_dismiss(struct ct_pool_worker *w) {
  shutdown(w->talk, SHUT_RDWR);
}

bool ct_pool_worker_end(struct ct_pool_worker *w, double grace_s, char *why, size_t size) {
  if (!w->pid) return false;
  close(w->talk);
  int status = wait_for(w->pid, grace_s);
  ct_pool_worker_listen(w);
  if (w->errors >= 0) close(w->errors);
  if (why) tell_end(w, status, why, size);
  free(w->in);
  *w = (struct ct_pool_worker){.errors = -1};
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
