#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <editline/readline.h>

// libedit's settings are global variables, which Swift may not touch.

/// What is asked for completions: the word begun, and where it starts and ends in the line.
static inline void edit_complete_with(char **(*complete)(const char *, int, int)) {
  rl_attempted_completion_function = complete;
  rl_completer_word_break_characters = " \t\n()[]{},.=+-*/%@<>:;\"'";
  rl_completion_append_character = 0;
}

/// Nothing else is offered where there are no completions: not the names of files.
static inline void edit_completion_is_over(void) { rl_attempted_completion_over = 1; }

static inline const char *edit_line(void) { return rl_line_buffer ? rl_line_buffer : ""; }

/// What Ctrl-C types while a line is edited. The terminal sends no signal for it then: a signal also throws away what
/// was typed, and comes between any two steps of the reader; a character has its place among the others.
static inline void edit_interrupt_with(int (*interrupt)(int, int)) {
  rl_parse_and_bind("setty -d -isig");
  rl_add_defun("interrupt", interrupt, 'C' & 0x1f);
}
