/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports for other people: foreign text stays text in HTML, Markdown, shell and clipboard. */
#include "config.h"

#include <limits.h>

#include "report/command.h"
#include "report/html.h"
#include "report/output.h"
#include "support/planner_rig.h"
#include "tui/terminal/clipboard.h"

RIG_DEFINE

/* A model whose name and a provider whose name hold everything that could be markup. */
static const char HOSTILE[] =
	"<script>alert('1')</script> & \"x\" | `a` *b* _c_ [d](e) \033[31m\n# f";

static void write_hostile(struct text *out, enum output_format format)
{
	struct result result = rig.session.result;
	struct model model = *result.model;

	model.name = HOSTILE;
	result.model = &model;
	output_write(out, format, &(struct output_request) {
		.command = "rank", .scenario = &rig.session.scenario, .result = &result,
		.today = RIG_TODAY, .top = 5 });
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
	assert_non_null(strstr(out.data, "<h1>GPUs for &lt;script&gt;alert(&#39;1&#39;)"
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
	assert_non_null(strstr(out.data, "# GPUs for \\<script\\>alert('1')\\</script\\> "
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
	} changes[] = {
		{PARAMETER_TTFT, "1ms"}, {PARAMETER_CONTEXT, "131072"},
		{PARAMETER_CONCURRENCY, "max"}, {PARAMETER_RATE, "1000"}, {PARAMETER_GPUS, "1"},
		{PARAMETER_REGION, "nowhere"},
		{PARAMETER_PARAMS, "1T"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		for (int format = FORMAT_MARKDOWN; format <= FORMAT_HTML; format++) {
			struct text out;

			session_set(&rig.session, changes[i].parameter, changes[i].text);
			text_init(&out);
			output_write(&out, (enum output_format)format, &(struct output_request) {
				.command = "rank", .scenario = &rig.session.scenario,
				.result = &rig.session.result, .today = RIG_TODAY,
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
	report_command(&out, "rank", &rig.session.scenario);
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
	scenario_set(s, PARAMETER_REGION, "it's; rm -rf $HOME", &error);
	check_command("gpuplan rank --prompt 16k --spot tolerant --provider-kind hyperscaler "
		      "--provider-kind marketplace --region 'it'\\''s; rm -rf $HOME'");
}

/* RFC 4648, section 10, inside OSC 52. */
static void test_clipboard(void **state)
{
	static const char *const vectors[][2] = {
		{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}, {"\xc3\xa9\xff", "w6n/"},
	};
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

#define EXPORT_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EXPORT_TEST(test_html_escapes), EXPORT_TEST(test_markdown_escapes),
		EXPORT_TEST(test_every_scenario), EXPORT_TEST(test_no_gpu),
		EXPORT_TEST(test_command),
		EXPORT_TEST(test_clipboard), EXPORT_TEST(test_formats),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
