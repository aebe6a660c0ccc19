/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the figures of a result file to a scenario and its measured figures. */
#include "cli/benchmark_run.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/scenario_text.h"

/* What is remarked on: a mean so many times the median is that of a run that was not warmed up (3.9 in one that was
 * not); lengths that are as wanted to so much; so many requests a user are a run in which begin and end do not
 * count. */
static const double COLD_TIMES = 2.0, LENGTH_OFF = 0.05, REQUESTS_EACH = 10.0;

/* One record on its way. */
struct making {
	const struct invocation *call;
	const struct benchmark *benchmark;
	const struct benchmark_record *record;
	struct benchmark_run *made;
	struct error_list *problems;
	struct text *missing; /* options that are wanted, with commas */
};

static double number(const struct making *m, enum benchmark_figure figure)
{
	return m->record->values[figure].number;
}

/* "file: /path: warning: text" */
static void warn(const struct making *m, enum benchmark_figure figure, const struct text *what)
{
	TEXT(place);

	benchmark_place_add(&place, m->benchmark, m->record, figure);
	error_list_add(m->problems, STATUS_OK, _("%s: warning: %s"), place.data, what->data);
}

/* A number as people read it: four digits are more than a run has. */
static void add_number(struct text *out, double value)
{
	if (value < 1.0)
		text_addf(out, "%.2g", value);
	else
		text_add_grouped(out, value, value < 1000.0 && value != floor(value) ? 1 : 0);
}

static bool is_given(const struct making *m, enum parameter parameter)
{
	return m->call->settled.has[parameter];
}

/* By an option or by a plan. */
static bool is_said(const struct making *m, enum parameter parameter)
{
	return is_given(m, parameter) || m->call->option[OPTION_PLAN];
}

static void want(const struct making *m, enum parameter parameter)
{
	text_addf(m->missing, "%s--%s", m->missing->length ? ", " : "", parameter_row(parameter)->name);
}

static enum status settle_model(const struct making *m, struct error *error)
{
	const char *name = m->record->values[BENCHMARK_MODEL].word;
	struct error why = { 0 };
	TEXT(what);

	if (is_given(m, PARAMETER_MODEL))
		return STATUS_OK;
	/* The catalog alone: a name like a path is not for us to open. */
	if (name && catalog_checkpoint(&m->call->catalog, name, &why))
		return scenario_set(&m->made->scenario, PARAMETER_MODEL, name, error);
	if (m->call->option[OPTION_PLAN])
		return STATUS_OK;
	want(m, PARAMETER_MODEL);
	/* llama.cpp names an architecture, and a server may have any name. */
	text_add(&what, why.text);
	if (name)
		warn(m, BENCHMARK_MODEL, &what);
	return STATUS_OK;
}

/* Servers that nothing but one engine is. */
static const char *engine_of(const struct making *m)
{
	const char *backend = m->record->values[BENCHMARK_BACKEND].word;
	bool sglang = backend && (strcmp(backend, "sglang") == 0 || strcmp(backend, "sglang-native") == 0);

	return sglang ? "sglang" : benchmark_format_row(m->benchmark->format)->engine;
}

static enum status settle_server(const struct making *m, struct error *error)
{
	struct scenario *s = &m->made->scenario;
	const char *engine = engine_of(m);

	if (s->gpus.count == 0)
		want(m, PARAMETER_GPU);
	if (isnan(s->number[PARAMETER_GPUS]))
		want(m, PARAMETER_GPUS);
	if (!s->weights && !(s->checkpoint && s->checkpoint->weights))
		want(m, PARAMETER_WEIGHTS);
	if (engine && !is_given(m, PARAMETER_ENGINE))
		return scenario_set(s, PARAMETER_ENGINE, engine, error);
	if (!is_said(m, PARAMETER_ENGINE))
		want(m, PARAMETER_ENGINE);
	return STATUS_OK;
}

/* A mean of the file goes before a length that was planned. */
static enum status settle_length(const struct making *m, enum benchmark_figure figure, enum benchmark_figure asked,
	enum parameter parameter, struct error *error)
{
	struct scenario *s = &m->made->scenario;
	double measured = number(m, figure), planned = is_given(m, parameter) ? s->number[parameter] : NAN;
	TEXT(what);

