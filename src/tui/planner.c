/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop of the planner: drain the input, then draw one frame. */
#include "tui/input.h"
#include "tui/planner.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "tui/action.h"
#include "tui/command_line.h"
#include "tui/mouse.h"
#include "tui/newcomer.h"
#include "tui/recovered.h"
#include "tui/terminal/readline_guard.h"
#include "tui/terminal/signals.h"
#include "tui/terminal/terminal_draw.h"
#include "tui/terminal/terminal_read.h"
#include "tui/terminal/terminfo.h"
#include "tui/views/views.h"
#include "tui/workbench.h"

struct loop {
	struct terminal *terminal;
	struct session session;
	struct canvas canvas;
	struct text history; /* path of the file, "" for none */
	struct text planned; /* the same of the one that says that a plan was made */
	int deadly_signal;   /* 0: none */
	bool working;        /* something may wait for idle time */
	bool drawn;          /* the canvas shows the session as it is */
	bool tells;          /* of a lost plan, once it is shown */
};

/* A key waits no longer than this for what is done in idle time. */
static const double SLICE_MS = 4.0;

static void draw(struct loop *loop)
{
	if (!loop->drawn)
		screen_draw(&loop->session, &loop->canvas);
	loop->drawn = true;
}
static const double MINUTE_S = 60.0;

