/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Golden screens: the planner's views at four sizes, in UTF-8 and ASCII, character by character.
 * GPUPLAN_UPDATE_GOLDEN=1 writes the files anew: look at every change. */
#include <langinfo.h>

#include "support/planner_rig.h"

static struct rig rig;

static int enter(void **state)
{
	(void)state;
	return rig_open(&rig);
}

static int leave(void **state)
{
	(void)state;
	return rig_close(&rig);
}

/* Only GPUs that cannot be had yet: nothing to show. */
static struct scenario empty_scenario(void)
{
	struct scenario scenario = rig_scenario(&rig);

	for (int i = 0; i < rig.catalog.gpu_count; i++) {
		if (rig.catalog.gpus[i].announced)
			index_set_add(&scenario.gpus, i);
	}
	return scenario;
}

/* The table with the first GPU that does not fit a context of 128k. */
static void show_misfit(void)
{
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_keys(&rig, "End Tab");
	for (int i = 0; i < rig.session.result.count; i++) {
		if (session_answer(&rig.session)->verdict == VERDICT_DOES_NOT_FIT)
			return;
		rig_keys(&rig, "Down");
	}
}

/* From the first row of the panel to that of compliance. */
#define FILTER_ROWS \
	"Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down " \
	"Down Down Down"

static const struct {
	const char *name, *keys;
} screens[] = { { "first screen", "" }, { "help", "?" }, { "help on a parameter", "Down Down Down F1" },
	{ "help on a metric", "Tab s s s s s s F1" }, { "glossary", "? t" }, { "settings", ", Down" },
	{ "list of models", "m q w e n" }, { "why", "Tab Enter" },
	{ "why, one figure", "Tab Down Enter Down Down Enter" }, { "why it does not fit", "Tab End Enter Enter" },
	{ "comparison of two", "Tab c Down Down c" },
	{ "comparison of three", "Tab Space Down Space End Space c PageDown" },
	{ "marked", "Tab Space Down Down Space" }, { "model by size", "m End Enter 2 3 5 B" }, { "details", "Tab D" },
	{ "explanation", "Tab e Space Space" }, { "does not fit", NULL }, { "typed value", "Down Down Down 1 6 k" },
	{ "sorted by TTFT", "Tab s s s s s s" }, { "refused value", "Down Down Down 9 9 9 k Enter" }, { "wizard", "w" },
	{ "another answer of the wizard", "w Enter Down Down" },
	{ "typed answer of the wizard", "w Enter 3 0 B / 3 B" },
	{ "refused answer of the wizard", "w Enter Enter Enter 9 h Enter" },
	{ "end of the wizard", "w Enter Enter Enter Enter Enter Enter Enter" },
	{ "plan of the wizard", "w Enter Enter Enter Enter Enter Enter Enter Enter" },
	{ "command line", ": s e t Space c o n Tab" }, { "search", "/ l 4 0 s" }, { "curves: speed", "v" },
	{ "curves: cost by utilisation", "v 2" }, { "curves: cost by load", "v 3" },
	{ "curves: KV cache by context", "v 4" }, { "curves: does not fit", "Tab End v" }, { "fleets", "] Tab Down" },
	{ "account of a fleet", "] Tab Down Enter" }, { "comparison of fleets", "] Tab c Down c" },
	{ "curves of a fleet", "] Tab v" }, { "day of a fleet", "] Down 5 0 Enter Down 1 0 Enter Tab v 2" },
	{ "buying or renting", "] ] Tab Down" }, { "account of a purchase", "] ] Tab Down Enter" },
	{ "curves of a purchase", "] ] Tab Down v" }, { "training", "M-5 Tab Down" },
	{ "account of a training run", "M-5 Tab Enter" }, { "curves of a training run", "M-5 Tab v" },
	{ "training that does not fit", "M-5 Tab End" }, { "media", "M-6 Tab Down" },
	{ "account of an image", "M-6 Tab Enter Down Enter" }, { "curves of an image", "M-6 Tab v" },
	{ "a clip", "M-6 Right Right Tab" }, { "media models", "M-6 m" },
	{ "filters", ": c o u n t r y Space E U , I N Enter : s l a Space f o r m a l Enter " FILTER_ROWS },
	{ "a list of filters", ": c o m p l i a n c e Space s o c 2 Enter " FILTER_ROWS " Enter" },
	{ "filters that leave nothing", ": r e g i o n Space N i g e r i a Enter" }, { "no GPU", "" } };

