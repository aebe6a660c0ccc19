/* SPDX-License-Identifier: GPL-3.0-or-later */
/* catalog import-benchmark: result files of benchmarks as measured runs of the user's. */
#include "cli/benchmark.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/benchmark_run.h"
#include "cli/measurement_book.h"

/* "sglang|vllm", or as a list with what they are. */
static void add_formats(struct text *out, bool explained)
{
	for (int i = 0; i < BENCHMARK_FORMATS; i++) {
		const struct benchmark_format_row *row = benchmark_format_row((enum benchmark_format)i);

		text_addf(out, "%s%s", !i ? "" : explained ? ", " : "|", row->name);
		if (explained)
			text_addf(out, " (%s: %s)", row->tool, _(row->help));
	}
}

static enum status read_options(const struct invocation *call, enum benchmark_format *from, struct error *error)
{
	const char *name = call->option[OPTION_FROM];
	TEXT(formats);

	*from = name ? benchmark_format_from_name(name) : BENCHMARK_FORMATS;
	if (call->argument_count != 2) {
		add_formats(&formats, false);
		return error_set(error, STATUS_USAGE,
			_("usage: gpuplan catalog import-benchmark FILE|- [--from %s] --gpu G --gpus N --engine E "
			  "--weights W [--force]"),
			formats.data);
	}
	add_formats(&formats, true);
	if (name && *from == BENCHMARK_FORMATS)
		return error_set(error, STATUS_USAGE, _("--from: '%.40s' is none of %s"), name, formats.data);
	return STATUS_OK;
}

/* Each is a whole scenario; sweeps have some dozens. */
enum { MOST_RUNS = 1000 };

/* All runs of a file, which are kept together or not at all. */
struct runs {
	struct benchmark_run *runs;
	int count, usable;
};

/* Of a file that runs are appended to the last one was just made. */
static int first_record(const struct benchmark *benchmark, struct error_list *problems)
{
	if (!benchmark_format_row(benchmark->format)->last || benchmark->count < 2)
		return 0;
	error_list_add(problems, STATUS_OK,
		ngettext("%s: warning: the last of %d run is read", "%s: warning: the last of %d runs is read",
			(unsigned long)benchmark->count),
		benchmark->file, benchmark->count);
	return benchmark->count - 1;
}

static enum status make_runs(const struct invocation *call, const struct benchmark *benchmark, struct runs *runs,
	struct error_list *problems, struct error *error)
{
	int first = first_record(benchmark, problems), count = benchmark->count - first;
	enum status status = STATUS_OK;

	if (count > MOST_RUNS)
		return error_set(error, STATUS_DATA, _("%s: runs: more than %d"), benchmark->file, MOST_RUNS);
	runs->runs = xcalloc((size_t)count + 1, sizeof(runs->runs[0]));
	for (int i = first; i < benchmark->count && status == STATUS_OK; i++) {
		struct benchmark_run *run = &runs->runs[runs->count++];

		status = benchmark_run_make(call, benchmark, i, run, problems, error);
		runs->usable += run->usable;
	}
	if (status == STATUS_OK && runs->usable == 0)
		status = error_set(
			error, STATUS_DATA, _("%s: no mean time and no throughput of a run"), benchmark->file);
	return status;
}

/* "file: why", or of one of several "file: /3: why". */
static enum status refuse(const struct benchmark *benchmark, const struct benchmark_run *run, const struct error *why,
	struct error *error)
{
	return error_set(
		error, why->status, "%s: %s%s%s", benchmark->file, run->place, run->place[0] ? ": " : "", why->text);
}

static enum status check_runs(const struct measurement_book *book, const struct benchmark *benchmark,
	const struct runs *runs, bool forced, struct error *error)
{
	for (int i = 0; i < runs->count; i++) {
		const struct benchmark_run *run = &runs->runs[i];
		struct error why = { 0 };

		if (run->usable && measurement_book_check(book, &run->scenario, &run->run, forced, &why) != STATUS_OK)
			return refuse(benchmark, run, &why, error);
	}
	return STATUS_OK;
}

/* "file: vllm bench serve of openai/gpt-oss-120b, 128 users, prompt 2,046, output 67" */
static void tell_run(struct text *out, const struct benchmark *benchmark, const struct scenario *s)
{
	text_addf(out, _("%s: %s of %s, "), benchmark->file, benchmark_format_row(benchmark->format)->tool,
		s->checkpoint ? s->checkpoint->id : s->model->id);
	text_addf(out, ngettext("%.0f user, ", "%.0f users, ", (unsigned long)s->number[PARAMETER_CONCURRENCY]),
		s->number[PARAMETER_CONCURRENCY]);
	text_add(out, _("prompt "));
	text_add_grouped(out, s->number[PARAMETER_PROMPT], 0);
	text_add(out, _(", output "));
	text_add_grouped(out, s->number[PARAMETER_OUTPUT], 0);
	text_add_char(out, '\n');
}

static enum status keep_runs(struct measurement_book *book, const struct benchmark *benchmark, const struct runs *runs,
	bool forced, struct text *out, struct error *error)
{
	for (int i = 0; i < runs->count; i++) {
		const struct benchmark_run *run = &runs->runs[i];
		struct error why = { 0 };

		if (!run->usable)
			continue;
		tell_run(out, benchmark, &run->scenario);
		if (book->book.add(&book->book, &run->scenario, &run->run, forced, out, &why) != STATUS_OK)
			return refuse(benchmark, run, &why, error);
	}
	return STATUS_OK;
}

static enum status import_runs(
	struct invocation *call, const struct benchmark *benchmark, struct text *out, struct error *error)
{
	struct error_list problems = { 0 };
	struct measurement_book book;
	struct runs runs = { .count = 0 };
	bool forced = call->option[OPTION_FORCE];
	enum status status = make_runs(call, benchmark, &runs, &problems, error);

	invocation_complain_all(&problems);
	error_list_release(&problems);
	measurement_book_init(&book, call);
	if (status == STATUS_OK)
		status = check_runs(&book, benchmark, &runs, forced, error);
	if (status == STATUS_OK)
		status = keep_runs(&book, benchmark, &runs, forced, out, error);
	free(runs.runs);
	return status;
}

enum status command_import_benchmark(struct invocation *call, struct text *out, struct error *error)
{
	struct benchmark benchmark = { .root = NULL };
	enum benchmark_format from;
	TEXT(file);
	enum status status = read_options(call, &from, error);

	if (status == STATUS_OK)
		status = file_read_argument(call->arguments[1], FILE_CAP, &file, error);
	if (status == STATUS_OK)
		status = benchmark_read(file.data, file.length, call->arguments[1], from, &benchmark, error);
	if (status == STATUS_OK)
		status = invocation_load_aloud(call, error);
	if (status == STATUS_OK)
		status = import_runs(call, &benchmark, out, error);
	benchmark_release(&benchmark);
	return status;
}
