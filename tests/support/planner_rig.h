/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A planner without a terminal: session, canvas and the shipped catalog, driven by key names. */
#pragma once

#include <dirent.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "study/policy.h"
#include "study/scenario_text.h"
#include "support/check.h"
#include "tui/action.h"
#include "tui/input.h"
#include "tui/mouse.h"
#include "tui/session.h"
#include "tui/views/layout.h"
#include "tui/views/views.h"
#include "tui/workbench.h"

/* 2026-11-20: the day of SOURCE_DATE_EPOCH in tests/local.mk. */
enum { RIG_TODAY = 20777, RIG_ROWS = 50, RIG_COLUMNS = 220, RIG_GUARD = 512 };

struct rig {
	struct catalog catalog;
	struct session session;
	struct canvas canvas;
	struct text dump;
};

/* Group set-up and tear-down: locale and catalog. */
static inline int rig_open(struct rig *rig)
{
	const char *folder = getenv("GPUPLAN_DATADIR");
	struct error_list problems = { 0 };
	enum status status;

	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	status = catalog_load(&rig->catalog, folder ? folder : "data", NULL, 0, &problems);
	if (status == STATUS_OK)
		status = policy_adopt(&rig->catalog, &problems);
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s\n", problems.items[i].text);
	error_list_release(&problems);
	return status != STATUS_OK;
}

static inline int rig_close(struct rig *rig)
{
	catalog_release(&rig->catalog);
	return 0;
}

/* A fresh planner with the default workload; every test starts and stops one. The canvas has
 * a guard zone behind its last cell. */
static inline void rig_start_with(struct rig *rig, const struct scenario *scenario, bool ascii)
{
	workbench_init(&rig->session, scenario, RIG_TODAY, ascii);
	canvas_init(&rig->canvas, RIG_ROWS + 4, RIG_COLUMNS, ascii);
	text_init(&rig->dump);
}

