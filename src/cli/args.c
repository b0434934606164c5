// SPDX-License-Identifier: MIT
// Arguments: --name value, --name=value, -x value, -xvalue; `--` ends options.
#include "args.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "nearest.h"
#include "option.h"
#include "say.h"

struct reader {
  struct ct_cli_args *args;
  char **next;  // NULL-terminated
};

static bool unknown_option(struct ct_cli_args *args, const char *name, size_t length) {
  struct ct_cli_nearest near = {.word = name, .length = length};
  for (const struct ct_cli_option *o = ct_cli_options; o->name; o++)
    if (o->help && (o->commands & args->command->verb)) ct_cli_nearest_try(&near, o->name);
  if (near.best)
    ct_cli_say_usage(args->command->name, "unknown option '--%.*s' (did you mean '--%s'?)", (int)length, name,
                     near.best);
  else
    ct_cli_say_usage(args->command->name, "unknown option '--%.*s'", (int)length, name);
  return false;
}

static void apply(struct ct_cli_args *args, const struct ct_cli_option *o, const char *value) {
  switch (o->kind) {
    case CT_CLI_JOB:
      args->settings[args->n_settings++] = (struct ct_cli_setting){o->name, value ? value : "true"};
      if (strcmp(o->name, "strict") == 0) args->strict = true;
      break;
    case CT_CLI_OWN:
      args->own[args->n_own++] = (struct ct_cli_setting){o->name, value ? value : "true"};
      break;
    case CT_CLI_OUTPUT:
      args->outputs[args->n_outputs++] = value;
      break;
    case CT_CLI_FORMAT:
      args->format = value;
      break;
    case CT_CLI_REPORT:
      args->report = value;
      break;
    case CT_CLI_QUIET:
      args->quiet = true;
      break;
    case CT_CLI_JSON:
      args->json = true;
      break;
    case CT_CLI_SARIF:
      args->sarif = true;
      break;
    case CT_CLI_SHOW_HELP:
      args->help = true;
      break;
    case CT_CLI_SHOW_MAN:
      args->man = true;
      break;
    case CT_CLI_SHOW_BASH:
      args->bash = true;
      break;
  }
}

// `--title --size A4` is a forgotten value, not a map called "--size".
static bool is_known_option(const char *word) {
  if (strncmp(word, "--", 2) != 0) return false;
  word += 2;
  return ct_cli_option_find(word, strcspn(word, "=")) != NULL;
}

// `attached` is the value written with the option, or NULL.
static bool take(struct reader *r, const struct ct_cli_option *o, const char *attached) {
  struct ct_cli_args *args = r->args;
  if (!(o->commands & args->command->verb)) {
    ct_cli_say_usage(args->command->name, "option '--%s' does not go with '%s'", o->name,
                     args->command->name);
    return false;
  }
  if (!o->value) {
    if (attached) {
      ct_cli_say_usage(args->command->name, "option '--%s' takes no value ('%s')", o->name, attached);
      return false;
    }
    apply(args, o, NULL);
    return true;
  }
  const char *value = attached ? attached : *r->next;
  if (!value || (!attached && is_known_option(value))) {
    ct_cli_say_usage(args->command->name, "option '--%s' needs a value (%s)", o->name, o->value);
    return false;
  }
  if (!attached) r->next++;
  apply(args, o, value);
  return true;
}

static bool take_long(struct reader *r, const char *word) {
  size_t length = strcspn(word, "=");
  const struct ct_cli_option *o = ct_cli_option_of(r->args->command->verb, word, length);
  if (!o) return unknown_option(r->args, word, length);
  return take(r, o, word[length] ? word + length + 1 : NULL);
}

// A run of letters; the last may take a value: -qo FILE, -oFILE.
static bool take_letters(struct reader *r, const char *word) {
  for (; *word; word++) {
    const struct ct_cli_option *o = ct_cli_options;
    while (o->name && o->letter != *word) o++;
    if (!o->name) {
      ct_cli_say_usage(r->args->command->name, "unknown option '-%c'", *word);
      return false;
    }
    const char *rest = word + 1;
    if (!take(r, o, o->value && *rest ? rest : NULL)) return false;
    if (o->value) return true;
  }
  return true;
}

static bool count_inputs(struct ct_cli_args *args) {
  const struct ct_cli_command *c = args->command;
  if (args->help || args->man || args->bash) return true;
  if (args->n_inputs < c->min_inputs)
    ct_cli_say_usage(args->command->name, "'%s' needs %s %s", c->name,
                     strchr("AEIOU", c->input[0]) ? "an" : "a", c->input);
  else if (args->n_inputs > c->max_inputs)
    ct_cli_say_usage(args->command->name, "'%s' has no place for '%s'", c->name, args->inputs[c->max_inputs]);
  else
    return true;
  return false;
}

bool ct_cli_args_read(struct ct_cli_args *args, const struct ct_cli_command *command, int argc, char **argv) {
  size_t n = (size_t)argc + 1;
  *args = (struct ct_cli_args){.command = command};
  args->inputs = calloc(n, sizeof *args->inputs);
  args->outputs = calloc(n, sizeof *args->outputs);
  args->settings = calloc(n, sizeof *args->settings);
  args->own = calloc(n, sizeof *args->own);
  if (!args->inputs || !args->outputs || !args->settings || !args->own) {
    ct_cli_say_error("out of memory");
    return false;
  }
  struct reader r = {args, argv};
  bool options = true;
  while (*r.next) {
    const char *word = *r.next++;
    if (options && strcmp(word, "--") == 0) {
      options = false;
    } else if (options && strncmp(word, "--", 2) == 0) {
      if (!take_long(&r, word + 2)) return false;
    } else if (options && word[0] == '-' && word[1]) {
      if (!take_letters(&r, word + 1)) return false;
    } else {
      args->inputs[args->n_inputs++] = word;
    }
  }
  return count_inputs(args);
}

const char *ct_cli_args_own(const struct ct_cli_args *args, const char *name) {
  for (size_t i = args->n_own; i-- > 0;)
    if (strcmp(args->own[i].name, name) == 0) return args->own[i].value;
  return NULL;
}

void ct_cli_args_release(struct ct_cli_args *args) {
  free(args->inputs);
  free(args->outputs);
  free(args->settings);
  free(args->own);
  *args = (struct ct_cli_args){0};
}
