/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking the tty over and giving it back. */
#include "tui/terminal/terminal.h"

#include <curses.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "tui/terminal/frame_sink.h"
#include "tui/terminal/terminal_draw.h"
#include "tui/terminal/terminal_state.h"
#include "tui/terminal/terminfo.h"

/* Appends a capability without its padding "$<5>". */
static void add_capability(struct text *out, const char *name)
{
	const char *value = terminfo_string(name);

	while (value && *value != '\0') {
		const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;

		if (end)
			value = end + 1;
		else
			text_add_char(out, *value++);
	}
}

static bool codeset_is_utf8(void)
{
	const char *codeset = nl_langinfo(CODESET);

	return text_compare_nocase(codeset, "UTF-8") == 0 || text_compare_nocase(codeset, "UTF8") == 0;
}

/* Code points of the upper half of an 8-bit character set. */
static void learn_charset(struct terminal *terminal)
{
	for (int i = 0; i < 128; i++) {
		wint_t code = btowc(0x80 + i);

		terminal->charset[i] = code == WEOF || code < 0xa0 ? 0 : (uint32_t)code;
	}
	terminal->decoder.charset = terminal->charset;
}

static void learn_keys(struct terminal *terminal)
{
	const struct key_row *row;

	for (size_t i = 0; (row = key_row(i)); i++) {
		const char *bytes = row->capability ? terminfo_string(row->capability) : NULL;

		if (bytes)
			key_decoder_add_sequence(&terminal->decoder, bytes, row->code);
	}
}

/* Size that the tty says, cut to the largest canvas; left alone when it says none (0x0) or is gone. */
static void ask_size(int fd, int *rows, int *columns)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		return;
	*rows = size.ws_row < CANVAS_MAX_ROWS ? size.ws_row : CANVAS_MAX_ROWS;
	*columns = size.ws_col < CANVAS_MAX_COLUMNS ? size.ws_col : CANVAS_MAX_COLUMNS;
}

bool terminal_update_size(struct terminal *terminal)
{
	int rows = 0, columns = 0;

	ask_size(terminal->out_fd, &rows, &columns);
	if (rows == 0 || (rows == terminal->rows && columns == terminal->columns))
		return false;
	terminal->rows = rows;
	terminal->columns = columns;
	resizeterm(rows, columns);
	erase();
	canvas_resize(&terminal->shown, rows, columns);
	terminal->repaint = terminal->repaint || terminal->painter.able;
	return true;
}

/* Whether TERM names a terminal that can run a screen, whose terminfo is open then. Writes nothing. */
static enum status check_term(struct error *error)
{
	const char *term = getenv("TERM");
	enum terminfo_answer answer;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(error, STATUS_IO, _("standard input and output are not both a terminal"));
	if (!term || term[0] == '\0')
		return error_set(error, STATUS_IO, _("TERM is not set: set it to the type of the terminal"));
	answer = strcmp(term, "dumb") == 0 ? TERMINFO_NO_CURSOR : terminfo_open(STDOUT_FILENO);
	if (answer == TERMINFO_UNKNOWN)
		return error_set(error, STATUS_IO, _("TERM=%s is not known here: try TERM=xterm-256color"), term);
	if (answer == TERMINFO_NO_CURSOR)
		return error_set(error, STATUS_IO, _("TERM=%s cannot place its cursor"), term);
	return STATUS_OK;
}

static void prepare_restore(struct terminal *terminal)
{
	TEXT(bytes);
	bool ansi = strncmp(terminfo_string("cup"), "\033[", 2) == 0;

	terminal->ansi = ansi;
	/* The first tells how reports begin, the second switches them. */
	terminal->has_mouse = ansi && (terminfo_string("kmous") || terminfo_string("XM"));
	terminal->paste_on = ansi ? "\033[?2004h" : "";
	terminal->paste_off = ansi ? "\033[?2004l" : "";
	add_capability(&bytes, "sgr0");
	add_capability(&bytes, "op");
	add_capability(&bytes, "rmkx");
	if (ansi)
		text_add(&bytes, "\033[?2004l\033[?1000l\033[?1006l");
	add_capability(&bytes, "cnorm");
	if (terminfo_string("rmcup"))
		add_capability(&bytes, "rmcup");
	else
		text_add(&bytes, "\r\n");
	signals_set_restore(terminal->out_fd, &terminal->modes, bytes.data, bytes.length);
}

/* The modes of the tty are set here and not by curses, which does not see the tty. */
static void set_raw(const struct terminal *terminal)
{
	struct termios modes = terminal->modes;

	cfmakeraw(&modes);
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	tcsetattr(terminal->out_fd, TCSADRAIN, &modes);
}

