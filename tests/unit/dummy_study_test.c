/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study that is nothing but a value: one parameter, one metric, one plot and one reason of its own.  It is seen as
 * tab, table, panel, marks, comparison, copy, plan, explanation and help, and in every format, without a line
 * elsewhere.
 */
#include "base/file.h"
#include "report/interview.h"
#include "report/output.h"
#include "report/recommendation.h"
#include "study/metric_value.h"
#include "study/serve.h"
#include "study/study.h"
#include "support/planner_rig.h"
#include "tui/command_line.h"
#include "tui/canvas/zone.h"
#include "tui/export.h"
#include "tui/zone_kind.h"

static struct rig rig;
static char folder[] = "/tmp/gpuplan-dummy.XXXXXX";

/* Crates of paper that a printer on the GPU goes through: its price, and a sheet more a crate for each GPU. */
struct dummy_part {
	double usd;
};

static enum parameter crates;
static enum metric paper;
static enum reason_id many_crates;
static enum verdict verdict; /* of all rows */

static enum parameter panel[2], reads_own[2];
static enum metric columns[4], gives_own[5], figures[2];
static const enum parameter *const reads[] = { reads_own, NULL };
static const enum metric *const gives[] = { gives_own, NULL };
static struct study_column table[4];
static struct study_plot plots[2];

static struct metric_value get_paper(const struct row *row)
{
	const struct dummy_part *part = row->part;

	return (struct metric_value){ .band = band_exact(part->usd) };
}

static void prepare(void)
{
	static const double stops[] = { 1, 2, 4, 8, 16, NAN };
	static const struct parameter_row crates_row = { .name = "crates",
		.label = "Crates",
		.help = "crates of paper",
		.form = PARAMETER_NUMBER_FORM,
		.quantity = QUANTITY_COUNT,
		.low = 1,
		.high = 16,
		.initial = 2,
		.stops = stops };
	static const struct metric_row paper_row = { .group = "dummy",
		.key = "paper_usd",
		.title = "paper $",
		.help = "dollars for the paper",
		.form = METRIC_COUNT_FORM,
		.unit = UNIT_USD,
		.better = BETTER_LOWER };
	static const struct reason_row reason = { .id = "dummy-crates",
		.keys = { "crates", "", "" },
		.text = "%1$s crates are a lot of paper.",
		.severity = SEVERITY_FACT };

	crates = parameter_add(&crates_row);
	paper = metric_add(&paper_row, get_paper);
	many_crates = reason_row_add(&reason);
	assert_true(crates != PARAMETER_COUNT && paper != METRIC_COUNT && many_crates != REASON_COUNT);
	panel[0] = reads_own[0] = crates;
	panel[1] = reads_own[1] = PARAMETER_COUNT;
	columns[0] = gives_own[0] = METRIC_GPU;
	columns[1] = gives_own[1] = METRIC_VERDICT;
	gives_own[2] = METRIC_RANK;
	columns[2] = gives_own[3] = figures[0] = paper;
	columns[3] = gives_own[4] = figures[1] = METRIC_COUNT;
	table[0] = (struct study_column){ SHOWS_MARK, 1, 0, COLUMN_LEFT, 0, "", FIGURE_USUAL };
	table[1] = (struct study_column){ METRIC_GPU, 12, 0, COLUMN_LEFT, 0, NULL, FIGURE_USUAL };
	table[2] = (struct study_column){ (int)paper, 9, 0, COLUMN_RIGHT, 0, NULL, FIGURE_USUAL };
	table[3] = (struct study_column){ .width = 0 };
	plots[0] = (struct study_plot){ "paper", "paper", crates, paper };
	plots[1] = (struct study_plot){ .id = NULL };
}

/* GPUs with long names go through less paper at first, and through more with every crate. */
static double price(const struct gpu *gpu, double count)
{
	double letters = (double)strlen(gpu->id);

	return 100.0 / letters + letters * count;
}

static int by_price(const struct row *a, const struct row *b)
{
	double x = ((const struct dummy_part *)a->part)->usd, y = ((const struct dummy_part *)b->part)->usd;

	return x != y ? x < y ? -1 : 1 : strcmp(a->deployment.gpu->id, b->deployment.gpu->id);
}

