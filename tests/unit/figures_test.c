/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views of figures, by keys: why a row is as it is, and marked rows side by side. */
#include "report/part_table.h"
#include "report/figure.h"
#include "tui/views/page_layout.h"
#include "support/planner_rig.h"
#include "study/measured.h"
#include "report/fact.h"
#include "report/rank.h"
#include "study/replica.h"
#include "study/turn.h"
#include "tui/views/compare.h"

RIG_DEFINE

static const struct outline_item *selected_item(void)
{
	const struct outline *o = &rig.session.views->explain.figures;

	return &o->items[outline_selected(o)];
}

static void go_to(const char *name)
{
	const struct outline *o = &rig.session.views->explain.figures;

	rig_keys(&rig, "Home");
	for (int i = 0; i < o->row_count && strcmp(selected_item()->texts[OUTLINE_NAME], name) != 0; i++)
		rig_keys(&rig, "Down");
	assert_string_equal(selected_item()->texts[OUTLINE_NAME], name);
}

static void check_band(void)
{
	char *const *texts = selected_item()->texts;

	assert_true(atof(texts[OUTLINE_LOW]) < atof(texts[OUTLINE_MID]));
	assert_true(atof(texts[OUTLINE_MID]) < atof(texts[OUTLINE_HIGH]));
}

/* The parts of every bar add up to the whole, and none is negative. */
static void test_shares(void **state)
{
	const struct result *r = &rig.session.result;
	int bars = 0;

	(void)state;
	for (int i = 0; i < r->count; i++) {
		struct fact_context c = {
			.study = rig.session.study, .scenario = &rig.session.scenario, .result = r, .row = &r->rows[i]
		};

		for (const struct fact *fact = facts_of(c.row); fact->label; fact++) {
			struct shares shares;
			double sum = 0.0;

			if (!fact->shares || replica_of(c.row)->memory.fit == FIT_NO)
				continue;
			fact->shares(&shares, &c);
			if (!(shares.whole > 0.0))
				continue;
			for (int k = 0; k < shares.count; k++) {
				assert_true(shares.items[k].amount >= 0.0);
				sum += shares.items[k].amount;
			}
			CHECK_NEAR(sum, shares.whole, 1e-9);
			bars++;
		}
	}
	assert_true(bars > 20);
}

/* The rank in words, of the leader and of every verdict. */
static void test_rank(void **state)
{
	const struct result *r = &rig.session.result;
	int seen[VERDICT_NOT_SUPPORTED + 1] = { 0 };

	(void)state;
	for (int i = 0; i < r->count; i++) {
		char place[32];
		TEXT(rank);

		label_rank(&rank, r, &r->rows[i], 0.8);
		snprintf(place, sizeof(place), "%d of %d: ", i + 1, r->count);
		assert_int_equal(strncmp(rank.data, place, strlen(place)), 0);
		if (i == 0)
			CHECK_HOLDS(rank.data, "the cheapest of ");
		else if (r->rows[i].verdict == VERDICT_MEETS)
			CHECK_HOLDS(rank.data, r->rows[i].offer ? ", which leads" : "without a known price");
		else if (r->rows[i].verdict == VERDICT_UNCERTAIN)
			CHECK_HOLDS(rank.data, " sure where 80 % are asked for");
		else if (r->rows[i].verdict == VERDICT_DOES_NOT_FIT)
			CHECK_HOLDS(rank.data, ": Does not fit: ");
		seen[r->rows[i].verdict]++;
	}
	assert_true(seen[VERDICT_MEETS] > 2 && seen[VERDICT_UNCERTAIN] && seen[VERDICT_DOES_NOT_FIT]);
}

static void check_sure(double probability, const char *wanted)
{
	TEXT(sure);

	label_sure_share(&sure, probability);
	assert_string_equal(sure.data, wanted);
}

/* Nothing is certain, and no figure promises more than there is. */
static void test_sure(void **state)
{
	(void)state;
	check_sure(0.0, "0 %");
	check_sure(1e-12, "<1 %");
	check_sure(0.0099, "<1 %");
	check_sure(0.01, "1 %");
	check_sure(0.849, "84 %");
	check_sure(0.99, "99 %");
	check_sure(0.9901, ">99 %");
	check_sure(1.0, ">99 %");
	check_sure(NAN, "n/a");
}

