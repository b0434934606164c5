// SPDX-License-Identifier: MIT
// main: which command, then that command.
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "cartouche.h"
#include "command.h"
#include "help.h"
#include "say.h"

static int show_help(const struct ct_cli_command *command) {
  if (command)
    ct_cli_help_command(stdout, command);
  else
    ct_cli_help_all(stdout);
  return ct_cli_out_finish() ? CT_CLI_DONE : CT_CLI_FAILED;
}

static int run(const struct ct_cli_command *command, int argc, char **argv) {
  struct ct_cli_args args;
  int rc = CT_CLI_USAGE;
  if (ct_cli_args_read(&args, command, argc, argv)) {
    if (args.json) ct_cli_say_as_json();
    rc = args.help ? show_help(command->verb == CT_CLI_HELP ? NULL : command) : command->run(&args);
  }
  ct_cli_args_release(&args);
  return rc;
}

static int start(int argc, char **argv) {
  const char *word = argc > 1 ? argv[1] : NULL;
  if (!word) {
    ct_cli_help_all(stderr);
    return CT_CLI_USAGE;
  }
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) word = "help";
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) word = "version";
  int words;
  const struct ct_cli_command *command = ct_cli_command_find_words(word, argc > 2 ? argv[2] : NULL, &words);
  if (command) return run(command, argc - 1 - words, argv + 1 + words);
  ct_cli_command_unknown(word);
  return CT_CLI_USAGE;
}

// Nothing half done stays behind; then the signal does what it would have done.
static void give_up(int number) {
  ct_abandon_files();
  raise(number);
}

// A limit on the size of files is an error like a full disk. What is ignored (nohup) stays ignored.
static void heed_signals(void) {
  static const int ending[] = {SIGHUP, SIGINT, SIGTERM};
  struct sigaction give = {.sa_handler = give_up, .sa_flags = SA_RESETHAND | SA_NODEFER}, had;
  sigemptyset(&give.sa_mask);
  for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
    if (sigaction(ending[i], NULL, &had) == 0 && had.sa_handler == SIG_DFL) sigaction(ending[i], &give, NULL);
  signal(SIGXFSZ, SIG_IGN);
}

int main(int argc, char **argv) {
  ct_cli_out_prepare();
  heed_signals();
  return start(argc, argv);
}
