/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small screen of sliders, a table and a bar, driven by the pty tests: arrows change, Tab
 * moves to the table, "e" opens an entry, Escape closes it, C-l repaints, C-c or "q" ends. */
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/key_name.h"
#include "tui/terminal/signals.h"
#include "tui/terminal/terminal_draw.h"
#include "tui/terminal/terminal_read.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/field.h"
#include "tui/widgets/keybar.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"
#include "tui/widgets/slider.h"
#include "tui/widgets/table.h"

enum { SLIDERS = 8, ROWS = 40, NARROWEST = 20, SHORTEST = 6 };

static const double stops[] = { 256, 512, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152,
	65536, 98304, 131072 };

struct demo {
	struct slider sliders[SLIDERS];
	int focus; /* slider that has the focus */
	bool in_table, in_entry, done;
	int signal_number;
	struct field field;
	struct table table;
	char last[64]; /* last event, shown for the tests */
};

static const struct table_column columns[] = { { "GPU", 10, 40, ALIGN_LEFT, 0 }, { "n", 1, 0, ALIGN_RIGHT, 1 },
	{ "fmt", 3, 0, ALIGN_LEFT, 3 }, { "VRAM", 10, 0, ALIGN_LEFT, 4 }, { "KVfree", 6, 0, ALIGN_RIGHT, 5 },
	{ "TTFT", 5, 0, ALIGN_RIGHT, 2 }, { "$/Mtok", 7, 0, ALIGN_RIGHT, 1 } };

static double sum_of(const struct demo *demo)
{
	double sum = 0;

	for (int i = 0; i < SLIDERS; i++)
		sum += slider_fraction(&demo->sliders[i], demo->sliders[i].value) * (i + 1);
	return sum;
}

static void draw_bar(struct canvas *canvas, struct box cell, double sum, int row, enum style style)
{
	struct bar_part parts[] = {
		{ 10 + row, GLYPH_SHARE_FULL, STYLE_TEXT },
		{ sum, GLYPH_SHARE_OPEN, STYLE_ACCENT },
		{ 40 - sum, GLYPH_SHARE_REST, STYLE_RULE },
	};

	bar_draw(canvas, cell, cell.row, cell.column, cell.columns, parts, 3, NAN, style);
}

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, bool selected, void *context)
{
	const struct demo *demo = context;
	enum style style = selected ? STYLE_STRONG : STYLE_TEXT;
	double sum = sum_of(demo);
	char text[32] = "";

	switch (column) {
	case 0: snprintf(text, sizeof(text), "GPU %d \u00e9\u672c", row); break;
	case 1: snprintf(text, sizeof(text), "%d", 1 + row % 8); break;
	case 2: snprintf(text, sizeof(text), "fp8"); break;
	case 3: draw_bar(canvas, cell, sum, row, style); return;
	case 4: snprintf(text, sizeof(text), "%.0f", sum * (row + 3)); break;
	case 5: snprintf(text, sizeof(text), "%.1f s", sum / (row + 1)); break;
	default: snprintf(text, sizeof(text), "%.1f\u00b1%.1f", sum / 7 + row, sum / 20);
	}
	table_text(canvas, cell, columns[column].align, style, text);
}

static void draw_sliders(struct canvas *canvas, struct box box, const struct demo *demo)
{
	static const double marks[] = { 0.4, 0.8 };

	for (int i = 0; i < SLIDERS; i++) {
		const struct slider *slider = &demo->sliders[i];
		int row = box.row + i;

		canvas_textf(canvas, box, row, box.column, STYLE_DIM, "Slider%d", i);
		slider_draw(canvas, box, row, box.column + 8, box.columns - 15, slider, marks, 2,
			!demo->in_table && !demo->in_entry && i == demo->focus);
		canvas_textf(canvas, box, row, box.column + box.columns - 6, STYLE_STRONG, "%6.0f", slider->value);
	}
}

static void draw_reasons(struct canvas *canvas, struct box box, const struct demo *demo)
{
	char text[256];

	snprintf(text, sizeof(text), "The sum is %.2f, %s; the last event was %s.", sum_of(demo),
		"which says nothing but changes with every step of a slider", demo->last);
	draw_bar(canvas, (struct box){ box.row, box.column, 1, box.columns }, sum_of(demo), 5, STYLE_TEXT);
	box.row++;
	box.rows--;
	paragraph_draw(canvas, box, STYLE_TEXT, text, 0);
}