/* Fleets and owning: the account in paragraphs that fold, above the figures. */
static void test_account(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "] Tab Enter");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "Fleet \342\200\272 ");
	CHECK_HOLDS(rig.dump.data, ": a month costs $");
	CHECK_HOLDS(rig.dump.data, "     - ");
	go_to("$ per 1M output tokens");
	assert_string_not_equal(selected_item()->texts[OUTLINE_HIGH], "");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, "M-4 Enter");
	go_to("A month of owning it");
	CHECK_HOLDS(selected_item()->texts[OUTLINE_BODY], "staff");
	rig_draw(&rig, 40, 120);
	CHECK_HOLDS(rig_dump(&rig), "colocation $");
}

static void test_why(void **state)
{
	const struct outline *o = &rig.session.views->explain.figures;
	const char *name;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab Enter");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	name = session_answer(&rig.session)->deployment.gpu->short_name;
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), name);
	CHECK_HOLDS(rig.dump.data, "weights");
	CHECK_HOLDS(rig.dump.data, "KV");
	CHECK_HOLDS(rig.dump.data, "reserved");
	CHECK_HOLDS(rig.dump.data, "overhead");
	CHECK_HOLDS(rig.dump.data, "bound by memory bandwidth");
	CHECK_HOLDS(rig.dump.data, "1 of ");
	CHECK_HOLDS(rig.dump.data, "goal 0.500 s, mean");
	CHECK_HOLDS(rig.dump.data, "evidence");
	/* A headline: its band on the line, below it formula, values, source and date. */
	go_to("TPOT");
	check_band();
	CHECK_HOLDS(selected_item()->texts[OUTLINE_EVIDENCE], "calibrated");
	rig_keys(&rig, "Enter");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "= step_s + ");
	CHECK_HOLDS(selected_item()->texts[OUTLINE_BODY], "source: ");
	CHECK_HOLDS(selected_item()->texts[OUTLINE_BODY], ", 20");
	rig_keys(&rig, "Down Down");
	assert_string_equal(selected_item()->texts[OUTLINE_NAME], "TPOT");
	rig_keys(&rig, "Left");
	assert_string_equal(selected_item()->texts[OUTLINE_NAME], "TPOT");
	assert_false(selected_item()->open);
	rig_keys(&rig, "Right l");
	assert_true(selected_item()->open);
	rig_keys(&rig, "Enter h");
	assert_false(selected_item()->open);
	/* A section: its lines are items of their own, and Left leads back to it. */
	go_to("One decode step");
	rig_keys(&rig, "Right Down");
	assert_string_equal(selected_item()->texts[OUTLINE_NAME], "batch");
	rig_keys(&rig, "Space");
	assert_true(selected_item()->open);
	rig_keys(&rig, "Left Left");
	assert_string_equal(selected_item()->texts[OUTLINE_NAME], "One decode step");
	rig_keys(&rig, "End PageUp k j PageDown");
	assert_int_equal(o->list.selected, o->row_count - 1);
	rig_keys(&rig, "q");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_false(rig.session.quit);
}

/* Escape goes one step back, to where the comparison was opened. */
static void test_steps_back(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab Space Down Enter c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, "c Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
}