static void solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;

	(void)today;
	r->model = serve_model(s, r);
	for (int i = 0; i < c->gpu_count; i++) {
		struct row *row = &r->rows[r->count];
		struct dummy_part *part = row->part;

		if (c->gpus[i].announced || (s->gpus.count && !index_set_has(&s->gpus, i)))
			continue;
		row->deployment = (struct deployment){
			.constants = &c->constants, .model = r->model, .gpu = &c->gpus[i], .layout = { 1, 1, 1, 1 }
		};
		if (row->part_kind == PART_NONE) {
			row->deployment.engine = s->engine;
			row->deployment.format = &c->formats[0];
			row->deployment.kv = &c->kv_formats[0];
		}
		row->verdict = verdict;
		row->p_meets = NAN;
		row->provenance = PROVENANCE_NONE;
		row->offer = NULL;
		row->equal_to_best = false;
		row->usd_per_hour = row->usd_per_month = row->excess = NAN;
		row->cost.output = row->cost.input = row->cost.blended = band_unknown();
		row->reasons.count = 0;
		part->usd = price(&c->gpus[i], s->number[crates]);
		if (s->number[crates] > 3.0)
			reason_add(&row->reasons, many_crates, s->number[crates], NAN, NAN, NULL);
		r->count++;
	}
	result_rank(r, by_price);
}

static double objective(const struct row *row)
{
	return ((const struct dummy_part *)row->part)->usd;
}

static void explain(const struct scenario *s, const struct row *row, struct explanation *e)
{
	struct explain_line *line = &e->lines[0];

	e->count = 1;
	*line = (struct explain_line){ .section = "Paper",
		.id = "paper_usd",
		.meaning = "dollars for the paper",
		.formula = "100 / letters + letters * crates",
		.value = objective(row),
		.unit = UNIT_USD,
		.band = { NAN, NAN, NAN },
		.term_count = 2 };
	line->terms[0] = (struct explain_term){ .symbol = "letters",
		.meaning = "letters of the name",
		.rows = NAN,
		.value = (double)strlen(row->deployment.gpu->id),
		.unit = UNIT_NUMBER };
	line->terms[1] = (struct explain_term){ .symbol = "crates",
		.meaning = "crates of paper",
		.rows = NAN,
		.value = s->number[crates],
		.unit = UNIT_NUMBER };
}

static void shares(const struct row *row, struct shares *out)
{
	*out = (struct shares){ .title = "Paper",
		.unknown = "no paper",
		.whole = objective(row),
		.unit = UNIT_USD,
		.count = 2,
		.items = { { "sheets", 0.75 * objective(row) }, { "crates", 0.25 * objective(row) } } };
}

static struct study dummy = { .id = "dummy",
	.title = "Dummy",
	.help = "what the paper costs",
	.rows = "GPUs by paper",
	.panel = panel,
	.reads = reads,
	.gives = gives,
	.columns = columns,
	.table = table,
	.command = "dummy",
	.brief = figures,
	.brief_command = "dummy",
	.figures = figures,
	.report_title = "Paper for %s",
	.offers_title = "The paper",
	.caption = "One row a GPU, and its paper.",
	.part_size = sizeof(struct dummy_part),
	.prepare = prepare,
	.solve = solve,
	.objective = objective,
	.explain = explain,
	.shares = shares,
	.plots = plots };

/* The study is there before the first scenario, as in the program. */
static int begin(void **state)
{
	assert_true(study_add(&dummy));
	assert_false(study_add(&dummy));
	(void)state;
	return rig_open_in(&rig, folder);
}

static int end(void **state)
{
	(void)state;
	study_remove_added();
	return rig_close_in(&rig, folder);
}

/* Its part is of no kind, or of a kind that nothing has heard of: neither is read as a replica. */
enum { UNHEARD_OF = 99 };

static int start_as(enum part_kind part)
{
	dummy.part = part;
	verdict = VERDICT_MEETS;
	rig_start(&rig);
	rig_draw(&rig, 30, 100);
	assert_true(command_line_run(&rig.session, "view dummy"));
	return 0;
}

static int start(void **state)
{
	(void)state;
	return start_as(PART_NONE);
}

static int start_unheard(void **state)
{
	(void)state;
	return start_as((enum part_kind)UNHEARD_OF);
}

static int stop(void **state)
{
	(void)state;
	rig_stop(&rig);
	return 0;
}

static const char *screen(void)
{
	rig_draw(&rig, 30, 100);
	return rig_dump(&rig);
}

