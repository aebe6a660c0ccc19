/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screens in a language whose words are all 40 % longer, made from the messages of the sources by
 * support/long_words.sh: what is cut there is a word, never a figure. */
#include "config.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <sys/wait.h>

#include "base/i18n.h"
#include "report/figure.h"
#include "study/parameter.h"
#include "support/planner_rig.h"
#include "tui/widgets/gutter.h"

static struct rig rig;
static char folder[] = "/tmp/gpuplan-words.XXXXXX";
static bool made;

static void run(const char *command)
{
	int status = system(command);

	made = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!made && !(WIFEXITED(status) && WEXITSTATUS(status) == 77))
		fail_msg("%s: %d", command, status);
}

static int enter(void **state)
{
	char command[256];

	(void)state;
	if (rig_open(&rig) != 0 || !mkdtemp(folder))
		return -1;
	snprintf(command, sizeof(command), "sh \"$abs_top_srcdir/tests/support/long_words.sh\" %s", folder);
	run(command);
	return 0;
}

static int leave(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) != 0 || rig_close(&rig);
}

/* The words of the sources, or the long ones. */
static void speak(bool long_words)
{
#if defined(ENABLE_NLS) && ENABLE_NLS
	setenv("LANGUAGE", long_words ? "xx" : "en", 1);
	bindtextdomain(PACKAGE, folder);
	textdomain(PACKAGE);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
#else
	made = false;
	(void)long_words;
#endif
}

static bool translates(void)
{
	bool translated;

	if (made)
		speak(true);
	translated = made && strcmp(_("Model"), "Model") != 0;
	speak(false);
	return translated;
}

static void skip_without(void)
{
	if (translates())
		return;
	CHECK_SKIP("no translation without gettext and its tools");
}

static const int sizes[][2] = { { 16, 60 }, { 24, 80 }, { 40, 120 }, { 50, 200 } };

/* A row of the canvas. */
static void read_row(int row, int from, int columns, struct text *out)
{
	text_clear(out);
	for (int column = from; column < from + columns && column < rig.canvas.columns; column++)
		if (canvas_at(&rig.canvas, row, column)->width)
			text_add_code(out, (uint32_t)canvas_at(&rig.canvas, row, column)->glyph);
}

static bool is_blank(int row, int column)
{
	return canvas_at(&rig.canvas, row, column)->glyph == L' ' || canvas_at(&rig.canvas, row, column)->glyph == 0;
}

static void complain(const char *what, int row)
{
	rig_print(&rig);
	fail_msg("%dx%d, row %d: %s", rig.canvas.columns, rig.canvas.rows, row, what);
}

/* Opens a fresh planner in a tab, in one of the languages. */
static void open_tab(int tab, bool long_words, int rows, int columns)
{
	rig_stop(&rig);
	rig_start(&rig);
	speak(long_words);
	for (int i = 0; i < tab; i++)
		rig_keys(&rig, "]");
	rig_draw(&rig, rows, columns);
}

/* The next word that has a digit, or NULL; `at` moves behind it. */
static bool next_figure(const char **at, char *out, size_t size)
{
	while (**at) {
		size_t n;

		*at += strspn(*at, " ");
		n = strcspn(*at, " ");
		snprintf(out, size, "%.*s", (int)n, *at);
		*at += n;
		if (strpbrk(out, "0123456789"))
			return true;
	}
	return false;
}

/* The figure without the commas between thousands, and what stands behind it. */
static double read_figure(const char *text, char **end)
{
	static char digits[64];
	size_t n = 0;

	for (; *text && n < sizeof(digits) - 1; text++)
		if (*text != ',')
			digits[n++] = *text;
	digits[n] = '\0';
	return strtod(digits, end);
}

/* "1.20s" of a wide column is "1.2s" of a narrow one, "1,911" is "1.9k". */
static bool same_short(const char *a, const char *b)
{
	char *end;
	double x = read_figure(a, &end), y;
	char unit_a = *end, unit_b;

	y = read_figure(b, &end);
	unit_b = *end;
	if (unit_a == 's' && unit_b == 's')
		return x >= 1.0 && fabs(x - y) < (x < 9.95 && y < 9.95 ? 0.0501 : 0.501);
	x *= unit_a == 'k' ? 1e3 : 1.0;
	y *= unit_b == 'k' ? 1e3 : 1.0;
	return (unit_a == 'k') != (unit_b == 'k') && x >= 1e3 && fabs(x - y) < (x < 9950.0 ? 50.1 : 501.0);
}

static bool has_figure(const char *line, const char *figure)
{
	char other[64];

	while (next_figure(&line, other, sizeof(other)))
		if (strcmp(other, figure) == 0 || same_short(other, figure))
			return true;
	return false;
}

