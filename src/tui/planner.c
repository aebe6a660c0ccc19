/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop of the planner: drain the input, then draw one frame. */
#include "config.h"

#include "tui/planner.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "tui/action.h"
#include "tui/session.h"
#include "tui/terminal/terminal.h"
#include "tui/terminal/terminfo.h"

struct loop {
	struct terminal *terminal;
	struct session session;
	struct canvas canvas;
	int deadly_signal; /* 0: none */
};

static void handle(struct loop *loop, const struct terminal_input *input)
{
	switch (input->event) {
	case EVENT_KEY:
		session_key(&loop->session, input->key);
		break;
	case EVENT_PASTE:
		session_paste(&loop->session, input->paste);
		break;
	case EVENT_RESIZE:
		canvas_resize(&loop->canvas, input->rows, input->columns);
		break;
	case EVENT_SIGNAL:
		loop->deadly_signal = input->signal_number;
		break;
	case EVENT_HANGUP:
		loop->deadly_signal = SIGHUP;
		break;
	case EVENT_CONTINUE:
	case EVENT_TIMEOUT:
		break;
	}
}

static void run(struct loop *loop)
{
	struct terminal_input input;

	while (!loop->session.quit && !loop->deadly_signal) {
		session_draw(&loop->session, &loop->canvas);
		if (loop->session.redraw)
			terminal_redraw(loop->terminal);
		loop->session.redraw = false;
		terminal_draw(loop->terminal, &loop->canvas);
		if (loop->session.clipboard.length)
			terminal_copy(loop->terminal, loop->session.clipboard.data);
		text_clear(&loop->session.clipboard);
		do {
			terminal_read(loop->terminal, &input, -1);
			handle(loop, &input);
		} while (!loop->session.quit && !loop->deadly_signal && terminal_pending(loop->terminal));
	}
}

enum status planner_run(const struct scenario *scenario, long today, struct planner_options options,
			struct error *error)
{
	struct loop loop = { 0 };
	struct terminal_options wanted = { .color = options.color, .ascii = options.ascii };
	enum status status = terminal_start(&loop.terminal, &wanted, error);
	int rows, columns;

	if (status != STATUS_OK)
		return status;
	terminal_size(loop.terminal, &rows, &columns);
	canvas_init(&loop.canvas, rows, columns, terminal_ascii(loop.terminal));
	session_init(&loop.session, scenario, today, loop.canvas.ascii);
	if (options.plan)
		plan_file_begin(&loop.session, options.plan, options.planned,
				options.plan_has_results);
	run(&loop);
	terminal_stop(loop.terminal);
	session_release(&loop.session);
	canvas_release(&loop.canvas);
	if (loop.deadly_signal) {
		signal(loop.deadly_signal, SIG_DFL);
		raise(loop.deadly_signal);
	}
	return STATUS_OK;
}

bool planner_color_output(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return !(no_color && *no_color) && term && *term && isatty(STDOUT_FILENO) &&
	       terminfo_colors(STDOUT_FILENO) >= 8;
}

void planner_list_actions(struct text *out)
{
	action_list(out);
}