static void draw(struct canvas *canvas, struct demo *demo)
{
	static const struct keybar_item keys[] = { { .key = "\u2190\u2192", .label = "change", .priority = 1 },
		{ .key = "\u2191\u2193", .label = "row", .priority = 1 },
		{ .key = "Tab", .label = "panel", .priority = 2 }, { .key = "e", .label = "entry", .priority = 3 },
		{ .key = "C-l", .label = "repaint", .priority = 4 }, { .key = "q", .label = "quit", .priority = 0 } };
	struct box all = canvas_box(canvas);
	int half = all.columns / 3, split = all.rows > 16 ? all.rows - 8 : all.rows - 4;
	struct box left = { 1, 0, split - 1, half };
	struct box right = { 1, half, split - 1, all.columns - half };
	struct box foot = { split, 0, all.rows - 1 - split, all.columns };

	canvas_clear(canvas);
	if (all.rows < SHORTEST || all.columns < NARROWEST) {
		canvas_textf(canvas, all, 0, 0, STYLE_STRONG, "terminal too small: need %dx%d", NARROWEST, SHORTEST);
		return;
	}
	canvas_text(canvas, all, 0, 1, STYLE_STRONG, "demo");
	canvas_textf(canvas, all, 0, 8, STYLE_DIM, "%dx%d", all.columns, all.rows);
	rule_draw(canvas, left, &(struct rule){ .title = "Workload", .heavy = !demo->in_table });
	rule_draw(canvas, right, &(struct rule){ .title = "GPUs", .heavy = demo->in_table });
	rule_draw(canvas, foot, &(struct rule){ .title = "Reasons" });
	draw_sliders(canvas, box_below(left, 1), demo);
	demo->table.context = demo;
	table_draw(canvas, box_below(right, 1), &demo->table, demo->in_table);
	draw_reasons(canvas, box_below(foot, 1), demo);
	keybar_draw(canvas, box_row(all, all.rows - 1), keys, 6, 0);
	if (demo->in_entry)
		field_draw(canvas, all, all.rows - 1, 0, all.columns, STYLE_STRONG, &demo->field, true);
}

static void act_on_key(struct demo *demo, struct terminal *terminal, struct key key)
{
	struct slider *slider = &demo->sliders[demo->focus];

	if (demo->in_entry) {
		if (key.code == KEYCODE_ESCAPE || key.code == KEYCODE_ENTER)
			demo->in_entry = false;
		else
			field_key(&demo->field, key);
		return;
	}
	if (key.code == 'q' || key.code == KEYCODE_CTRL('c'))
		demo->done = true;
	else if (key.code == 'e')
		demo->in_entry = true;
	else if (key.code == 'x')
		abort();
	else if (key.code == KEYCODE_CTRL('l'))
		terminal_redraw(terminal);
	else if (key.code == KEYCODE_TAB)
		demo->in_table = !demo->in_table;
	else if (demo->in_table)
		list_move(&demo->table.list, key.code == KEYCODE_DOWN ? 1 : key.code == KEYCODE_UP ? -1 : 0);
	else if (key.code == KEYCODE_UP)
		demo->focus = (demo->focus + SLIDERS - 1) % SLIDERS;
	else if (key.code == KEYCODE_DOWN)
		demo->focus = (demo->focus + 1) % SLIDERS;
	else if (key.code == KEYCODE_LEFT)
		slider->value = slider_step(slider, slider->value, -SLIDER_SMALL_STEP);
	else if (key.code == KEYCODE_RIGHT)
		slider->value = slider_step(slider, slider->value, SLIDER_SMALL_STEP);
}

static void act(struct demo *demo, struct terminal *terminal, struct canvas *canvas, const struct terminal_input *input)
{
	char name[KEY_NAME_SIZE];

	switch (input->event) {
	case EVENT_KEY:
		snprintf(demo->last, sizeof(demo->last), "key %s", key_format(input->key, name));
		act_on_key(demo, terminal, input->key);
		break;
	case EVENT_MOUSE: break;
	case EVENT_PASTE:
		snprintf(demo->last, sizeof(demo->last), "paste %.50s", input->paste);
		if (demo->in_entry)
			field_insert(&demo->field, input->paste);
		break;
	case EVENT_RESIZE: canvas_resize(canvas, input->rows, input->columns); break;
	case EVENT_CONTINUE: snprintf(demo->last, sizeof(demo->last), "continue"); break;
	case EVENT_SIGNAL:
		demo->signal_number = input->signal_number;
		demo->done = true;
		break;
	case EVENT_HANGUP:
		demo->signal_number = SIGHUP;
		demo->done = true;
		break;
	case EVENT_TIMEOUT: break;
	}
}

static void set_up(struct demo *demo)
{
	for (int i = 0; i < SLIDERS; i++)
		demo->sliders[i] =
			(struct slider){ 256, 131072, SLIDER_LOG, stops, sizeof(stops) / sizeof(stops[0]), 1024 };
	demo->table = (struct table){ .columns = columns, .column_count = 7, .sort_column = 6, .cell = draw_cell };
	list_set_count(&demo->table.list, ROWS);
	snprintf(demo->last, sizeof(demo->last), "none");
}

int main(int argc, char **argv)
{
	struct terminal_options options = { .color = true };
	struct terminal_input input;
	struct terminal *terminal;
	struct canvas canvas;
	struct demo demo = { 0 };
	struct error error;
	int rows, columns_now;

	signals_guard();
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	options.ascii = argc > 1 && strcmp(argv[1], "--ascii") == 0;
	if (terminal_start(&terminal, &options, &error) != STATUS_OK) {
		fprintf(stderr, "tui_demo: %s\n", error.text);
		return 4;
	}
	set_up(&demo);
	terminal_size(terminal, &rows, &columns_now);
	canvas_init(&canvas, rows, columns_now, terminal_ascii(terminal));
	while (!demo.done) {
		draw(&canvas, &demo);
		terminal_draw(terminal, &canvas);
		do {
			terminal_read(terminal, &input, -1);
			act(&demo, terminal, &canvas, &input);
		} while (!demo.done && terminal_pending(terminal));
	}
	terminal_stop(terminal);
	signals_unguard();
	canvas_release(&canvas);
	if (demo.signal_number != 0) {
		signal(demo.signal_number, SIG_DFL);
		raise(demo.signal_number);
	}
	return 0;
}