static void handle(struct loop *loop, const struct terminal_input *input)
{
	/* A click is on what is there now, also behind keys that no frame has shown yet. */
	if (input->event == EVENT_MOUSE)
		draw(loop);
	loop->drawn = false;
	/* Whatever happened may have changed the scenario. */
	loop->working = loop->working || input->event != EVENT_TIMEOUT;
	/* Minutes will do: what is asked at one is answered alike. */
	if (date_now() - loop->session.scenario.now >= MINUTE_S)
		scenario_set_now(&loop->session.scenario, date_now());
	switch (input->event) {
	case EVENT_KEY: input_key(&loop->session, input->key); break;
	case EVENT_MOUSE: mouse_act(&loop->session, &loop->canvas, input->mouse); break;
	case EVENT_PASTE: input_paste(&loop->session, input->paste); break;
	case EVENT_RESIZE: canvas_resize(&loop->canvas, input->rows, input->columns); break;
	case EVENT_SIGNAL: loop->deadly_signal = input->signal_number; break;
	case EVENT_HANGUP: loop->deadly_signal = SIGHUP; break;
	case EVENT_CONTINUE:
	case EVENT_TIMEOUT: break;
	}
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* Works for a slice of time; false when nothing is left to do. */
static bool work(struct loop *loop)
{
	double end = now_ms() + SLICE_MS;
	bool more;

	do
		more = session_idle(&loop->session);
	while (more && now_ms() < end);
	return more;
}

/* Waits for input; a timeout: what was computed while there was none is to be shown. */
static void read_input(struct loop *loop, struct terminal_input *input)
{
	do
		terminal_read(loop->terminal, input, loop->working ? 0 : -1);
	while (input->event == EVENT_TIMEOUT && loop->working && (loop->working = work(loop)));
}

static bool wants_mouse(const struct loop *loop)
{
	const struct settings *settings = &loop->session.settings;

	return settings_yes(settings, SETTING_MOUSE) ||
		(settings_auto(settings, SETTING_MOUSE) && terminal_has_mouse(loop->terminal));
}

/* Theme and mouse of the session, as the settings want them. */
static void take_look(struct loop *loop)
{
	struct theme theme = loop->session.theme;

	if (!settings_yes(&loop->session.settings, SETTING_FAINT))
		theme_plain_faint(&theme);
	terminal_set_theme(loop->terminal, &theme);
	terminal_set_mouse(loop->terminal, wants_mouse(loop));
}

static void run(struct loop *loop)
{
	struct terminal_input input;

	while (!loop->session.quit && !loop->deadly_signal) {
		draw(loop);
		if (loop->session.look_changed)
			take_look(loop);
		loop->session.look_changed = false;
		if (loop->session.redraw)
			terminal_redraw(loop->terminal);
		loop->session.redraw = false;
		terminal_draw(loop->terminal, &loop->canvas);
		if (loop->session.clipboard.length)
			terminal_copy(loop->terminal, loop->session.clipboard.data);
		text_clear(&loop->session.clipboard);
		do {
			read_input(loop, &input);
			loop->session.hurried = terminal_pending(loop->terminal);
			handle(loop, &input);
		} while (!loop->session.quit && !loop->deadly_signal && terminal_pending(loop->terminal));
		plan_file_prepare(&loop->session);
	}
}

/* The session, and what the command file makes of it. */
static enum status begin(struct loop *loop, const struct scenario *scenario, long today,
	const struct planner_options *options, struct error *error)
{
	workbench_init(&loop->session, scenario, today, options->ascii);
	loop->session.book = options->book;
	if (options->plan) {
		memcpy(loop->session.loads, options->loads, sizeof(loop->session.loads));
		session_show_study(&loop->session, options->study);
		undo_forget(&loop->session.undo);
		session_recalculate(&loop->session);
	}
	state_folder_path(&loop->history, "history");
	if (loop->history.length)
		loop->session.views->prompt.history_file = loop->history.data;
	state_folder_path(&loop->planned, "planned");
	newcomer_begin(&loop->session, loop->planned.data);
	if (options->plan)
		loop->session.newcomer = false;
	if (options->settings)
		settings_take(&loop->session, options->settings, options->theme);
	if (options->notice)
		error_set(&loop->session.message, STATUS_DATA, "%s", options->notice);
	if (options->plan)
		plan_file_begin(
			&loop->session, options->plan, options->planned, options->plan_has_results, &options->stamp);
	if (options->wizard)
		wizard_open(&loop->session, &options->settled);
	if (options->commands && command_line_run_file(&loop->session, options->commands, error) != STATUS_OK)
		return error->status;
	/* It is told once, so that it has to be seen. */
	loop->tells = !options->plan && !options->wizard && !(options->commands && loop->session.message.text[0]);
	return STATUS_OK;
}

/* In the end by a fault; async-signal-safe. */
static void last_act(void)
{
	readline_guard_speak();
	recovered_write();
}

static void show(struct loop *loop)
{
	int rows, columns;

	terminal_size(loop->terminal, &rows, &columns);
	loop->session.ascii = terminal_ascii(loop->terminal);
	canvas_init(&loop->canvas, rows, columns, loop->session.ascii);
	loop->working = true;
	if (loop->tells)
		recovered_tell(&loop->session.message);
	/* What options, settings and a command file say can be said again. */
	plan_file_start(&loop->session);
	signals_set_last_act(last_act);
	run(loop);
	/* Nobody was asked whether the work is to be thrown away. */
	if (loop->deadly_signal == SIGHUP || loop->deadly_signal == SIGTERM) {
		session_catch_up(&loop->session);
		plan_file_prepare(&loop->session);
		recovered_write();
	}
	signals_set_last_act(NULL);
	recovered_release();
	terminal_stop(loop->terminal);
	canvas_release(&loop->canvas);
}

enum status planner_run(
	struct scenario *scenario, long today, struct planner_options options, bool *no_terminal, struct error *error)
{
	struct loop loop = { 0 };
	struct terminal_options wanted = { .color = options.color, .ascii = options.ascii };
	enum status status = STATUS_OK;

	*no_terminal = false;
	text_init(&loop.history);
	text_init(&loop.planned);
	/* A command that is refused is told on an untouched terminal. */
	if (options.commands)
		status = begin(&loop, scenario, today, &options, error);
	if (status == STATUS_OK && !loop.session.quit) {
		status = terminal_start(&loop.terminal, &wanted, error);
		*no_terminal = status != STATUS_OK;
		if (status == STATUS_OK && !options.commands)
			status = begin(&loop, scenario, today, &options, error);
		if (status == STATUS_OK)
			show(&loop);
	}
	if (loop.session.study) {
		*scenario = loop.session.scenario;
		scenario->sort_metric = loop.session.sort_metric;
		workbench_release(&loop.session);
	}
	text_release(&loop.history);
	text_release(&loop.planned);
	if (loop.deadly_signal) {
		signal(loop.deadly_signal, SIG_DFL);
		raise(loop.deadly_signal);
	}
	return status;
}

bool planner_color_output(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return !(no_color && *no_color) && term && *term && isatty(STDOUT_FILENO) &&
		terminfo_colors(STDOUT_FILENO) >= 8;
}

int planner_output_columns(void)
{
	struct winsize size;

	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void planner_list_actions(struct text *out)
{
	action_list(workbench_tables()->actions, out);
}
