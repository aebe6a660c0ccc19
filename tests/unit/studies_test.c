/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tabs of the planner: what they share, what each keeps, and rows told apart by provider. */
#include "base/file.h"
#include "study/scenario_json.h"
#include "support/files.h"
#include "support/planner_rig.h"
#include "tui/views/wizard.h"
#include "tui/command_line.h"
#include "tui/views/compare.h"

RIG_DEFINE_IN_FOLDER

static const char *shown(void)
{
	return rig.session.study->id;
}

static void keys_turn_tabs(void **state)
{
	(void)state;
	assert_string_equal(shown(), "serve");
	rig_keys(&rig, "]");
	assert_string_equal(shown(), "fleet");
	rig_keys(&rig, "]");
	assert_string_equal(shown(), "batch");
	rig_keys(&rig, "]");
	assert_string_equal(shown(), "own");
	rig_keys(&rig, "]");
	assert_string_equal(shown(), "train");
	rig_keys(&rig, "]");
	assert_string_equal(shown(), "media");
	rig_keys(&rig, "]");
	assert_string_equal(shown(), "serve");
	rig_keys(&rig, "[");
	assert_string_equal(shown(), "media");
	rig_keys(&rig, "M-2");
	assert_string_equal(shown(), "fleet");
	rig_keys(&rig, "M-1");
	assert_string_equal(shown(), "serve");
	assert_true(command_line_run(&rig.session, "view own"));
	assert_string_equal(shown(), "own");
	assert_false(command_line_run(&rig.session, "view nothing"));
	CHECK_HOLDS(rig.session.message.text, "serve, fleet, batch, own, train, media");
	assert_string_equal(shown(), "own");
}

/* A rate of the whole service is none of one replica; all else is shared. */
static void load_is_kept_apart(void **state)
{
	(void)state;
	assert_true(session_set(&rig.session, PARAMETER_CONCURRENCY, "48"));
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_RATE, "50"));
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	rig_keys(&rig, "[");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 48, 1e-12);
	assert_true(isnan(rig_number(&rig, PARAMETER_RATE)));
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 2048, 1e-12);
	rig_keys(&rig, "]");
	CHECK_NEAR(rig_number(&rig, PARAMETER_RATE), 50, 1e-12);
}

/* An undone load does not come back with its tab, nor does one behind a reset. */
static void load_is_undone(void **state)
{
	double fresh;

	(void)state;
	rig_keys(&rig, "]");
	fresh = rig_number(&rig, PARAMETER_RATE);
	assert_true(session_set(&rig.session, PARAMETER_RATE, "20"));
	rig_keys(&rig, "[ u u u");
	assert_string_equal(shown(), "serve");
	rig_keys(&rig, "]");
	assert_true(isnan(fresh) ? isnan(rig_number(&rig, PARAMETER_RATE)) : rig_number(&rig, PARAMETER_RATE) == fresh);
	assert_true(session_set(&rig.session, PARAMETER_RATE, "20"));
	rig_keys(&rig, "[ R ]");
	assert_false(rig_number(&rig, PARAMETER_RATE) == 20);
}

/* The interview is about one replica, from whatever tab it is opened. */
static void interview_is_about_serving(void **state)
{
	double users;

	(void)state;
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_RATE, "20"));
	rig_keys(&rig, "w Enter Enter Enter Enter Enter Enter Enter");
	assert_true(wizard_at_end(rig.session.views->wizard));
	rig_keys(&rig, "Enter");
	assert_string_equal(shown(), "serve");
	assert_true(isnan(rig_number(&rig, PARAMETER_RATE)));
	users = rig_number(&rig, PARAMETER_CONCURRENCY);
	assert_true(users >= 1);
	rig_keys(&rig, "] [");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), users, 1e-12);
}