/* The texts open from the table and from the view, and lead back to where they came from. */
static void test_texts(void **state)
{
	const char *heading;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab D");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, "Enter e");
	CHECK_HOLDS(rig.session.views->page.text.data, "Sources");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	rig_keys(&rig, "D");
	CHECK_HOLDS(rig.session.views->page.text.data, "Memory of one GPU");
	rig_keys(&rig, "q ?");
	/* What is wanted most, then the keys of the view, then of other places. */
	heading = strchr(rig.session.views->page.text.data, PAGE_HEADING);
	assert_non_null(heading);
	assert_int_equal(strncmp(heading + 1, "Why\n", 4), 0);
	rig_keys(&rig, "Escape Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
}

/* A figure that leans on measured runs tells both lines, and still what it is. */
static void test_recalibration(void **state)
{
	struct replica *replica = rig.session.result.rows[0].part;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab");
	replica->recalibration.shift[MEASURED_TPOT] = 0.1;
	replica->recalibration.source = "a run";
	rig_keys(&rig, "Enter");
	go_to("TPOT");
	CHECK_HOLDS(selected_item()->texts[OUTLINE_NOTE], "time per output token; ");
	CHECK_HOLDS(selected_item()->texts[OUTLINE_BODY], "= tpot_s * exp(shift)");
	CHECK_HOLDS(selected_item()->texts[OUTLINE_BODY], "= step_s + ");
	check_band();
	/* One that does not lean has its own line only. */
	go_to("TTFT");
	assert_null(strstr(selected_item()->texts[OUTLINE_BODY], "exp(shift)"));
}

/* Every row of every verdict opens. */
static void test_every_row(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab");
	for (int i = 0; i < rig.session.result.count; i++) {
		rig_keys(&rig, "Enter");
		assert_int_equal(rig.session.view, VIEW_EXPLAIN);
		assert_true(rig.session.views->explain.figures.item_count > 0);
		rig_keys(&rig, "Enter End Enter");
		rig_draw(&rig, 24, 80);
		rig_keys(&rig, "Escape Down");
	}
}

/* A change below the view explains the new answer. */
static void test_change_below(void **state)
{
	char before[64];

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab Enter");
	go_to("KV pool");
	rig_keys(&rig, "Down");
	snprintf(before, sizeof(before), "%s", selected_item()->texts[OUTLINE_MID]);
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	rig_draw(&rig, 24, 80);
	go_to("KV pool");
	rig_keys(&rig, "Down");
	assert_string_not_equal(selected_item()->texts[OUTLINE_MID], before);
}

/* The style in which an ASCII text stands somewhere on the screen. */
static int style_of(const char *text)
{
	int n = (int)strlen(text);

	for (int row = 0; row < rig.canvas.rows; row++)
		for (int column = 0; column + n <= rig.canvas.columns; column++) {
			int same = 0;

			while (same < n && canvas_at(&rig.canvas, row, column + same)->glyph == (wchar_t)text[same])
				same++;
			if (same == n)
				return canvas_at(&rig.canvas, row, column)->style;
		}
	fail_msg("no \"%s\"", text);
	return -1;
}

static int marks(void)
{
	const struct row *answers[COMPARISON_MAX];

	return compare_answers(&rig.session, answers);
}

static void test_marks(void **state)
{
	const struct gpu *gpu;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab Space");
	gpu = session_answer(&rig.session)->deployment.gpu;
	assert_true(compare_is_marked(&rig.session, rig_answer(&rig, gpu->id)));
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\342\227\206"); /* the mark */
	rig_keys(&rig, "Space");
	assert_false(compare_is_marked(&rig.session, rig_answer(&rig, gpu->id)));
	rig_keys(&rig, "Space Down Space Down Space");
	assert_int_equal(marks(), 3);
	/* A fourth is refused, and said so. */
	rig_keys(&rig, "Down Space");
	assert_int_equal(marks(), 3);
	assert_string_not_equal(rig.session.message.text, "");
	/* Marks stay through another order and another workload. */
	rig_keys(&rig, "s r");
	assert_true(session_set(&rig.session, PARAMETER_CONTEXT, "4k"));
	assert_int_equal(marks(), 3);
	assert_true(compare_is_marked(&rig.session, rig_answer(&rig, gpu->id)));
	rig_keys(&rig, "M");
	assert_int_equal(marks(), 0);
}

static void test_compare(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	/* One row is not enough, the second c opens. */
	rig_keys(&rig, "Tab c");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_not_equal(rig.session.message.text, "");
	rig_keys(&rig, "c");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, "Down c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "GH200 96 2x1");
	CHECK_HOLDS(rig.dump.data, "B200 x1");
	/* The better figure is bold, one that may be equal has the sign. */
	assert_int_equal(style_of("$1.99"), STYLE_STRONG);
	assert_int_equal(style_of("$5.63"), STYLE_TEXT);
	CHECK_HOLDS(rig.dump.data, "\342\211\210 $");
	CHECK_HOLDS(rig.dump.data, "B200 x1 costs 6 % more than GH200 96 2x1, equal within the band; it ");
	CHECK_HOLDS(rig.dump.data, "$/Mtok");
	rig_keys(&rig, "G");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "evidence");
	assert_null(strstr(rig.dump.data, "$/Mtok"));
	rig_keys(&rig, "g PageDown PageUp Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	/* The same two again from any row; a third with Space. */
	rig_keys(&rig, "Down c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	assert_int_equal(marks(), 2);
	rig_keys(&rig, "Escape Space c");
	assert_int_equal(marks(), 3);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), session_answer(&rig.session)->deployment.gpu->short_name);
	rig_keys(&rig, "? Escape");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	/* What is marked but no longer listed makes the view shorter, not wrong. */
	rig.session.result.count = 1;
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "Fewer than two");
	rig.session.result.count = 0;
	rig_draw(&rig, 24, 80);
}