/* Panel: the value of each row is the same, whole, and behind the label. */
static void check_panel(const struct layout_boxes *l, char values[][64], bool compare)
{
	struct text row;

	text_init(&row);
	for (int i = 0; i < l->panel.rows; i++) {
		int line = l->panel.row + i, end = l->panel.column + l->panel.columns;
		int label = l->panel.column + GUTTER_LABEL + rig.session.gutter;
		char *value;

		if (i + rig.session.parameters.top >= rig.session.parameters.count)
			break;
		/* A blank before the value; before that may be the sign of a filter. */
		if (!is_blank(line, label - 1))
			complain("a label reaches into its value", line);
		read_row(line, label, end - label, &row);
		for (size_t n = row.length; n > 0 && row.data[n - 1] == ' '; n--)
			row.data[n - 1] = '\0';
		/* Sliders are as wide as there is room: what stands behind them counts. */
		value = strrchr(row.data, ' ');
		value = value && strstr(row.data, "\u2500") ? row.data + strcspn(row.data, " ") : row.data;
		value += strspn(value, " ");
		if (compare && strpbrk(values[i], "0123456789") && !strstr(values[i], "\u25b8") &&
			strcmp(values[i], value) != 0) {
			printf("# \"%s\", not \"%s\"\n", value, values[i]);
			complain("another value", line);
		}
		snprintf(values[i], 64, "%s", value);
	}
	text_release(&row);
}

/* How sure a row is, and its TTFT in seconds. */
static bool is_kept(const char *figure)
{
	size_t n = strlen(figure);

	return figure[n - 1] == '%' || (figure[n - 1] == 's' && isdigit((unsigned char)figure[n - 2]));
}

/* Table: what is left of the figures of a row in English. */
static void check_table(const struct layout_boxes *l, char lines[][400], bool compare)
{
	struct text row;

	text_init(&row);
	for (int i = 1; i < l->table.rows; i++) {
		const struct shown_row *shown = shown_at(&rig.session.shown, rig.session.rows.top + i - 1);
		const char *name, *at;
		size_t same = 0;
		char figure[64];

		if (!shown)
			break;
		read_row(l->table.row + i, l->table.column + 3, l->table.columns - 3, &row);
		/* Names of GPUs have digits, too, and may be cut. */
		name = shown->row->deployment.gpu->short_name;
		while (name[same] && row.data[same] == name[same])
			same++;
		at = row.data + same + (strncmp(row.data + same, "\u2026", 3) == 0 ? 3 : 0);
		if (compare) {
			const char *left = at;

			while (next_figure(&left, figure, sizeof(figure))) {
				/* "1y" is a word. */
				if (figure[strspn(figure, "0123456789")] != 'y' &&
					(!has_figure(lines[i], figure) || strstr(figure, "\u2026")))
					complain(figure, l->table.row + i);
			}
			/* What may go for longer heads is format, TPOT and number. */
			left = lines[i];
			while (next_figure(&left, figure, sizeof(figure)))
				if (strcmp(rig.session.study->command, "rank") == 0 && is_kept(figure) &&
					!has_figure(at, figure))
					complain(figure, l->table.row + i);
		} else {
			snprintf(lines[i], 400, "%s", at);
			for (size_t n = strlen(lines[i]); n > 0 && lines[i][n - 1] == ' '; n--)
				lines[i][n - 1] = '\0';
			for (const char *left = at; next_figure(&left, figure, sizeof(figure));)
				if (strstr(figure, "\u2026"))
					complain("a figure is cut", l->table.row + i);
		}
	}
	text_release(&row);
}

/* Heads stand apart: each is the title of a column, whole. */
static void check_heads(const struct layout_boxes *l)
{
	struct text row, titles;
	char word[64];

	text_init(&row);
	text_init(&titles);
	for (const struct study_column *c = rig.session.study->table; c->width; c++) {
		for (int brief = 0; brief < 2; brief++) {
			struct text title;

			text_init(&title);
			figure_title(&title, c, rig.session.scenario.number[PARAMETER_CERTAINTY], brief);
			text_addf(&titles, " %s ", title.data);
			text_release(&title);
		}
	}
	read_row(l->table.row, l->table.column, l->table.columns, &row);
	/* Those that the choice is made by are there at every size. */
	for (const struct study_column *c = rig.session.study->table; c->width; c++) {
		bool there = c->priority > 0;

		for (int beside = 0; beside < 2 && !there; beside++) {
			struct text title;

			text_init(&title);
			figure_title(&title, c, rig.session.scenario.number[PARAMETER_CERTAINTY], beside);
			there = strstr(row.data, title.data);
			text_release(&title);
		}
		if (!there)
			complain("a column of the choice is not there", l->table.row);
	}
	for (char *at = row.data; *at;) {
		size_t n;
		char wanted[80];

		at += strspn(at, " ");
		n = strcspn(at, " ");
		snprintf(word, sizeof(word), "%.*s", (int)n, at);
		at += n;
		snprintf(wanted, sizeof(wanted), " %s ", word);
		/* Figures are the axis of the plot. */
		if (n && !isdigit((unsigned char)word[0]) && !strstr(titles.data, wanted)) {
			printf("# head \"%s\" of%s\n", word, titles.data);
			complain("a head is cut", l->table.row);
		}
	}
	text_release(&row);
	text_release(&titles);
}