static inline struct scenario rig_scenario(const struct rig *rig)
{
	struct scenario scenario;
	struct error error = { 0 };

	if (scenario_init(&scenario, &rig->catalog, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	return scenario;
}

static inline void rig_start(struct rig *rig)
{
	struct scenario scenario = rig_scenario(rig);

	rig_start_with(rig, &scenario, false);
}

static inline void rig_stop(struct rig *rig)
{
	workbench_release(&rig->session);
	canvas_release(&rig->canvas);
	text_release(&rig->dump);
}

/* Keys by name, parted by blanks: "Tab Down Down Enter". */
static inline void rig_keys(struct rig *rig, const char *names)
{
	while (*(names += strspn(names, " ")) != '\0') {
		char name[KEY_NAME_SIZE];
		size_t n = strcspn(names, " ");
		struct key key;

		snprintf(name, sizeof(name), "%.*s", (int)n, names);
		if (!key_parse(name, &key))
			fail_msg("no key \"%s\"", name);
		input_key(&rig->session, key);
		names += n;
	}
}

/* ASCII text, one key a character. */
static inline void rig_type(struct rig *rig, const char *text)
{
	for (; *text != '\0'; text++)
		input_key(&rig->session, (struct key){ .code = (unsigned char)*text });
}

/* Moves the focus of the workload panel to a parameter. */
static inline void rig_focus(struct rig *rig, enum parameter parameter)
{
	rig->session.view = VIEW_WORKBENCH;
	rig->session.panel = PANEL_PARAMETERS;
	for (int i = 0; i < session_parameter_count(&rig->session); i++)
		rig_keys(rig, "Up");
	for (int i = 0; i < session_parameter_count(&rig->session) && session_parameter(&rig->session) != parameter;
		i++)
		rig_keys(rig, "Down");
	assert_int_equal(session_parameter(&rig->session), parameter);
}

/* All that the planner does in idle time. */
static inline void rig_idle(struct rig *rig)
{
	while (session_idle(&rig->session))
		;
}

/* The screen as TAP comments, for a failure. */
static inline void rig_print(struct rig *rig)
{
	text_clear(&rig->dump);
	canvas_dump(&rig->canvas, &rig->dump);
	for (const char *line = rig->dump.data; *line != '\0'; line += strcspn(line, "\n") + 1)
		printf("# |%.*s\n", (int)strcspn(line, "\n"), line);
	fflush(stdout);
}

/* Draws at a size; fails when anything was written behind the last cell. */
static inline void rig_draw(struct rig *rig, int rows, int columns)
{
	static const struct cell guard = { .glyph = 0x2665, .style = 77, .width = 1 };
	struct canvas *canvas = &rig->canvas;
	size_t used, behind;

	canvas_resize(canvas, rows, columns);
	used = (size_t)canvas->rows * (size_t)canvas->columns;
	behind = canvas->capacity - used < RIG_GUARD ? canvas->capacity - used : RIG_GUARD;
	for (size_t i = 0; i < behind; i++)
		canvas->cells[used + i] = guard;
	screen_draw(&rig->session, canvas);
	for (size_t i = 0; i < behind; i++) {
		if (memcmp(&canvas->cells[used + i], &guard, sizeof(guard)) != 0)
			fail_msg("%dx%d: a cell behind the canvas was written", columns, rows);
	}
}

static inline const char *rig_dump(struct rig *rig)
{
	text_clear(&rig->dump);
	canvas_dump(&rig->canvas, &rig->dump);
	return rig->dump.data;
}

/* The screen once nothing is left to do: what is drawn says what is counted in idle time. */
static inline const char *rig_settle(struct rig *rig, int rows, int columns)
{
	rig_idle(rig);
	rig_draw(rig, rows, columns);
	rig_idle(rig);
	rig_draw(rig, rows, columns);
	return rig_dump(rig);
}

/* Opens the command line, types and enters. */
static inline void rig_command(struct rig *rig, const char *line)
{
	rig_keys(rig, ":");
	rig_type(rig, line);
	rig_keys(rig, "Enter");
}

/* The last line of the screen at 80x24. */
static inline const char *rig_bottom(struct rig *rig)
{
	char *last;

	rig_draw(rig, 24, 80);
	rig_dump(rig);
	last = rig->dump.data + rig->dump.length - 1;
	*last = '\0';
	return strrchr(rig->dump.data, '\n') + 1;
}

static inline double rig_number(const struct rig *rig, enum parameter parameter)
{
	return rig->session.scenario.number[parameter];
}

/* The answer of a GPU by its id, NULL when it is not listed. */
static inline const struct row *rig_answer(const struct rig *rig, const char *id)
{
	const struct result *r = &rig->session.result;

	for (int i = 0; i < r->count; i++) {
		if (strcmp(r->rows[i].deployment.gpu->id, id) == 0)
			return &r->rows[i];
	}
	return NULL;
}

/* The same in a new folder; the catalog is loaded by its path from the one before. */
static inline int rig_open_in(struct rig *rig, char *folder)
{
	return rig_open(rig) != 0 || !mkdtemp(folder) || chdir(folder) != 0;
}

/* The files that the tests left there go with it; those of another folder, where there is no such one, stay. */
static inline int rig_close_in(struct rig *rig, const char *folder)
{
	DIR *dir = chdir(folder) == 0 ? opendir(".") : NULL;
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		unlink(entry->d_name);
	if (dir)
		closedir(dir);
	return rig_close(rig) != 0 || chdir("/") != 0 || rmdir(folder) != 0;
}

/* One rig a program, with its group (enter, leave) and test (start, stop) fixtures. */
#define RIG_DEFINE RIG_DEFINE_WITH(rig_open(&rig), rig_close(&rig))

/* The same, the group in a folder of its own: `folder`. */
#define RIG_DEFINE_IN_FOLDER \
	static char folder[] = "/tmp/gpuplan-rig.XXXXXX"; \
	RIG_DEFINE_WITH(rig_open_in(&rig, folder), rig_close_in(&rig, folder))

#define RIG_DEFINE_WITH(open, close) \
	static struct rig rig; \
\
	static int enter(void **state) \
	{ \
		(void)state; \
		return open; \
	} \
\
	static int leave(void **state) \
	{ \
		(void)state; \
		return close; \
	} \
\
	static int start(void **state) \
	{ \
		(void)state; \
		rig_start(&rig); \
		return 0; \
	} \
\
	static int stop(void **state) \
	{ \
		(void)state; \
		rig_stop(&rig); \
		return 0; \
	}