/* The part of a line that stands right of the answer. */
static bool side_holds(const char *label, const char *words)
{
	const char *at = strstr(rig_dump(&rig), "What would change it");
	const char *held = NULL;

	while (at && !held && (at = strstr(at, label)))
		if (*(at += strlen(label)) == ' ')
			held = strstr(at, words);
	return held && held < strchr(at, '\n');
}

/* Whoever leads below or above; the number of sides that name somebody, -1: the slider has no line. */
static int check_line(enum parameter p)
{
	const struct sensitivity *v = rig.session.sensitivity;
	const struct row *best = result_best(&rig.session.result);
	const char *label = parameter_row(p)->label;
	double value = session_value(&rig.session, p);
	int named = 0;

	/* There is room for the first ones alone. */
	if (parameter_row(p)->form != PARAMETER_NUMBER_FORM || !sensitivity_of(v, p)->count || !side_holds(label, ""))
		return -1;
	for (int above = 0; above < 2; above++) {
		struct turn turn = above ? turn_above(v, p, value, best) : turn_below(v, p, value, best);

		if (!turn.to || !turn.to->gpu)
			continue;
		if (!side_holds(label, turn.to->gpu->short_name))
			fail_msg("%s: no %s in\n%s", label, turn.to->gpu->short_name, rig_dump(&rig));
		named++;
	}
	return named;
}

/* Who would lead is named whole, in every tab and with loads that turn much. */
static void test_leaders_named(void **state)
{
	static const char *const loads[] = { "concurrency=32", "prompt=4000", "prompt=200 output=700" };
	int named = 0, lines = 0;

	(void)state;
	for (int i = 0; i < study_count() * (int)COUNT_OF(loads); i++) {
		const struct study *study = study_at(i / (int)COUNT_OF(loads));
		TEXT(command);

		text_addf(&command, "view %s", study->id);
		rig_command(&rig, command.data);
		text_clear(&command);
		text_addf(&command, "set %s", loads[i % (int)COUNT_OF(loads)]);
		rig_command(&rig, command.data);
		CHECK_HOLDS(rig_settle(&rig, 30, 120), "below leads");
		if (strstr(strstr(rig_dump(&rig), "below leads"), "\u2026"))
			fail_msg("%s: %s", study->id, strstr(rig_dump(&rig), "below leads"));
		for (const enum parameter *p = study->panel; *p != PARAMETER_COUNT; p++) {
			int count = check_line(*p);

			lines += count >= 0;
			named += count > 0 ? count : 0;
		}
	}
	assert_true(lines > 12 && named > 12);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_shares), PLANNER_TEST(test_rank),
		cmocka_unit_test(test_sure), PLANNER_TEST(test_account), PLANNER_TEST(test_why),
		PLANNER_TEST(test_texts), PLANNER_TEST(test_steps_back), PLANNER_TEST(test_every_row),
		PLANNER_TEST(test_recalibration), PLANNER_TEST(test_change_below), PLANNER_TEST(test_marks),
		PLANNER_TEST(test_compare), PLANNER_TEST(test_leaders_named) };

	return cmocka_run_group_tests(tests, enter, leave);
}