/* What is copied asks for what is shown: the fleet, at its provider. */
static void copy_is_of_the_tab(void **state)
{
	const struct text *copied = &rig.session.clipboard;
	const struct row *a;

	(void)state;
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_RATE, "20"));
	rig_keys(&rig, "Tab Down Down y");
	a = session_answer(&rig.session);
	CHECK_HOLDS(copied->data, "gpuplan fleet --rate 20/s --gpu ");
	CHECK_HOLDS(strstr(copied->data, " --provider "), a->offer->provider->id);
	CHECK_HOLDS(copied->data, a->offer->provider->name);
	CHECK_HOLDS(copied->data, "$/month $");
	rig_keys(&rig, "M-3 Tab Tab");
	assert_true(session_set(&rig.session, PARAMETER_SPOT, "tolerant"));
	assert_true(session_set(&rig.session, PARAMETER_TOKENS, "500M"));
	rig_keys(&rig, "Home y");
	a = session_answer(&rig.session);
	CHECK_HOLDS(copied->data, "gpuplan batch ");
	CHECK_HOLDS(copied->data, " --spot tolerant");
	CHECK_HOLDS(copied->data, " --purchase spot");
	CHECK_HOLDS(copied->data, " --tokens 500M");
	CHECK_HOLDS(copied->data, "500M output tokens");
	CHECK_HOLDS(copied->data, a->offer->provider->name);
	assert_null(strstr(copied->data, "TTFT"));
	assert_true(session_set(&rig.session, PARAMETER_SPOT, "never"));
	rig_keys(&rig, "M-4 Tab Tab y");
	CHECK_HOLDS(copied->data, "gpuplan own --gpu ");
	CHECK_HOLDS(copied->data, "own $/mo $");
}

/* So a plan says whose load it has, and opens its tab. */
static void plan_opens_its_tab(void **state)
{
	(void)state;
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_RATE, "50"));
	assert_true(command_line_run(&rig.session, "save fleet.json"));
	rig_keys(&rig, "[");
	assert_true(isnan(rig_number(&rig, PARAMETER_RATE)));
	assert_true(command_line_run(&rig.session, "open fleet.json"));
	assert_string_equal(shown(), "fleet");
	CHECK_NEAR(rig_number(&rig, PARAMETER_RATE), 50, 1e-12);
	rig_keys(&rig, "[");
	assert_true(isnan(rig_number(&rig, PARAMETER_RATE)));
	assert_int_equal(scenario_json_study("{\"command\":\"own\",\"scenario\":{}}", 31), &own_study);
	assert_int_equal(scenario_json_study("{\"command\":\"rank\"}", 18), &serve_study);
	assert_int_equal(scenario_json_study("{", 1), &serve_study);
}

/* The tabs of an opened plan have no load of the one before it. */
static void plan_brings_its_own_load(void **state)
{
	(void)state;
	rig_keys(&rig, "]");
	assert_true(command_line_run(&rig.session, "save brings.json"));
	rig_keys(&rig, "[");
	assert_true(session_set(&rig.session, PARAMETER_CONCURRENCY, "9"));
	rig_keys(&rig, "]");
	assert_true(command_line_run(&rig.session, "open brings.json"));
	rig_keys(&rig, "[");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 32, 1e-12);
}

/* What was set in the other tabs is part of the plan. */
static void plan_keeps_all_loads(void **state)
{
	char day[100] = "1";

	(void)state;
	for (int hour = 1; hour < 24; hour++)
		strcat(day, hour % 2 ? ",0" : ",2.5");
	assert_true(session_set(&rig.session, PARAMETER_CONCURRENCY, "77"));
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_TRAFFIC, day));
	rig_keys(&rig, "M-4");
	assert_true(session_set(&rig.session, PARAMETER_CONCURRENCY, "max"));
	assert_true(command_line_run(&rig.session, "save loads.json"));
	rig_stop(&rig);
	rig_start(&rig);
	assert_true(command_line_run(&rig.session, "open loads.json"));
	assert_string_equal(shown(), "own");
	assert_false(plan_file_changed(&rig.session));
	assert_true(isinf(rig_number(&rig, PARAMETER_CONCURRENCY)));
	rig_keys(&rig, "M-1");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 77, 1e-12);
	rig_keys(&rig, "]");
	assert_true(rig.session.scenario.traffic_given);
	CHECK_NEAR(rig.session.scenario.traffic[2], 2.5, 1e-12);
	assert_false(plan_file_changed(&rig.session));
	/* Saved from another tab it is the same plan. */
	assert_true(command_line_run(&rig.session, "save! loads.json"));
	assert_true(command_line_run(&rig.session, "open loads.json"));
	assert_string_equal(shown(), "fleet");
	rig_keys(&rig, "M-4");
	assert_true(isinf(rig_number(&rig, PARAMETER_CONCURRENCY)));
}

/* A load that came with a plan stays when what was changed since is undone. */
static void opened_load_outlives_undo(void **state)
{
	(void)state;
	file_put("undo.json", "{\"scenario\":{},\"loads\":{\"fleet\":{\"rate\":50}}}");
	assert_true(command_line_run(&rig.session, "open undo.json"));
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	rig_keys(&rig, "u ]");
	CHECK_NEAR(rig_number(&rig, PARAMETER_RATE), 50, 1e-12);
	assert_false(plan_file_changed(&rig.session));
}