	if (isnan(measured)) {
		if (!is_given(m, parameter))
			want(m, parameter);
		return STATUS_OK;
	}
	if (isnan(planned) && asked != BENCHMARK_FIGURES)
		planned = number(m, asked);
	if (fabs(measured - planned) > LENGTH_OFF * planned) {
		add_number(&what, measured);
		text_add(&what, _(" tokens on average, not "));
		add_number(&what, planned);
		text_add(&what,
			measured < planned && parameter == PARAMETER_OUTPUT
				? _(": answers ended early; what was measured counts")
				: _("; what was measured counts"));
		warn(m, figure, &what);
	}
	/* Hundredths of a token say nothing, and read better. */
	return scenario_set_number(s, parameter, fmax(round(measured * 100.0) / 100.0, 1.0), error);
}

/* Lengths that are drawn up to what was asked for have no mean to be held against. */
static enum benchmark_figure asked_output(const struct making *m)
{
	bool drawn = m->benchmark->format == BENCHMARK_SGLANG && number(m, BENCHMARK_FIXED) != 1.0;

	return drawn ? BENCHMARK_FIGURES : BENCHMARK_OUTPUT_ASKED;
}

/* Why the file has no number of users, for who is asked for it. */
static void add_why_no_users(const struct making *m, struct text *why)
{
	double rate = number(m, BENCHMARK_RATE), in_flight = number(m, BENCHMARK_LATENCY) * number(m, BENCHMARK_REQ_S);

	if (isfinite(rate)) {
		text_add(why, _("; requests arrived at "));
		text_addf(why, "%.4g/s", rate);
	} else if (isinf(rate)) {
		text_add(why, _("; requests were sent all at once"));
	}
	if (isfinite(in_flight)) {
		text_add(why, _("; in progress were on average "));
		add_number(why, in_flight);
	}
}

static enum status settle_users(const struct making *m, struct text *why, struct error *error)
{
	struct scenario *s = &m->made->scenario;
	double users = number(m, BENCHMARK_CONCURRENCY), rate = number(m, BENCHMARK_RATE);
	bool open = isfinite(rate);
	TEXT(place);
	TEXT(what);

	if (!is_given(m, PARAMETER_CONCURRENCY)) {
		if (!open && users >= 1.0)
			return scenario_set_number(s, PARAMETER_CONCURRENCY, users, error);
		want(m, PARAMETER_CONCURRENCY);
		add_why_no_users(m, why);
		return STATUS_OK;
	}
	if (open) {
		text_addf(&what,
			_("requests arrived at %.4g/s; --concurrency is taken for users who ask again at once"), rate);
		warn(m, BENCHMARK_RATE, &what);
		return STATUS_OK;
	}
	if (isnan(users) || users == s->number[PARAMETER_CONCURRENCY])
		return STATUS_OK;
	benchmark_place_add(&place, m->benchmark, m->record, BENCHMARK_CONCURRENCY);
	return error_set(error, STATUS_USAGE, _("%s: users: %.0f, not %.0f as --concurrency says"), place.data, users,
		s->number[PARAMETER_CONCURRENCY]);
}

/* Some that failed leave figures of the others; all leave none. */
static enum status check_failures(const struct making *m, struct error *error)
{
	double completed = number(m, BENCHMARK_COMPLETED), failed = number(m, BENCHMARK_FAILED);
	TEXT(place);
	TEXT(what);

	if (isnan(failed))
		failed = number(m, BENCHMARK_ASKED) - completed;
	if (completed == 0.0) {
		benchmark_place_add(&place, m->benchmark, m->record, BENCHMARK_COMPLETED);
		return error_set(error, STATUS_DATA, _("%s: no request succeeded: nothing was measured"), place.data);
	}
	if (failed > 0.0) {
		text_addf(&what, _("failed: %.0f of %.0f; the figures are those of the others"), failed,
			failed + completed);
		warn(m, BENCHMARK_COMPLETED, &what);
	}
	return STATUS_OK;
}

