/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is made from the table of actions. */
#include "tui/action.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

bool action_next_key(const char **keys, char out[KEY_NAME_SIZE])
{
	size_t n;

	*keys += strspn(*keys, " ");
	n = strcspn(*keys, " ");
	if (n == 0)
		return false;
	snprintf(out, KEY_NAME_SIZE, "%.*s", (int)n, *keys);
	*keys += n;
	return true;
}

static bool has_key(const struct action *action, struct key key)
{
	const char *keys = action->keys;
	char name[KEY_NAME_SIZE];
	struct key bound;

	while (action_next_key(&keys, name))
		if (key_parse(name, &bound) && key_equal(bound, key))
			return true;
	return false;
}

const struct action *action_for_key(const struct action *table, struct key key, enum action_context context)
{
	for (const struct action *a = table; a->name; a++)
		if ((a->contexts & context) && has_key(a, key))
			return a;
	return NULL;
}

void action_run(const struct action *action, struct session *session)
{
	if (action->run)
		action->run(session);
	else
		action->move(session, action->argument);
}

struct key action_key(const struct action *action)
{
	const char *keys = action->keys;
	char name[KEY_NAME_SIZE];
	struct key key = { .code = KEYCODE_NONE };

	if (action_next_key(&keys, name))
		key_parse(name, &key);
	return key;
}

void action_show_key(const char *name, struct text *out)
{
	/* As they are, and with Shift and the like before them. */
	static const struct {
		const char *end, *sign;
	} signs[] = { { "Left", "←" }, { "Right", "→" }, { "Up", "↑" }, { "Down", "↓" }, { "Escape", "Esc" } };
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]) && strncmp(name, "Page", 4) != 0; i++) {
		size_t length = strlen(signs[i].end);

		if (n >= length && strcmp(name + n - length, signs[i].end) == 0) {
			text_addf(out, "%.*s%s", (int)(n - length), name, signs[i].sign);
			return;
		}
	}
	text_add(out, name);
}

void action_first_key(const struct action *action, struct text *out)
{
	const char *keys = action->keys;
	char name[KEY_NAME_SIZE];

	if (action_next_key(&keys, name))
		action_show_key(name, out);
}

const struct action_place *action_places(void)
{
	static const struct action_place places[] = {
#define CONTEXT(name, id, title) { IN_##name, id, title },
#include "tui/context-table.h"
#undef CONTEXT
		{ 0 }
	};

	return places;
}

const struct action_place *action_place_of(const struct action *action)
{
	const struct action_place *place = action_places();

	while (place->id && place->context != (action->contexts & ~(unsigned)HINTS))
		place++;
	return place;
}

void action_list(const struct action *table, struct text *out)
{
	struct grid grid;

	grid_init(&grid, 4, 0);
	for (const struct action *a = table; a->name; a++) {
		const char *id = action_place_of(a)->id;

		grid_add(&grid, a->name);
		grid_add(&grid, a->keys);
		grid_add(&grid, id ? id : "popup");
		grid_add(&grid, _(a->help));
	}
	grid_end(&grid, out);
}

const struct view_row *view_row(const struct session *session, enum view view)
{
	return &session->tables->views[view];
}

enum action_context view_context(const struct session *session, enum view view)
{
	const struct view_row *row = view_row(session, view);

	return row->context ? row->context(session) : row->in;
}
