// SPDX-License-Identifier: MIT
// Digest: OpenSSL's SHA-256.
#include "base/digest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"

// Values come a few bytes at a time.
enum { BUFFER = 1 << 14 };

struct ct_digest {
  EVP_MD_CTX *context;
  size_t n;
  unsigned char buffer[BUFFER];
};

// Looking for the algorithm takes as long as digesting some hundred bytes: it is done once.
static void begin(struct ct_digest *d, const EVP_MD *kind) {
  d->n = 0;
  EVP_DigestInit_ex(d->context, kind, NULL);
}

struct ct_digest *ct_digest_new(void) {
  struct ct_digest *d = calloc(1, sizeof *d);
  if (d) d->context = EVP_MD_CTX_new();
  if (!d || !d->context) {
    free(d);
    return NULL;
  }
  begin(d, EVP_sha256());
  return d;
}

void ct_digest_free(struct ct_digest *d) {
  if (!d) return;
  EVP_MD_CTX_free(d->context);
  free(d);
}

static void flush(struct ct_digest *d) {
  EVP_DigestUpdate(d->context, d->buffer, d->n);
  d->n = 0;
}

void ct_digest_add(struct ct_digest *d, const void *data, size_t size) {
  if (size > BUFFER - d->n) flush(d);
  if (size > BUFFER) {
    EVP_DigestUpdate(d->context, data, size);
  } else if (size) {
    memcpy(d->buffer + d->n, data, size);
    d->n += size;
  }
}

void ct_digest_add_text(struct ct_digest *d, const char *text) {
  uint64_t size = text ? strlen(text) + 1 : 0;
  ct_digest_add(d, &size, sizeof size);
  if (text) ct_digest_add(d, text, size - 1);
}

void ct_digest_add_number(struct ct_digest *d, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  if (isnan(x)) bits = UINT64_C(0x7ff8000000000000);
  if (x == 0) bits = 0;
  ct_digest_add(d, &bits, sizeof bits);
}

static void to_hex(const unsigned char *bytes, char hex[CT_DIGEST_SIZE]) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < (CT_DIGEST_SIZE - 1) / 2; i++) {
    hex[2 * i] = digits[bytes[i] >> 4];
    hex[2 * i + 1] = digits[bytes[i] & 15];
  }
  hex[CT_DIGEST_SIZE - 1] = '\0';
}

void ct_digest_finish(struct ct_digest *d, char hex[CT_DIGEST_SIZE]) {
  unsigned char bytes[EVP_MAX_MD_SIZE] = {0};
  flush(d);
  EVP_DigestFinal_ex(d->context, bytes, NULL);
  to_hex(bytes, hex);
  begin(d, NULL);
}

void ct_digest_of(const void *data, size_t size, char hex[CT_DIGEST_SIZE]) {
  unsigned char bytes[EVP_MAX_MD_SIZE] = {0};
  EVP_Digest(data, size, bytes, NULL, EVP_sha256(), NULL);
  to_hex(bytes, hex);
}

static bool add_file(struct ct_digest *d, int file) {
  enum { BLOCK = 1 << 18 };
  char *block = malloc(BLOCK);
  ssize_t n = block ? 1 : -1;
  while (n > 0) {
    n = read(file, block, BLOCK);
    if (n < 0 && errno == EINTR)
      n = 1;
    else if (n > 0)
      ct_digest_add(d, block, (size_t)n);
  }
  free(block);
  return n == 0;
}

static int by_bytes(const struct dirent **x, const struct dirent **y) {
  return strcmp((*x)->d_name, (*y)->d_name);
}

static int is_entry(const struct dirent *e) {
  return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

static bool add_names(struct ct_digest *d, const char *path) {
  struct dirent **names;
  int n = scandir(path, &names, is_entry, by_bytes);
  for (int i = 0; i < n; i++) {
    ct_digest_add(d, names[i]->d_name, strlen(names[i]->d_name));
    ct_digest_add(d, "\n", 1);
    free(names[i]);
  }
  if (n >= 0) free(names);
  return n >= 0;
}

// What pipes and devices hold is no one thing, and they might be waited for without end.
static int open_plain(const char *path, bool *is_folder, struct ct_err *err) {
  struct stat st = {0};
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 || fstat(file, &st) != 0)
    ct_fail(err, "%s: %s", path, strerror(errno));
  else if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
    ct_fail(err, "%s: is neither a file nor a folder", path);
  *is_folder = S_ISDIR(st.st_mode);
  if (!err->failed || file < 0) return file;
  close(file);
  return -1;
}

bool ct_digest_of_file(const char *path, char hex[CT_DIGEST_SIZE], struct ct_err *err) {
  bool is_folder;
  struct ct_err inner = {0};
  int file = open_plain(path, &is_folder, &inner);
  if (file < 0) return ct_fail(err, "%s", inner.message);
  struct ct_digest *d = ct_digest_new();
  bool ok = d && (is_folder ? add_names(d, path) : add_file(d, file));
  int why = errno;
  close(file);
  if (ok) ct_digest_finish(d, hex);
  ct_digest_free(d);
  return ok || ct_fail(err, "%s: %s", path, d ? strerror(why) : "out of memory");
}