/* Leaving after a change in another tab warns; looking at it does not. */
static void other_load_changes_the_plan(void **state)
{
	(void)state;
	assert_true(command_line_run(&rig.session, "save other.json"));
	rig_keys(&rig, "] ] ] ] ] ]");
	assert_false(plan_file_changed(&rig.session));
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_RATE, "20"));
	assert_true(plan_file_changed(&rig.session));
	rig_keys(&rig, "[");
	assert_true(plan_file_changed(&rig.session));
	rig_keys(&rig, "q");
	assert_false(rig.session.quit);
	assert_true(command_line_run(&rig.session, "save other.json"));
	assert_false(plan_file_changed(&rig.session));
	rig_keys(&rig, "R");
	assert_true(plan_file_changed(&rig.session));
}

/* A wrong load changes nothing and says where; commands do not look at it. */
static void wrong_loads(void **state)
{
	static const struct {
		const char *loads, *said;
	} wrong[] = {
		{ "7", "bad.json: /loads: an object is wanted" },
		{ "{\"foo\":{}}", "bad.json: /loads/foo: not a study, allowed are serve, fleet, batch, own" },
		{ "{\"fleet\":[]}", "bad.json: /loads/fleet: an object is wanted" },
		{ "{\"fleet\":{\"prompt\":5}}",
			"bad.json: /loads/fleet/prompt: not a part of a load, allowed are conc" },
		{ "{\"fleet\":{\"rate\":-1}}", "bad.json: /loads/fleet/rate: " },
		{ "{\"own\":{\"concurrency\":32},\"fleet\":{\"rate\":[]}}", "bad.json: /loads/fleet/rate: wrong type" },
		{ "{\"fleet\":{\"traffic\":\"1,2\"}}", "bad.json: /loads/fleet/traffic: " },
		{ "{\"fleet\":{\"rate\":2,\"rate_low\":3}}", "bad.json: /loads/fleet: --rate-low: more than" },
		{ "{\"own\":{\"concurrency\":null}}", "bad.json: /loads/own: --concurrency: a value is wanted" },
	};
	struct scenario read = rig_scenario(&rig);
	struct text plan;

	(void)state;
	text_init(&plan);
	assert_true(session_set(&rig.session, PARAMETER_CONCURRENCY, "77"));
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		text_clear(&plan);
		text_addf(&plan, "{\"scenario\":{\"prompt\":300},\"loads\":%s}", wrong[i].loads);
		file_put("bad.json", plan.data);
		assert_false(command_line_run(&rig.session, "open bad.json"));
		CHECK_HOLDS(rig.session.message.text, wrong[i].said);
		CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 77, 1e-12);
		CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 1024, 1e-12);
		assert_false(rig.session.loads[study_place(&own_study)].known);
		assert_int_equal(scenario_read_json(&read, plan.data, plan.length, "", NULL), STATUS_OK);
	}
	text_release(&plan);
	/* That of the plan's own tab is in its scenario. */
	file_put("own.json", "{\"scenario\":{\"concurrency\":5},\"loads\":{\"serve\":{\"concurrency\":6}}}");
	assert_true(command_line_run(&rig.session, "open own.json"));
	rig_keys(&rig, "] [");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 5, 1e-12);
}

/* Looking at other tabs changes no plan; its own load does, seen from every tab. */
static void tabs_change_no_plan(void **state)
{
	(void)state;
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_RATE, "20"));
	assert_true(command_line_run(&rig.session, "save tabs.json"));
	assert_false(plan_file_changed(&rig.session));
	rig_keys(&rig, "]");
	assert_false(plan_file_changed(&rig.session));
	rig_keys(&rig, "[");
	assert_false(plan_file_changed(&rig.session));
	assert_true(session_set(&rig.session, PARAMETER_RATE, "30"));
	assert_true(plan_file_changed(&rig.session));
	rig_keys(&rig, "]");
	assert_true(plan_file_changed(&rig.session));
}

/* Marks and what was opened on a row stay behind when undo changes the tab. */
static void rows_stay_in_their_tab(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab Space Down Space ]");
	assert_null(rig.session.marked[0].gpu);
	rig_keys(&rig, "Space Down Space c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	rig_keys(&rig, "u");
	assert_string_equal(shown(), "serve");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	CHECK_HOLDS(rig.session.message.text, "now: tab Serve");
}