/* Answer: labels in the gutter, and sentences that are cut nowhere. */
static void check_answer(const struct layout_boxes *l, int rows)
{
	int at = l->answer.column + GUTTER_LABEL + rig.session.gutter;
	/* Two lines have none. */
	bool hours = false, labels = l->answer.rows > 2;
	struct text row;

	text_init(&row);
	for (int i = l->answer.row; i < l->answer.row + rows; i++) {
		if (labels && !is_blank(i, at - 1))
			complain("a label reaches into its text", i);
		read_row(i, l->answer.column, l->answer.columns, &row);
		if (strstr(row.data, "\u2026"))
			complain("a sentence is cut", i);
		/* Words behind the hours of a day go on below themselves. */
		if (row.data[strspn(row.data, " ")] && is_blank(i, at) && !hours && labels)
			complain("a text that does not begin in the gutter", i);
		hours = strstr(row.data, " 24h ") || (hours && is_blank(i, l->answer.column + GUTTER_LABEL));
	}
	text_release(&row);
}

/* How old the prices of the rows are, in words or in brief. */
static void write_ages(struct text *out, bool brief)
{
	const struct result *r = &rig.session.result;
	long newest = LONG_MAX, oldest = rig.session.today - r->oldest_price;

	for (int i = 0; i < r->count; i++)
		if (r->rows[i].offer && rig.session.today - r->rows[i].offer->as_of < newest)
			newest = rig.session.today - r->rows[i].offer->as_of;
	text_clear(out);
	if (brief)
		text_addf(out, _("%ld–%ldd"), newest, oldest);
	else
		text_addf(out, ngettext("prices %ld–%ld day", "prices %ld–%ld days", (unsigned long)oldest), newest,
			oldest);
	if (reasons_have(&r->warnings, REASON_STALE_PRICES))
		text_add(out, " !");
}

/* How often they had room. */
static int ages_shown;

/* What stands right of the tabs. */
static void check_ages(const char *got)
{
	bool there = false;
	size_t n;
	TEXT(ages);

	for (int brief = 0; brief < 2; brief++) {
		write_ages(&ages, brief);
		/* Blanks end the row. */
		n = strlen(ages.data);
		there = there || (strncmp(got, ages.data, n) == 0 && !got[n + strspn(got + n, " ")]);
	}
	if (*got && !there)
		complain(got, 0);
	ages_shown += there;
}

/* Bytes of the rest of a title, or of the sign that there is one. */
static size_t tab_rest(const char *at, const char *rest)
{
	if (strncmp(at, rest, strlen(rest)) == 0)
		return strlen(rest);
	if (strncmp(at, "\u2026", 3) != 0)
		complain(rest, 0);
	return strlen("\u2026");
}

/* Row 1: every tab, five letters of it at least, the shown one whole, and the age of prices whole or not at all. */
static void check_tabs(void)
{
	struct text row;
	const char *at;

	text_init(&row);
	read_row(0, 0, rig.canvas.columns, &row);
	at = row.data;
	for (int i = 0; i < study_count(); i++) {
		const char *title = _(study_at(i)->title);
		char part[64];
		bool shown = study_at(i) == rig.session.study;

		snprintf(part, sizeof(part), shown ? "[%s]" : " %.5s", title);
		at = strstr(at, part);
		if (!at)
			complain(part, 0);
		at += strlen(part);
		if (!shown && strlen(title) > 5)
			at += tab_rest(at, title + 5);
	}
	check_ages(at + strspn(at, " "));
	if (!is_blank(0, rig.canvas.columns - 1))
		complain("the row is full", 0);
	text_release(&row);
}

/* The way to all else, and to the words of it. */
static bool has_keys(void)
{
	struct text row;
	bool has;

	text_init(&row);
	read_row(rig.canvas.rows - 1, 0, rig.canvas.columns, &row);
	has = strstr(row.data, " : ") && strstr(row.data, " ? ");
	text_release(&row);
	return has;
}

static void check_keys(void)
{
	if (!has_keys())
		complain("the key bar has lost : or ?", rig.canvas.rows - 1);
}

