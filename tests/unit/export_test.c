/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports for other people: foreign text stays text in HTML, Markdown, shell and clipboard. */
#include <limits.h>

#include "base/json.h"
#include "study/scenario_text.h"
#include "study/fleet_bill.h"
#include "study/own_answer.h"
#include "study/study.h"
#include "report/command.h"
#include "report/html_chart.h"
#include "report/output.h"
#include "study/fleet.h"
#include "support/planner_rig.h"
#include "tui/export.h"
#include "tui/terminal/terminal_draw.h"

RIG_DEFINE

/* A model whose name and a provider whose name hold everything that could be markup. */
static const char HOSTILE[] = "<script>alert('1')</script> & \"x\" | `a` *b* _c_ [d](e) \033[31m\n# f";

static void write_hostile(struct text *out, enum output_format format)
{
	struct result result = rig.session.result;
	struct model model = *result.model;

	model.name = HOSTILE;
	result.model = &model;
	output_write(out, format,
		&(struct output_request){ .command = "rank",
			.scenario = &rig.session.scenario,
			.result = &result,
			.today = RIG_TODAY,
			.top = 5 });
}

static void test_html_escapes(void **state)
{
	struct text out;

	(void)state;
	text_init(&out);
	html_text(&out, "a<b> & \"c\" 'd'\n\033e");
	assert_string_equal(out.data, "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ^[e");
	text_clear(&out);
	write_hostile(&out, FORMAT_HTML);
	assert_null(strstr(out.data, "<script"));
	assert_null(strchr(out.data, '\033'));
	assert_non_null(strstr(out.data,
		"<h1>GPUs for &lt;script&gt;alert(&#39;1&#39;)"
		"&lt;/script&gt; &amp; "));
	/* Nothing is loaded from anywhere. */
	assert_null(strstr(out.data, "src="));
	assert_null(strstr(out.data, "<link"));
	assert_null(strstr(out.data, "@import"));
	assert_null(strstr(out.data, "url("));
	text_release(&out);
}

static void test_markdown_escapes(void **state)
{
	struct text out;

	(void)state;
	text_init(&out);
	write_hostile(&out, FORMAT_MARKDOWN);
	assert_null(strchr(out.data, '\033'));
	assert_non_null(strstr(out.data,
		"# GPUs for \\<script\\>alert('1')\\</script\\> "
		"\\& \"x\" \\| \\`a\\` "
		"\\*b\\* \\_c\\_ \\[d\\](e) ^\\[\\[31m \\# f\n"));
	text_release(&out);
}