/* Names of 2 letters: 100 / 2 + 2 * 2 = 54; of 9 letters 100 / 9 + 9 * 2 = 29.1, of 7 28.3, the least. */
static void test_table(void **state)
{
	const struct row *best = result_best(&rig.session.result);
	const char *shown = screen();

	(void)state;
	assert_int_equal(strlen(best->deployment.gpu->id), 7);
	CHECK_NEAR(objective(best), 100.0 / 7.0 + 14.0, 1e-12);
	CHECK_HOLDS(shown, "Media [Dummy]");
	CHECK_HOLDS(shown, "GPUs by paper");
	CHECK_HOLDS(shown, "paper $");
	CHECK_HOLDS(shown, " 28.29");
	CHECK_HOLDS(shown, "Crates");
	/* Its bar stands among the facts: 28.2857 x 3/4 and x 1/4.  What only others have is not told of it. */
	CHECK_HOLDS(shown, " Made of   ");
	CHECK_HOLDS(shown, "sheets $21.21");
	CHECK_HOLDS(shown, "crates $7.07");
	assert_null(strstr(shown, "Memory"));
	assert_null(strstr(shown, "Step"));
}

static void test_tabs(void **state)
{
	(void)state;
	rig_keys(&rig, "]");
	assert_string_equal(rig.session.study->id, "serve");
	rig_keys(&rig, "[");
	assert_string_equal(rig.session.study->id, "dummy");
}

/* A slider step, its reason, and the mark where shorter names lead: 100 / n + n c is least near n = 10 / sqrt(c). */
static void test_slider(void **state)
{
	const struct leader_ranges *ranges;

	(void)state;
	while (session_idle(&rig.session))
		;
	ranges = sensitivity_of(rig.session.sensitivity, crates);
	assert_true(ranges->known);
	assert_int_equal(ranges->count, 5);
	for (int i = 0; i < ranges->count; i++)
		assert_true(ranges->items[i].gpu);
	assert_true(strlen(ranges->items[0].gpu->id) > strlen(ranges->items[4].gpu->id));
	CHECK_HOLDS(screen(), " leads");
	assert_true(command_line_run(&rig.session, "set crates=8"));
	CHECK_HOLDS(screen(), "Answer    8 crates are a lot of paper.");
	assert_false(command_line_run(&rig.session, "set crates=17"));
	CHECK_HOLDS(rig.session.message.text, "1 to 16");
	rig_keys(&rig, "u");
	CHECK_NEAR(rig_number(&rig, crates), 2.0, 0);
}

static void test_sort(void **state)
{
	(void)state;
	assert_true(command_line_run(&rig.session, "sort paper_usd"));
	CHECK_HOLDS(screen(), "paper $");
	assert_false(command_line_run(&rig.session, "sort ttft"));
}

static void test_compare_and_copy(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab Space Down Space c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	CHECK_HOLDS(screen(), "paper $");
	/* Nothing is known of it that one could buy with a dearer one. */
	assert_null(strstr(screen(), "dearer"));
	rig_keys(&rig, "Escape");
	assert_true(command_line_run(&rig.session, "copy"));
	CHECK_HOLDS(rig.session.clipboard.data, "$28.29");
	CHECK_HOLDS(rig.session.clipboard.data, "gpuplan dummy");
}

static void test_explain(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab Enter");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	CHECK_HOLDS(screen(), "Paper");
	rig_keys(&rig, "Escape");
	assert_true(command_line_run(&rig.session, "explain"));
	CHECK_HOLDS(screen(), "100 / letters + letters * crates");
}

static void test_plot(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab v");
	assert_int_equal(rig.session.view, VIEW_CURVES);
	CHECK_HOLDS(screen(), "Crates");
	CHECK_HOLDS(screen(), "paper $");
}

static void test_help(void **state)
{
	(void)state;
	rig_keys(&rig, "?");
	CHECK_HOLDS(rig.session.views->page.text.data, "Crates");
	CHECK_HOLDS(rig.session.views->page.text.data, "dollars for the paper");
	rig_keys(&rig, "Escape");
	assert_true(command_line_run(&rig.session, "topic paper_usd"));
	CHECK_HOLDS(rig.session.views->page.text.data, "dollars for the paper");
}