/* Undo goes back to the tab where the change was made. */
static void undo_finds_the_tab(void **state)
{
	(void)state;
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_SPARES, "3"));
	rig_keys(&rig, "M-4");
	assert_true(session_set(&rig.session, PARAMETER_YEARS, "3"));
	rig_keys(&rig, "u");
	assert_string_equal(shown(), "own");
	assert_true(isnan(rig_number(&rig, PARAMETER_YEARS)));
	rig_keys(&rig, "u u");
	assert_string_equal(shown(), "fleet");
	CHECK_NEAR(rig_number(&rig, PARAMETER_SPARES), 1, 1e-12);
	rig_keys(&rig, "C-r");
	CHECK_NEAR(rig_number(&rig, PARAMETER_SPARES), 3, 1e-12);
}

/* The row of a GPU at one provider stays chosen, not that of the GPU at another. */
static void provider_tells_rows_apart(void **state)
{
	const struct result *r = &rig.session.result;
	const struct row *chosen;
	const struct provider *provider;
	const struct gpu *gpu;
	int same = 0;

	(void)state;
	rig_keys(&rig, "] Tab");
	/* The second row of a GPU that is there already. */
	for (chosen = session_answer(&rig.session); same == 0; chosen = session_answer(&rig.session)) {
		for (int i = 0; i < rig.session.rows.selected; i++)
			same += r->rows[i].deployment.gpu == chosen->deployment.gpu;
		if (same == 0)
			rig_keys(&rig, "Down");
	}
	gpu = chosen->deployment.gpu;
	provider = chosen->offer->provider;
	assert_true(session_set(&rig.session, PARAMETER_RATE, "80"));
	chosen = session_answer(&rig.session);
	assert_ptr_equal(chosen->deployment.gpu, gpu);
	assert_ptr_equal(chosen->offer->provider, provider);
	/* So do marks: this row alone. */
	rig_keys(&rig, "Space");
	for (int i = 0; i < r->count; i++)
		assert_int_equal(compare_is_marked(&rig.session, &r->rows[i]), &r->rows[i] == chosen);
}

/* Every tab begins with its own ranking: another one may not show what sorted the last. */
static void order_follows(void **state)
{
	(void)state;
	assert_true(command_line_run(&rig.session, "view fleet"));
	assert_true(command_line_run(&rig.session, "sort idle_usd_per_month"));
	assert_int_equal(rig.session.sort_metric, METRIC_FLEET_IDLE);
	rig_keys(&rig, "]");
	assert_int_equal(rig.session.sort_metric, -1);
	assert_true(command_line_run(&rig.session, "sort ttft"));
	rig_keys(&rig, "]");
	assert_int_equal(rig.session.sort_metric, -1);
}

/* A slider of what is not given begins at the catalog's value: PUE 1.54, whose next stop is 1.6. */
static void preset_is_where_the_knob_is(void **state)
{
	(void)state;
	rig_keys(&rig, "M-4");
	rig_focus(&rig, PARAMETER_PUE);
	rig_draw(&rig, 50, 200);
	CHECK_HOLDS(rig_dump(&rig), " 1.54 \u2502");
	rig_keys(&rig, "Right");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PUE), 1.6, 1e-12);
	rig_keys(&rig, "d");
	assert_true(isnan(rig_number(&rig, PARAMETER_PUE)));
}

/* Whether a word is seen when all figures of a row are unfolded and gone through. */
static bool seen_unfolded(const char *word, int columns)
{
	const struct list *list = &rig.session.views->explain.figures.list;

	for (int line = 0; line < 400; line++) {
		int before = list->selected;

		rig_keys(&rig, "l");
		rig_draw(&rig, 24, columns);
		if (strstr(rig_dump(&rig), word))
			return true;
		rig_keys(&rig, "Down");
		if (list->selected == before)
			return false;
	}
	return false;
}

/* The account of Own stands among the figures of a row, its sections folded; where there is room all columns of its
 * tables are seen. */
static void account_is_unfolded(void **state)
{
	static const int columns[] = { 160, 200 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		rig_stop(&rig);
		rig_start(&rig);
		rig_keys(&rig, "M-4 Tab Enter");
		assert_int_equal(rig.session.view, VIEW_EXPLAIN);
		rig_draw(&rig, 24, columns[i]);
		assert_null(strstr(rig_dump(&rig), "Uptime"));
		assert_true(seen_unfolded("Uptime", columns[i]));
	}
	/* Text that wraps does not move. */
	rig_keys(&rig, "q ? Right");
	assert_int_equal(rig.session.views->page.left, 0);
}