static void add_screen(struct text *out, size_t i, int rows, int columns, bool ascii)
{
	struct scenario scenario = i + 1 == COUNT_OF(screens) ? empty_scenario() : rig_scenario(&rig);

	rig_start_with(&rig, &scenario, ascii);
	rig_draw(&rig, rows, columns);
	if (screens[i].keys)
		rig_keys(&rig, screens[i].keys);
	else
		show_misfit();
	rig_idle(&rig);
	rig_draw(&rig, rows, columns);
	text_addf(out, "%s== %s\n", out->length ? "\n" : "", screens[i].name);
	text_add(out, rig_dump(&rig));
	rig_stop(&rig);
}

static void write_file(const char *path, const struct text *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
	assert_int_equal(fclose(file), 0);
}

static void read_file(const char *path, struct text *text)
{
	FILE *file = fopen(path, "r");
	char bytes[4096];
	size_t n;

	if (!file)
		fail_msg("%s cannot be read", path);
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		text_add_n(text, bytes, n);
	fclose(file);
}

/* The first line that differs, with the heading of its screen. */
static void explain(const char *path, const char *wanted, const char *got)
{
	char heading[64] = "";
	int line = 1;

	for (;; line++) {
		size_t n = strcspn(wanted, "\n"), m = strcspn(got, "\n");

		if (n != m || memcmp(wanted, got, n) != 0) {
			printf("# %s, line %d, under \"%s\"\n# wanted: %.*s\n# got:    %.*s\n", path, line, heading,
				(int)n, wanted, (int)m, got);
			return;
		}
		if (strncmp(got, "== ", 3) == 0)
			snprintf(heading, sizeof(heading), "%.*s", (int)m - 3, got + 3);
		if (wanted[n] == '\0' || got[m] == '\0')
			break;
		wanted += n + 1;
		got += m + 1;
	}
	printf("# %s, line %d: one is longer\n", path, line);
}

static void check_golden(int rows, int columns, bool ascii)
{
	const char *top = getenv("abs_top_srcdir"), *update = getenv("GPUPLAN_UPDATE_GOLDEN");
	char path[1024];
	struct text got, wanted;
	bool equal;

	text_init(&got);
	text_init(&wanted);
	for (size_t i = 0; i < COUNT_OF(screens); i++)
		add_screen(&got, i, rows, columns, ascii);
	snprintf(path, sizeof(path), "%s/tests/golden/screen-%dx%d-%s.txt", top ? top : ".", columns, rows,
		ascii ? "ascii" : "utf8");
	if (update && update[0] != '\0')
		write_file(path, &got);
	read_file(path, &wanted);
	equal = strcmp(wanted.data, got.data) == 0;
	if (!equal)
		explain(path, wanted.data, got.data);
	for (size_t i = 0; ascii && i < got.length; i++)
		assert_true(got.data[i] == '\n' || (got.data[i] >= ' ' && got.data[i] < 0x7f));
	text_release(&got);
	text_release(&wanted);
	assert_true(equal);
}

/* In ASCII only the small ones unless all cases are wanted: the glyphs are the same at every size. */
static void check_both(int rows, int columns)
{
	if (all_cases() || rows <= 24)
		check_golden(rows, columns, true);
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		CHECK_SKIP("the locale is not UTF-8");
	check_golden(rows, columns, false);
}

static void test_smallest(void **state)
{
	(void)state;
	check_both(16, 60);
}

static void test_80x24(void **state)
{
	(void)state;
	check_both(24, 80);
}

static void test_100x30(void **state)
{
	(void)state;
	check_both(30, 100);
}

static void test_large(void **state)
{
	(void)state;
	check_both(50, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_smallest), cmocka_unit_test(test_80x24),
		cmocka_unit_test(test_100x30), cmocka_unit_test(test_large) };

	return cmocka_run_group_tests(tests, enter, leave);
}