/* Sets a variable of the environment, or removes it for NULL. */
static void set_variable(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

/* newterm() with the size of the tty. Curses cannot ask for it: its output is no tty. Where the terminal type says no
 * size either (TERM=linux), curses 6.5 fails without one. COLUMNS and LINES of the user must not lie about the size. */
static SCREEN *new_screen(const struct terminal *terminal)
{
	static const char *const names[] = { "LINES", "COLUMNS" };
	int size[2] = { 24, 80 };
	char *kept[2], text[16];
	SCREEN *screen;

	ask_size(terminal->out_fd, &size[0], &size[1]);
	for (int i = 0; i < 2; i++) {
		const char *value = getenv(names[i]);

		kept[i] = value ? xstrdup(value) : NULL;
		snprintf(text, sizeof(text), "%d", size[i]);
		set_variable(names[i], text);
	}
	use_env(TRUE);
	use_tioctl(FALSE);
	screen = newterm(NULL, frame_sink_stream(terminal->sink), stdin);
	for (int i = 0; i < 2; i++) {
		set_variable(names[i], kept[i]);
		free(kept[i]);
	}
	return screen;
}

static bool open_screen(struct terminal *terminal)
{
	terminal->sink = frame_sink_new(terminal->out_fd);
	terminal->screen = new_screen(terminal);
	if (!terminal->screen) {
		frame_sink_free(terminal->sink);
		return false;
	}
	/* So that curses knows what "\n" does. */
	raw();
	noecho();
	nonl();
	signals_arm(true);
	set_raw(terminal);
	keypad(stdscr, TRUE);
	/* Else curses looks for input while it paints and may leave a frame half done. */
	typeahead(-1);
	scrollok(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	getmaxyx(stdscr, terminal->rows, terminal->columns);
	return true;
}

enum status terminal_start(struct terminal **result, const struct terminal_options *options, struct error *error)
{
	struct terminal *terminal;
	const char *no_color = getenv("NO_COLOR");
	enum status status = check_term(error);
	bool modes_known;

	*result = NULL;
	if (status != STATUS_OK)
		return status;
	terminal = xcalloc(1, sizeof(*terminal));
	terminal->in_fd = STDIN_FILENO;
	terminal->out_fd = STDOUT_FILENO;
	terminal->busy_since_ms = -1;
	terminal->cursor_visible = -1;
	terminal->ascii = options->ascii || !codeset_is_utf8();
	text_init(&terminal->paste);
	key_decoder_init(&terminal->decoder);
	if (!codeset_is_utf8())
		learn_charset(terminal);
	learn_keys(terminal);
	modes_known = tcgetattr(terminal->out_fd, &terminal->modes) == 0;
	prepare_restore(terminal);
	terminfo_close();
	/* Whatever happens from here on, the tty is given back. */
	if (!modes_known || !signals_start() || !open_screen(terminal)) {
		signals_stop();
		text_release(&terminal->paste);
		free(terminal);
		return error_set(error, STATUS_IO, _("the terminal cannot be used"));
	}
	terminal_draw_start(terminal, options->color && (!no_color || no_color[0] == '\0'));
	terminal_update_size(terminal);
	frame_sink_add(terminal->sink, terminal->paste_on);
	*result = terminal;
	return STATUS_OK;
}

static bool in_background(const struct terminal *terminal)
{
	pid_t foreground = tcgetpgrp(terminal->in_fd);

	return foreground > 0 && foreground != getpgrp();
}

static void switch_mouse(struct terminal *terminal, bool on)
{
	frame_sink_add(terminal->sink, on ? "\033[?1000h\033[?1006h" : "\033[?1000l\033[?1006l");
}

bool terminal_has_mouse(const struct terminal *terminal)
{
	return terminal->has_mouse;
}

void terminal_set_mouse(struct terminal *terminal, bool on)
{
	if (!terminal->ansi || terminal->mouse == on)
		return;
	terminal->mouse = on;
	terminal->decoder.mouse = on;
	switch_mouse(terminal, on);
}

/* Everything back to how the shell had it. */
static void leave_screen(struct terminal *terminal)
{
	if (terminal->cursor_visible == 0)
		curs_set(1);
	terminal->cursor_visible = -1;
	terminal_draw_end(terminal);
	frame_sink_add(terminal->sink, terminal->paste_off);
	if (terminal->mouse)
		switch_mouse(terminal, false);
	endwin();
	frame_sink_flush(terminal->sink);
	tcsetattr(terminal->out_fd, TCSADRAIN, &terminal->modes);
}

void terminal_stop(struct terminal *terminal)
{
	if (!terminal)
		return;
	/* In the background the tty is the shell's. */
	if (!in_background(terminal))
		leave_screen(terminal);
	signals_stop();
	delscreen(terminal->screen);
	frame_sink_free(terminal->sink);
	canvas_release(&terminal->shown);
	painter_release(&terminal->painter);
	text_release(&terminal->paste);
	free(terminal);
}

void terminal_resume(struct terminal *terminal)
{
	/* Somebody may have left the alternate screen or raw mode: begin anew. */
	if (!isendwin())
		leave_screen(terminal);
	set_raw(terminal);
	keypad(stdscr, TRUE);
	frame_sink_add(terminal->sink, terminal->paste_on);
	if (terminal->mouse)
		switch_mouse(terminal, true);
	signals_arm(true);
	key_decoder_flush(&terminal->decoder);
	terminal->next.kind = KEY_EVENT_NONE;
	terminal->repaint = true;
}

void terminal_stop_job(struct terminal *terminal, bool job)
{
	leave_screen(terminal);
	signals_arm(false);
	signals_suspend(job);
	terminal_resume(terminal);
}

void terminal_size(const struct terminal *terminal, int *rows, int *columns)
{
	*rows = terminal->rows;
	*columns = terminal->columns;
}

bool terminal_ascii(const struct terminal *terminal)
{
	return terminal->ascii;
}