static void test_plan(void **state)
{
	TEXT(plan);
	struct error error = { 0 };

	(void)state;
	assert_true(command_line_run(&rig.session, "set crates=4"));
	assert_true(command_line_run(&rig.session, "save dummy.json"));
	assert_int_equal(file_read("dummy.json", FILE_CAP, &plan, &error), STATUS_OK);
	CHECK_HOLDS(plan.data, "\"study\":\"dummy\"");
	CHECK_HOLDS(plan.data, "\"crates\":4");
	assert_true(command_line_run(&rig.session, "view serve"));
	assert_true(command_line_run(&rig.session, "set crates=16"));
	assert_true(command_line_run(&rig.session, "open dummy.json"));
	assert_string_equal(rig.session.study->id, "dummy");
	CHECK_NEAR(rig_number(&rig, crates), 4.0, 0);
}

/* Every format of the result, and of each view that can be exported. */
static void test_formats(void **state)
{
	static const char *const holds[FORMAT_COUNT] = { [FORMAT_TEXT] = "paper $",
		[FORMAT_JSON] = "\"paper_usd\":28.285714",
		[FORMAT_CSV] = "paper_usd",
		[FORMAT_MARKDOWN] = "# Paper for ",
		[FORMAT_HTML] = "<h1>Paper for " };
	static const enum view views[] = { VIEW_WORKBENCH, VIEW_EXPLAIN, VIEW_COMPARE, VIEW_CURVES };

	(void)state;
	for (int format = 0; format < FORMAT_COUNT; format++) {
		for (size_t v = 0; v < COUNT_OF(views); v++) {
			TEXT(out);

			export_view(&rig.session, views[v], (enum output_format)format, &out);
			if (out.length <= 50)
				fail_msg("%d of %d: %s", format, (int)v, out.data);
			assert_null(strstr(out.data, " nan"));
			assert_null(strstr(out.data, ":nan"));
			assert_null(strstr(out.data, ",nan"));
			if (strstr(out.data, "TTFT"))
				fail_msg("%d of %d\n%s", format, (int)v, out.data);
			if (v == 0 && !strstr(out.data, holds[format]))
				fail_msg("%d: no %s in\n%s", format, holds[format], out.data);
		}
	}
}

static void check_words(const char *words)
{
	static const char *const never[] = { "(null)", "nan", "TTFT", "KV cache" };

	for (size_t i = 0; i < COUNT_OF(never); i++)
		if (strstr(words, never[i]))
			fail_msg("%s in\n%s", never[i], words);
}

/* Whatever the verdict: nothing is told of it that only replicas have. */
static void test_verdicts(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 30, 120 }, { 50, 200 } };

	(void)state;
	for (int v = VERDICT_MEETS; v <= VERDICT_NOT_SUPPORTED; v++) {
		verdict = (enum verdict)v;
		assert_true(command_line_run(&rig.session, v % 2 ? "set crates=4" : "set crates=2"));
		for (size_t i = 0; i < COUNT_OF(sizes); i++)
			check_words(rig_settle(&rig, sizes[i][0], sizes[i][1]));
		rig_keys(&rig, "Tab Enter");
		check_words(rig_settle(&rig, 30, 100));
		rig_keys(&rig, "Escape");
		for (int format = 0; format < FORMAT_COUNT; format++) {
			TEXT(out);

			export_view(&rig.session, VIEW_WORKBENCH, (enum output_format)format, &out);
			check_words(out.data);
		}
	}
}

static void test_recommendation(void **state)
{
	const struct row *best = result_best(&rig.session.result);
	struct interview iv = { .first = &dummy,
		.scenario = rig.session.scenario,
		.result = rig.session.result,
		.best = (int)(best - rig.session.result.rows),
		.outlook = { .known = true, .meets = 3, .study = &dummy, .amount = objective(best) } };
	static const enum question none[] = { QUESTION_COUNT };
	TEXT(said);

	(void)state;
	dummy.questions = none;
	replica_row_copy(&iv.outlook.best, best);
	assert_true(isnan(iv.outlook.best.replica.output_tok_s.mid));
	label_speed(&said, &iv);
	assert_string_equal(said.data, "");
	report_recommendation(&said, &iv, "", false);
	dummy.questions = NULL;
	check_words(said.data);
	assert_null(strstr(said.data, "n/a"));
	CHECK_HOLDS(said.data, "paper $ $28.29.");
	CHECK_HOLDS(said.data, "The same as a command: gpuplan dummy");
}