/* The workbench after some keys, in both languages. */
static void check_bench(int tab, int rows, int columns, const char *keys)
{
	static char values[64][64], lines[64][400];
	struct layout_boxes l = layout_workbench(rows, columns);

	memset(values, 0, sizeof(values));
	memset(lines, 0, sizeof(lines));
	for (int long_words = 0; long_words < 2; long_words++) {
		open_tab(tab, long_words, rows, columns);
		rig_keys(&rig, keys);
		rig_settle(&rig, rows, columns);
		check_panel(&l, values, long_words);
		check_table(&l, lines, long_words);
		check_heads(&l);
		check_answer(&l, l.answer.rows);
		check_tabs();
		check_keys();
	}
}

static void test_workbench(void **state)
{
	static const char *const keys[] = { "j j j", "Tab j a j", "Tab / a 1 0 Enter j j j j" };

	(void)state;
	skip_without();
	for (size_t s = 0; s < COUNT_OF(sizes); s++)
		for (int tab = 0; tab < study_count(); tab++)
			for (size_t k = 0; k < COUNT_OF(keys); k++)
				check_bench(tab, sizes[s][0], sizes[s][1], keys[k]);
	assert_true(ages_shown > 40);
}

/* Words are longer by 40 %, and figures, directives and escapes as they were. */
static void test_words(void **state)
{
	char text[64];

	(void)state;
	skip_without();
	speak(true);
	assert_string_equal(_("Model"), "Moodeel");
	assert_string_equal(_("VRAM"), "VVRAAM");
	snprintf(text, sizeof(text), _(", %.0f %% busy"), 50.0);
	assert_string_equal(text, ", 50 % bbuussy");
	speak(false);
	assert_string_equal(_("Model"), "Model");
}

/* All views: one gutter, and the keys.  Labels with their values stand in `count` rows from the row `from` on. */
static const struct {
	const char *name, *keys;
	int from, count;
} views[] = {
	{ "why", "Tab Enter", 2, 5 },
	{ "why of the second", "Tab Down Enter Down Enter", 2, 5 },
	{ "compare", "Tab c Down Down c", 4, 5 },
	{ "curves", "v", 0, 0 },
	{ "curves of load", "v 3", 0, 0 },
	{ "wizard", "w", 11, 4 },
	{ "wizard, second question", "w Enter", 0, 0 },
	{ "picker", "m", 0, 0 },
	{ "picker, typed", "m q w e n", 0, 0 },
	{ "settings", ",", 2, 6 },
	{ "help", "?", 0, 0 },
	{ "filter", "/ h 1", 0, 0 },
	{ "details", "Tab D", 0, 0 },
	{ "explanation", "Tab e", 0, 0 },
};

/* A label ends before its value, which begins right of the gutter. */
static void check_labels(int from, int count)
{
	int at = GUTTER_LABEL + rig.session.gutter;

	for (int row = from; row < from + count; row++)
		if (!is_blank(row, at - 1) || (!is_blank(row, 1) && is_blank(row, at)))
			complain("a label and its value", row);
}

static void test_views(void **state)
{
	(void)state;
	skip_without();
	for (size_t s = 0; s < COUNT_OF(sizes); s++) {
		for (size_t v = 0; v < COUNT_OF(views); v++) {
			int gutter = 0;

			for (int tab = 0; tab < study_count(); tab++) {
				bool keyed;

				/* Whether `:` and `?` work there. */
				open_tab(tab, false, 50, 200);
				rig_keys(&rig, views[v].keys);
				rig_draw(&rig, 50, 200);
				keyed = has_keys();
				open_tab(tab, true, sizes[s][0], sizes[s][1]);
				gutter = gutter ? gutter : rig.session.gutter;
				rig_keys(&rig, views[v].keys);
				rig_draw(&rig, sizes[s][0], sizes[s][1]);
				assert_int_equal(rig.session.gutter, gutter);
				if (keyed)
					check_keys();
				if (tab == 0 && sizes[s][0] == 16)
					check_labels(views[v].from, views[v].count);
			}
		}
	}
	speak(false);
}

/* What is made for machines in between is English, and nothing else is. */
static void test_pause(void **state)
{
	(void)state;
	skip_without();
	speak(true);
	assert_string_not_equal(_("Model"), "Model");
	i18n_pause();
	assert_string_equal(_("Model"), "Model");
	i18n_resume();
	assert_string_not_equal(_("Model"), "Model");
}

static int start(void **state)
{
	(void)state;
	rig_start(&rig);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	speak(false);
	rig_stop(&rig);
	return 0;
}

#define WORDS_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { WORDS_TEST(test_words), WORDS_TEST(test_workbench), WORDS_TEST(test_views),
		WORDS_TEST(test_pause) };

	return cmocka_run_group_tests(tests, enter, leave);
}
