/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: the planner on a terminal, the batch commands otherwise. */
#include "config.h"

#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/invocation.h"
#include "tui/planner.h"
#include "tui/terminal/prompt.h"

static enum status show_planner(struct invocation *call, bool wizard, bool *no_terminal,
				struct error *hint)
{
	return planner_run(&call->scenario, call->today,
			   (struct planner_options) { .color = !call->flags[OPTION_NO_COLOR],
						      .ascii = call->style.ascii,
						      .commands = call->commands,
						      .wizard = wizard,
						      .settled = invocation_settled(call) },
			   no_terminal, hint);
}

/* On the whole screen where that is possible; what goes into a file is asked line by line. */
static enum status run_wizard(struct invocation *call, struct text *out, struct error *error)
{
	struct error hint = { 0 };
	enum status status;
	bool no_terminal;

	call->read_line = prompt_read;
	if (call->flags[OPTION_PLAIN] || call->output)
		return command_wizard(call, out, error);
	status = show_planner(call, true, &no_terminal, &hint);
	if (!no_terminal)
		return status == STATUS_OK ? status : error_set(error, status, "%s", hint.text);
	fprintf(stderr, _("gpuplan: %s; here are the questions line by line\n"), hint.text);
	return command_wizard(call, out, error);
}

/* Without a command: the planner, or its text answer where no planner can be shown. */
static enum status run_planner(struct invocation *call, struct text *out, struct error *error)
{
	struct error hint = { 0 };
	bool no_terminal;
	enum status status = show_planner(call, false, &no_terminal, &hint);

	if (!no_terminal)
		return status == STATUS_OK ? status : error_set(error, status, "%s", hint.text);
	fprintf(stderr, _("gpuplan: %s; here is the ranking as text\n"), hint.text);
	/* Nothing but plain text where there may be no terminal to understand more. */
	call->style.color = false;
	status = command_rank(call, out, error);
	return status == STATUS_UNMET && call->given_count == 0 && !call->plan && !call->commands ? STATUS_OK : status;
}

static enum status run(struct invocation *call, struct text *out, struct error *error)
{
	struct error_list problems = { 0 };
	enum status status;

	call->today = date_today();
	call->style.color = !call->flags[OPTION_NO_COLOR] && !call->output && planner_color_output();
	call->style.ascii = call->flags[OPTION_ASCII] || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	if (call->command && !call->command->needs_workload)
		return call->command->run(call, out, error);
	status = invocation_load(call, &problems, error);
	invocation_complain_all(&problems);
	error_list_release(&problems);
	if (status != STATUS_OK)
		return status;
	if (!call->command)
		return run_planner(call, out, error);
	return (call->command->run == command_wizard ? run_wizard : call->command->run)(call, out, error);
}

int main(int argc, char **argv)
{
	struct invocation call;
	struct error error = { 0 }, write_error = { 0 };
	struct text out;
	bool done = false;
	enum status status;

	if (geteuid() != getuid() || getegid() != getgid()) {
		fputs("gpuplan: must not be installed set-user-id or set-group-id\n", stderr);
		return status_exit_code(STATUS_USAGE);
	}
	signal(SIGPIPE, SIG_IGN);
	i18n_start();
	text_init(&out);
	status = invocation_read(&call, argc, argv, &out, &done, &error);
	if (call.flags[OPTION_LIST_ACTIONS] && !done) {
		planner_list_actions(&out);
		done = true;
		status = STATUS_OK;
	}
	if (!done && status == STATUS_OK)
		status = run(&call, &out, &error);
	if (error.text[0])
		invocation_complain(&error);
	if (out.length && invocation_write(&call, &out, &write_error) != STATUS_OK) {
		invocation_complain(&write_error);
		status = write_error.status;
	}
	text_release(&out);
	invocation_release(&call);
	return status_exit_code(status);
}