/* Every verdict, unknown figures, no GPU at all: no nan, no empty number. */
static void test_every_scenario(void **state)
{
	static const struct {
		enum parameter parameter;
		const char *text;
	} changes[] = { { PARAMETER_TTFT, "1ms" }, { PARAMETER_CONTEXT, "131072" }, { PARAMETER_CONCURRENCY, "max" },
		{ PARAMETER_RATE, "1000" }, { PARAMETER_GPUS, "1" }, { PARAMETER_REGION, "Nigeria" },
		{ PARAMETER_PARAMS, "1T" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		for (int format = FORMAT_MARKDOWN; format <= FORMAT_HTML; format++) {
			struct text out;

			session_set(&rig.session, changes[i].parameter, changes[i].text);
			text_init(&out);
			output_write(&out, (enum output_format)format,
				&(struct output_request){ .command = "rank",
					.scenario = &rig.session.scenario,
					.result = &rig.session.result,
					.today = RIG_TODAY,
					.top = INT_MAX });
			assert_null(strstr(out.data, "nan"));
			assert_null(strstr(out.data, "inf<"));
			assert_null(strstr(out.data, "\"inf"));
			assert_null(strstr(out.data, "width=\"-"));
			assert_non_null(strstr(out.data, "2026-11-20"));
			text_release(&out);
		}
	}
}

/* Only GPUs that cannot be had yet: no row, and the report says so. */
static void test_no_gpu(void **state)
{
	struct text out;

	(void)state;
	for (int i = 0; i < rig.catalog.gpu_count; i++) {
		if (rig.catalog.gpus[i].announced)
			index_set_add(&rig.session.scenario.gpus, i);
	}
	session_recalculate(&rig.session);
	assert_int_equal(rig.session.result.count, 0);
	text_init(&out);
	write_hostile(&out, FORMAT_HTML);
	assert_non_null(strstr(out.data, "No GPU was considered."));
	assert_null(strstr(out.data, "<svg class=\"chart\""));
	text_release(&out);
}

static void check_command(const char *wanted)
{
	struct text out;

	text_init(&out);
	report_command(&out, NULL, "rank", &rig.session.scenario);
	assert_string_equal(out.data, wanted);
	text_release(&out);
}

/* Only what differs from the defaults, quoted for a shell. */
static void test_command(void **state)
{
	struct scenario *s = &rig.session.scenario;
	struct error error;

	(void)state;
	check_command("gpuplan rank");
	session_set(&rig.session, PARAMETER_PROMPT, "16k");
	session_set(&rig.session, PARAMETER_SPOT, "tolerant");
	scenario_set(s, PARAMETER_PROVIDER_KIND, "hyperscaler", &error);
	scenario_set(s, PARAMETER_PROVIDER_KIND, "marketplace", &error);
	/* No region has such a name; an overlay may. */
	snprintf(s->region, sizeof(s->region), "%s", "it's; rm -rf $HOME");
	check_command("gpuplan rank --prompt 16k --spot tolerant --provider-kind hyperscaler "
		      "--provider-kind marketplace --region 'it'\\''s; rm -rf $HOME'");
}

/* RFC 4648, section 10, inside OSC 52. */
static void test_clipboard(void **state)
{
	static const char *const vectors[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" }, { "\xc3\xa9\xff", "w6n/" } };
	struct text out, large;

	(void)state;
	text_init(&out);
	text_init(&large);
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		char wanted[64];

		text_clear(&out);
		snprintf(wanted, sizeof(wanted), "\033]52;c;%s\a", vectors[i][1]);
		assert_true(clipboard_sequence(&out, vectors[i][0], strlen(vectors[i][0])));
		assert_string_equal(out.data, wanted);
	}
	while (large.length <= CLIPBOARD_BYTES)
		text_add_char(&large, 'x');
	text_clear(&out);
	assert_false(clipboard_sequence(&out, large.data, large.length));
	assert_int_equal(out.length, 0);
	assert_true(clipboard_sequence(&out, large.data, large.length - 1));
	assert_true(out.length - strlen("\033]52;c;\a") <= 74994);
	text_release(&out);
	text_release(&large);
}

static void test_formats(void **state)
{
	enum output_format format = FORMAT_COUNT;
	struct error error;

	(void)state;
	assert_true(output_format_of_file("a.b/c.d.HTML", &format, &error));
	assert_int_equal(format, FORMAT_HTML);
	assert_false(output_format_of_file("folder/.md", &format, &error));
	assert_false(output_format_of_file("", &format, &error));
	assert_int_equal(error.status, STATUS_USAGE);
	for (int i = 0; i < FORMAT_COUNT; i++) {
		const char *name = output_format_name((enum output_format)i);

		assert_true(output_format_from_name(name, &format, &error));
		assert_int_equal(format, i);
	}
	assert_false(output_format_from_name("yaml", &format, &error));
	assert_non_null(strstr(error.text, "use text, json, csv, markdown or html"));
}

/* What :export writes of the screen that is open. */
static void export_shown(struct text *out, enum output_format format)
{
	text_init(out);
	export_view(&rig.session, rig.session.view, format, out);
}

/* The exported JSON; the caller frees it. */
static cJSON *export_json(void)
{
	struct error error = { .text = "" };
	struct text out;
	cJSON *root;

	export_shown(&out, FORMAT_JSON);
	if (json_parse(out.data, out.length, "export", false, &root, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	text_release(&out);
	return root;
}

static const char *member_text(const cJSON *object, const char *key)
{
	const cJSON *member = json_member(object, key);

	assert_true(cJSON_IsString(member));
	return member->valuestring;
}

static double item_number(const cJSON *array, int i)
{
	const cJSON *item = cJSON_GetArrayItem(array, i);

	assert_true(cJSON_IsNumber(item));
	return item->valuedouble;
}

/* Fleet or Own with its curves open; every tab has a load of its own. */
static void open_curves(const char *tab, const char *plot)
{
	rig_keys(&rig, tab);
	session_set(&rig.session, PARAMETER_RATE, "50");
	session_set(&rig.session, PARAMETER_RATE_LOW, "10");
	rig_idle(&rig);
	rig_keys(&rig, "v");
	rig_keys(&rig, plot);
	assert_int_equal(rig.session.view, VIEW_CURVES);
}

/*
 * The fleet of a line solved anew for a rate.  The search may take another configuration of the
 * same GPUs that is cheaper then: the line keeps its own, so its bill is the same or higher.
 * Returns whether it is the same.
 */
static bool check_bill(const cJSON *line, double rate, double bill)
{
	struct scenario s = rig.session.scenario;
	struct error error = { .text = "" };
	struct result solved;
	double found = NAN;

	assert_int_equal(scenario_set(&s, PARAMETER_GPU, member_text(line, "gpu"), &error), STATUS_OK);
	s.number[PARAMETER_GPUS] = json_member(line, "gpus")->valuedouble;
	s.number[PARAMETER_RATE_LOW] *= rate / s.number[PARAMETER_RATE];
	s.number[PARAMETER_RATE] = rate;
	result_init(&solved, s.catalog);
	study_solve(&fleet_study, &s, RIG_TODAY, &solved);
	for (int i = 0; i < solved.count; i++) {
		const struct row *a = &solved.rows[i];

		if (a->offer && strcmp(a->offer->provider->id, member_text(line, "provider")) == 0)
			found = bill_of(a)->usd.mid;
	}
	result_release(&solved);
	if (!(found <= bill * (1.0 + 1e-9)))
		fail_msg("%s at %g/s: %.12g, solved %.12g", member_text(line, "name"), rate, bill, found);
	return found >= bill * (1.0 - 1e-9);
}

/* What other tabs read is no option of the command that asks this one; a rate stays that stands for users. */
static void test_unread(void **state)
{
	TEXT(out);

	(void)state;
	rig_command(&rig, "set ttft=2s");
	rig_keys(&rig, "M-3");
	rig_command(&rig, "set tokens=30M");
	output_write(&out, FORMAT_MARKDOWN,
		&(struct output_request){ .command = "batch",
			.scenario = &rig.session.scenario,
			.result = &rig.session.result,
			.today = RIG_TODAY,
			.top = 5 });
	CHECK_HOLDS(out.data, "gpuplan batch --tokens 30M");
	assert_null(strstr(out.data, "--ttft"));
	rig_keys(&rig, "M-2");
	rig_command(&rig, "set rate=50");
	text_clear(&out);
	output_write(&out, FORMAT_MARKDOWN,
		&(struct output_request){ .command = "fleet",
			.scenario = &rig.session.scenario,
			.result = &rig.session.result,
			.today = RIG_TODAY,
			.top = 5 });
	CHECK_HOLDS(out.data, " --rate 50");
	CHECK_HOLDS(out.data, " --ttft 2s");
}

/* Why of a fleet: the fleet of the row alone, by the command of fleets. */
static void test_fleet_why(void **state)
{
	TEXT(out);

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "] Tab Enter");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	export_view(&rig.session, VIEW_EXPLAIN, FORMAT_MARKDOWN, &out);
	CHECK_HOLDS(out.data, "gpuplan fleet ");
	CHECK_HOLDS(out.data, session_answer(&rig.session)->offer->provider->name);
	assert_null(strstr(out.data, "gpuplan explain"));
}

static void test_fleet_curve_json(void **state)
{
	const cJSON *curve, *x, *lines;
	int same = 0, checked = 0;
	cJSON *root;

	(void)state;
	open_curves("M-2", "1");
	root = export_json();
	assert_string_equal(member_text(root, "command"), "fleet");
	curve = json_member(root, "curve");
	assert_string_equal(member_text(curve, "plot"), "usd_by_rate");
	assert_string_equal(member_text(curve, "x_key"), "requests_per_second");
	assert_string_equal(member_text(curve, "y_key"), "usd_per_month");
	x = json_member(curve, "x");
	lines = json_member(curve, "lines");
	CHECK_NEAR(item_number(x, 0), 50.0 / 16.0, 1e-9);
	CHECK_NEAR(item_number(x, 60), 50.0 * 16.0, 1e-9);
	CHECK_NEAR(json_member(curve, "now")->valuedouble, 50.0, 1e-12);
	assert_int_equal(cJSON_GetArraySize(lines), 4);
	assert_int_equal(cJSON_GetArraySize(json_member(root, "results")), 4);
	for (int k = 0; k < 4; k++) {
		const cJSON *line = cJSON_GetArrayItem(lines, k), *y = json_member(line, "y");

		assert_int_equal(cJSON_GetArraySize(y), cJSON_GetArraySize(x));
		/* The workload's own rate is in the middle, and there the bill is the table's. */
		CHECK_NEAR(item_number(y, 30), json_member(line, "now")->valuedouble, 1e-9);
		for (int i = 0; i <= 60; i += 20, checked++)
			same += check_bill(line, item_number(x, i), item_number(y, i));
	}
	if (2 * same < checked)
		fail_msg("%d of %d bills are those of the study", same, checked);
	json_free(root);
}

/* The number in a column, from 0, of the line at `line`. */
static double csv_number(const char *line, int column)
{
	for (; column > 0; column--)
		line = strchr(line, ',') + 1;
	return strtod(line, NULL);
}

/* The same points as in JSON; the first line names every provider. */
static void test_fleet_curve_csv(void **state)
{
	const cJSON *curve, *lines;
	const char *line;
	struct text out;
	char *head;
	cJSON *root;

	(void)state;
	open_curves("M-2", "1");
	root = export_json();
	curve = json_member(root, "curve");
	lines = json_member(curve, "lines");
	export_shown(&out, FORMAT_CSV);
	head = strndup(out.data, strcspn(out.data, "\n"));
	assert_int_equal(strncmp(head, "requests_per_second,usd_per_month: ", 35), 0);
	for (int k = 0; k < cJSON_GetArraySize(lines); k++)
		assert_non_null(strstr(head, member_text(cJSON_GetArrayItem(lines, k), "name")));
	assert_non_null(strstr(head, session_answer(&rig.session)->offer->provider->name));
	free(head);
	line = out.data;
	for (int i = 0; i <= 60; i++) {
		line = strchr(line, '\n') + 1;
		CHECK_NEAR(csv_number(line, 0), item_number(json_member(curve, "x"), i), 1e-9);
		for (int k = 0; k < cJSON_GetArraySize(lines); k++)
			CHECK_NEAR(csv_number(line, 1 + k),
				item_number(json_member(cJSON_GetArrayItem(lines, k), "y"), i), 1e-9);
	}
	assert_string_equal(strchr(line, '\n'), "\n");
	json_free(root);
	text_release(&out);
}

/* An hour a row: its traffic lies between the rates that were given. */
static void test_day_curve(void **state)
{
	const cJSON *curve, *lines, *load, *room;
	cJSON *root;

	(void)state;
	open_curves("M-2", "2");
	root = export_json();
	curve = json_member(root, "curve");
	lines = json_member(curve, "lines");
	assert_string_equal(member_text(curve, "plot"), "day");
	assert_int_equal(cJSON_GetArraySize(lines), 2);
	load = json_member(cJSON_GetArrayItem(lines, 0), "y");
	room = json_member(cJSON_GetArrayItem(lines, 1), "y");
	assert_int_equal(cJSON_GetArraySize(load), FLEET_HOURS);
	for (int i = 0; i < FLEET_HOURS; i++) {
		CHECK_NEAR(item_number(json_member(curve, "x"), i), i, 1e-12);
		assert_true(item_number(load, i) == 50.0 || item_number(load, i) == 10.0);
		assert_true(item_number(room, i) >= item_number(load, i));
	}
	json_free(root);
}

/* Owning begins with its price, and renting at nothing; the months are those of the terms. */
static void test_own_curve(void **state)
{
	const struct row *a;
	const cJSON *curve, *lines;
	cJSON *root;

	(void)state;
	open_curves("M-4", "1");
	a = session_answer(&rig.session);
	root = export_json();
	assert_string_equal(member_text(root, "command"), "own");
	curve = json_member(root, "curve");
	lines = json_member(curve, "lines");
	assert_string_equal(member_text(curve, "x_key"), "month");
	CHECK_NEAR(item_number(json_member(curve, "x"), 60), own_of(a)->terms.months, 1e-9);
	CHECK_NEAR(item_number(json_member(cJSON_GetArrayItem(lines, 0), "y"), 60),
		own_spent(a, own_of(a)->terms.months), 1e-9);
	assert_true(cJSON_GetArraySize(lines) >= 2);
	for (int k = 1; k < cJSON_GetArraySize(lines); k++) {
		const cJSON *line = cJSON_GetArrayItem(lines, k);

		assert_non_null(strstr(member_text(line, "name"), " at "));
		CHECK_NEAR(item_number(json_member(line, "y"), 0), 0.0, 1e-12);
	}
	json_free(root);
}

/* The reports for people name every line and have its numbers; HTML draws it. */
static void test_money_reports(void **state)
{
	static const enum output_format formats[] = { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_HTML };
	static const char *const plots[][2] = { { "M-2", "1" }, { "M-2", "2" }, { "M-4", "1" } };

	(void)state;
	for (size_t p = 0; p < COUNT_OF(plots); p++) {
		rig.session.view = VIEW_WORKBENCH;
		open_curves(plots[p][0], plots[p][1]);
		for (size_t f = 0; f < COUNT_OF(formats); f++) {
			struct text out, name;

			export_shown(&out, formats[f]);
			text_init(&name);
			text_addf(&name, "%s: %s ", p < 2 ? "Fleet" : "Own",
				session_answer(&rig.session)->deployment.gpu->short_name);
			assert_non_null(strstr(out.data, name.data));
			assert_non_null(strstr(out.data, "A: "));
			assert_non_null(strstr(out.data, "B: "));
			assert_null(strstr(out.data, "nan"));
			assert_null(strstr(out.data, "inf "));
			assert_true(!!strstr(out.data, "<path class=\"curve s1") == (formats[f] == FORMAT_HTML));
			text_release(&name);
			text_release(&out);
		}
	}
}

#define EXPORT_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { EXPORT_TEST(test_html_escapes), EXPORT_TEST(test_markdown_escapes),
		EXPORT_TEST(test_every_scenario), EXPORT_TEST(test_no_gpu), EXPORT_TEST(test_command),
		EXPORT_TEST(test_clipboard), EXPORT_TEST(test_formats), EXPORT_TEST(test_unread),
		EXPORT_TEST(test_fleet_why), EXPORT_TEST(test_fleet_curve_json), EXPORT_TEST(test_fleet_curve_csv),
		EXPORT_TEST(test_day_curve), EXPORT_TEST(test_own_curve), EXPORT_TEST(test_money_reports) };

	return cmocka_run_group_tests(tests, enter, leave);
}