/* Of what has no plots of its own the view says so. */
static void test_no_plots(void **state)
{
	(void)state;
	dummy.plots = NULL;
	rig_keys(&rig, "Tab v");
	CHECK_HOLDS(screen(), "This question has no curves.");
	assert_null(strstr(screen(), "owning"));
	for (int format = 0; format < FORMAT_COUNT; format++) {
		TEXT(out);

		export_view(&rig.session, VIEW_CURVES, (enum output_format)format, &out);
		check_words(out.data);
		assert_null(strstr(out.data, "spent"));
	}
	dummy.plots = plots;
}

/* A click on its name shows the study, wherever it stands. */
static void click_tabs(int wide)
{
	for (int i = 0; i < study_count(); i++) {
		int at = 0;

		rig_draw(&rig, 24, wide);
		while (at < wide &&
			!(canvas_zone_at(&rig.canvas, 0, at, ZONE_TAB) &&
				canvas_zone_at(&rig.canvas, 0, at, ZONE_TAB)->value == i))
			at++;
		if (at == wide)
			fail_msg("%s is not to be clicked at %d wide", study_at(i)->id, wide);
		mouse_act(&rig.session, &rig.canvas, (struct mouse){ .kind = MOUSE_PRESS, .row = 0, .column = at });
		assert_ptr_equal(rig.session.study, study_at(i));
	}
}

/* Eight tabs: first the name of the program goes, then the age of prices is short, then the names of tabs are. */
static void test_eight_tabs(void **state)
{
	static const struct {
		const char *title, *row;
		int columns;
	} cases[] = {
		{ "Share", " gpuplan [Serve] Fleet  Batch  Own  Train  Media  Dummy  Share                 prices 41",
			100 },
		{ "Share", " [Serve] Fleet  Batch  Own  Train  Media  Dummy  Share     prices 41", 80 },
		{ "Sharing it all", " [Serve] Fleet  Batch  Own  Train  Media  Dummy  Sharing it all       41", 80 },
		{ "Several customers of ours",
			" [Serve] Fleet  Batch  Own  Train  Media  Dummy  Sever…               41", 80 },
		{ "Share", " [Serve] Fleet  Batch  Own  Train  Media  Dummy  Share", 60 },
	};
	static struct study more, rest[2];

	(void)state;
	more = dummy;
	more.id = "share";
	more.prepare = NULL;
	more.title = cases[0].title;
	assert_true(study_add(&more));
	assert_int_equal(study_count(), 8);
	for (size_t k = 0; k < COUNT_OF(cases); k++) {
		more.title = cases[k].title;
		assert_true(command_line_run(&rig.session, "view serve"));
		rig_draw(&rig, 24, cases[k].columns);
		if (strncmp(rig_dump(&rig), cases[k].row, strlen(cases[k].row)) != 0)
			fail_msg("case %d:\n%.130s", (int)k, rig_dump(&rig));
		click_tabs(cases[k].columns);
	}
	/* As many can be added as there is room for, and no more. */
	for (int i = 0; study_count() < STUDIES_MAX; i++) {
		static const char *const ids[] = { "ninth", "tenth" };

		rest[i] = dummy;
		rest[i].id = ids[i];
		rest[i].prepare = NULL;
		assert_true(study_add(&rest[i]));
	}
	assert_false(study_add(&(struct study){ .id = "one-too-many" }));
}

#define DUMMY_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
#define UNHEARD_TEST(name) cmocka_unit_test_setup_teardown(name, start_unheard, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUMMY_TEST(test_table), DUMMY_TEST(test_tabs), DUMMY_TEST(test_slider), DUMMY_TEST(test_sort),
		DUMMY_TEST(test_compare_and_copy), DUMMY_TEST(test_explain), DUMMY_TEST(test_plot),
		DUMMY_TEST(test_help), DUMMY_TEST(test_plan), DUMMY_TEST(test_formats), UNHEARD_TEST(test_table),
		UNHEARD_TEST(test_slider), UNHEARD_TEST(test_compare_and_copy), UNHEARD_TEST(test_explain),
		UNHEARD_TEST(test_plot), UNHEARD_TEST(test_formats), DUMMY_TEST(test_verdicts),
		UNHEARD_TEST(test_verdicts), DUMMY_TEST(test_recommendation), UNHEARD_TEST(test_recommendation),
		UNHEARD_TEST(test_no_plots), DUMMY_TEST(test_eight_tabs), /* the last: they stay */
	};

	return cmocka_run_group_tests_name("dummy study", tests, begin, end);
}