static void check_length_of_run(const struct making *m)
{
	double completed = number(m, BENCHMARK_COMPLETED), users = m->made->scenario.number[PARAMETER_CONCURRENCY];
	TEXT(what);

	if (!(completed < REQUESTS_EACH * users))
		return;
	text_addf(&what, _("requests: %.0f, fewer than %.0f for each user: begin and end of the run count"), completed,
		REQUESTS_EACH);
	warn(m, BENCHMARK_COMPLETED, &what);
}

static void take(const struct making *m, enum measured_figure figure, enum benchmark_figure from)
{
	double value = number(m, from);
	TEXT(what);

	if (value > 0.0) {
		m->made->run.figure[figure] = value;
		m->made->usable = true;
	} else if (value == 0.0) {
		text_add(&what, _("0 is no measurement; it is left out"));
		warn(m, from, &what);
	}
}

static void take_ttft(const struct making *m)
{
	double mean = number(m, BENCHMARK_TTFT), median = number(m, BENCHMARK_TTFT_MEDIAN);
	TEXT(what);

	take(m, MEASURED_TTFT, BENCHMARK_TTFT);
	if (isnan(mean) && median > 0.0) {
		text_add(&what, _("a median, which is no mean; it is left out"));
		warn(m, BENCHMARK_TTFT_MEDIAN, &what);
	} else if (median > 0.0 && mean > COLD_TIMES * median) {
		text_addf(&what, _("%.1f times the median: a run that was not warmed up; the mean is taken"),
			mean / median);
		warn(m, BENCHMARK_TTFT, &what);
	}
}

/* Without a server there is no throughput of requests, and a prompt behind others is no request. */
static void take_stream(const struct making *m)
{
	bool behind = number(m, BENCHMARK_TTFT) > 0.0 && number(m, BENCHMARK_DEPTH) > 0.0;
	TEXT(what);

	if (!behind) {
		take(m, MEASURED_TTFT, BENCHMARK_TTFT);
		take(m, MEASURED_TPOT, BENCHMARK_TPOT);
	}
	if (m->made->usable)
		return;
	text_add(&what,
		behind ? _("a prompt behind others is no request; it is left out")
		       : _("prompt and answer in one figure; it is left out"));
	warn(m, BENCHMARK_SPEED, &what);
}

static void take_figures(const struct making *m)
{
	if (m->benchmark->format == BENCHMARK_LLAMA_BENCH) {
		take_stream(m);
		return;
	}
	take_ttft(m);
	take(m, MEASURED_TPOT, BENCHMARK_TPOT);
	take(m, MEASURED_TOK_S, BENCHMARK_TOK_S);
}

static enum status settle_workload(const struct making *m, struct text *why, struct error *error)
{
	enum status status = settle_model(m, error);

	if (status == STATUS_OK)
		status = settle_server(m, error);
	if (status == STATUS_OK)
		status = settle_length(m, BENCHMARK_PROMPT, BENCHMARK_FIGURES, PARAMETER_PROMPT, error);
	if (status == STATUS_OK)
		status = settle_length(m, BENCHMARK_OUTPUT, asked_output(m), PARAMETER_OUTPUT, error);
	return status == STATUS_OK ? settle_users(m, why, error) : status;
}

enum status benchmark_run_make(const struct invocation *call, const struct benchmark *benchmark, int record,
	struct benchmark_run *made, struct error_list *problems, struct error *error)
{
	TEXT(missing);
	TEXT(why);
	const struct making m = { .call = call,
		.benchmark = benchmark,
		.record = &benchmark->records[record],
		.made = made,
		.problems = problems,
		.missing = &missing };
	enum status status;

	*made = (struct benchmark_run){ .scenario = call->scenario, .place = m.record->place };
	measured_run_init(&made->run);
	status = check_failures(&m, error);
	if (status == STATUS_OK)
		take_figures(&m);
	if (status != STATUS_OK || !made->usable)
		return status;
	status = settle_workload(&m, &why, error);
	if (status == STATUS_OK && missing.length)
		return error_set(error, STATUS_USAGE, _("%s: %s%swhat the file does not say is wanted: %s%s"),
			benchmark->file, m.record->place, m.record->place[0] ? ": " : "", missing.data, why.data);
	if (status == STATUS_OK)
		check_length_of_run(&m);
	return status == STATUS_OK ? scenario_check(&made->scenario, error) : status;
}