static void traffic_from_a_file(void **state)
{
	struct text day;
	double mean = 0.0;

	(void)state;
	text_init(&day);
	text_add(&day, "time,rate\n");
	for (int hour = 0; hour < 24; hour++)
		text_addf(&day, "%d,%d\n", hour, hour < 8 ? 10 : 50);
	assert_int_equal(file_write_atomic("a day.csv", day.data, day.length, NULL), STATUS_OK);
	rig_keys(&rig, "]");
	assert_true(command_line_run(&rig.session, "traffic=a day.csv"));
	assert_true(rig.session.scenario.traffic_given);
	for (int hour = 0; hour < 24; hour++)
		mean += rig.session.scenario.traffic[hour] / 24.0;
	CHECK_NEAR(mean, (8 * 10 + 16 * 50) / 24.0, 1e-12);
	/* A file with a gap changes nothing and says where. */
	assert_int_equal(file_write_atomic("gap.csv", "time,rate\n0,5\n", 14, NULL), STATUS_OK);
	assert_false(command_line_run(&rig.session, "traffic=gap.csv"));
	CHECK_HOLDS(rig.session.message.text, "gap.csv");
	CHECK_NEAR(rig.session.scenario.traffic[0], 10, 1e-12);
	assert_false(command_line_run(&rig.session, "traffic=nowhere.csv"));
	CHECK_HOLDS(rig.session.message.text, "nowhere.csv");
	text_release(&day);
}

/* What a value changes is told in the figures of the tab: of images nothing costs so much a million tokens. */
static void topics_tell_figures_of_the_tab(void **state)
{
	(void)state;
	rig_keys(&rig, "M-6");
	assert_true(command_line_run(&rig.session, "topic steps"));
	rig_draw(&rig, 40, 120);
	CHECK_HOLDS(rig_dump(&rig), "What it changes on ");
	CHECK_HOLDS(rig_dump(&rig), "$ a unit ");
	assert_null(strstr(rig_dump(&rig), "$/M"));
}

/* Every view of every study at every size, with nothing to show too. */
static void draws(void **state)
{
	static const char *const keys[] = { "] Tab v", "] Tab v 2", "] Tab Enter", "] ] ] Tab v", "] ] ] Tab Enter",
		"] ] Tab Enter", "] Tab End Enter", "] ] ] Tab End v", "] ] Tab End v", "] Tab End v", "] Tab c Down c",
		"M-5 Tab v", "M-5 Tab v 4", "M-5 Tab Enter", "M-5 Tab End Enter", "M-5 Tab End v", "M-5 Tab c Down c",
		"M-5 Tab D", "M-6 Tab v", "M-6 Tab v 4", "M-6 Tab Enter", "M-6 Tab End Enter", "M-6 Tab End v",
		"M-6 Tab c Down c", "M-6 Tab D" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		rig_keys(&rig, keys[i]);
		for (int rows = 1; rows <= RIG_ROWS; rows += 7)
			for (int columns = 1; columns <= RIG_COLUMNS; columns += 13)
				rig_draw(&rig, rows, columns);
		rig_stop(&rig);
		rig_start(&rig);
	}
}

#define STUDIES_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { STUDIES_TEST(keys_turn_tabs), STUDIES_TEST(load_is_kept_apart),
		STUDIES_TEST(load_is_undone), STUDIES_TEST(interview_is_about_serving),
		STUDIES_TEST(copy_is_of_the_tab), STUDIES_TEST(plan_opens_its_tab), STUDIES_TEST(undo_finds_the_tab),
		STUDIES_TEST(plan_brings_its_own_load), STUDIES_TEST(plan_keeps_all_loads),
		STUDIES_TEST(opened_load_outlives_undo), STUDIES_TEST(other_load_changes_the_plan),
		STUDIES_TEST(wrong_loads), STUDIES_TEST(tabs_change_no_plan), STUDIES_TEST(rows_stay_in_their_tab),
		STUDIES_TEST(provider_tells_rows_apart), STUDIES_TEST(order_follows),
		STUDIES_TEST(preset_is_where_the_knob_is), STUDIES_TEST(account_is_unfolded),
		STUDIES_TEST(traffic_from_a_file), STUDIES_TEST(topics_tell_figures_of_the_tab), STUDIES_TEST(draws) };

	return cmocka_run_group_tests(tests, enter, leave);
}
