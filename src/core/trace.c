/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording what a calculation did. */
#include "core/trace.h"

#include <string.h>

void trace_init(struct trace *t, struct trace_entry *entries, int room)
{
	*t = (struct trace){ .entries = entries, .room = room, .prefix = "" };
}

/* Adds an entry; the last one is written over rather than beyond the end. */
static struct trace_entry *trace_add(struct trace *t, enum trace_kind kind, const char *name, double value)
{
	struct trace_entry *entry;

	if (t->count < t->room)
		t->count++;
	entry = &t->entries[t->count - 1];
	*entry = (struct trace_entry){
		.kind = kind, .name = name, .id = name, .prefix = "", .value = value, .number = t->number
	};
	return entry;
}

static bool ends_with_i(const char *name, size_t n)
{
	return n > 2 && name[n - 2] == '_' && name[n - 1] == 'i';
}

static bool is_called(const char *name, const char *text, size_t n)
{
	return strncmp(name, text, n) == 0 && name[n] == '\0';
}

static bool is_shown_as(const struct trace_entry *entry, const char *text, size_t n)
{
	size_t prefix = strlen(entry->prefix);

	return prefix < n && strncmp(text, entry->prefix, prefix) == 0 &&
		is_called(entry->id, text + prefix, n - prefix);
}

const struct trace_entry *trace_find(const struct trace *t, int before, const char *name, size_t n, int number)
{
	for (int i = before - 1; i >= 0; i--) {
		const struct trace_entry *entry = &t->entries[i];

		if (entry->kind != TRACE_MORE && is_called(entry->name, name, n) &&
			(entry->number == number || !ends_with_i(name, n)))
			return entry;
	}
	for (int i = before - 1; i >= 0; i--) {
		const struct trace_entry *entry = &t->entries[i];

		if (entry->kind == TRACE_FIGURE && is_shown_as(entry, name, n))
			return entry;
	}
	return NULL;
}

void trace_value(struct trace *t, const char *name, double value, const char *source)
{
	trace_add(t, TRACE_VALUE, name, value)->source = source;
}

void trace_value_as(struct trace *t, const char *name, const char *id, double value, const char *source)
{
	trace_value(t, name, value, source);
	t->entries[t->count - 1].id = id;
}

void trace_constant(struct trace *t, const char *name, double value, const char *id, const char *variant)
{
	struct trace_entry *entry = trace_add(t, TRACE_VALUE, name, value);

	entry->constant = id;
	entry->variant = variant;
}

void trace_formula(
	struct trace *t, enum trace_kind kind, const char *name, const char *id, const char *text, double value)
{
	struct trace_entry *entry = trace_add(t, kind, name, value);

	entry->id = id ? id : name;
	entry->text = text;
	entry->prefix = t->prefix;
}

void trace_more(struct trace *t, char joint, const char *name, const char *text, double value)
{
	struct trace_entry *entry = trace_add(t, TRACE_MORE, name, value);

	entry->text = text;
	entry->joint = joint;
}

void trace_once(struct trace *t, const char *name, const char *id, const char *text, double value)
{
	int before = t->count;
	struct trace_entry *entry;

	trace_formula(t, TRACE_FIGURE, name, id, text, value);
	entry = &t->entries[t->count - 1];
	entry->prefix = "";
	for (int i = 0; i < before && !entry->repeated; i++)
		entry->repeated = t->entries[i].kind == TRACE_FIGURE && !*t->entries[i].prefix &&
			strcmp(t->entries[i].id, id) == 0 && t->entries[i].number == entry->number;
}

void trace_again(struct trace *t, const char *name, const char *id, double value)
{
	trace_formula(t, TRACE_FIGURE, name, id, NULL, value);
	t->entries[t->count - 1].prefix = "";
	t->entries[t->count - 1].repeated = true;
}

void trace_given(struct trace *t, const char *id, double value, const char *meaning, const char *source)
{
	trace_value(t, "given", value, source);
	trace_mean(t, meaning);
	trace_formula(t, TRACE_FIGURE, id, id, "given", value);
}

void trace_mean(struct trace *t, const char *meaning)
{
	t->entries[t->count - 1].meaning = meaning;
}

void trace_choose(struct trace *t, enum trace_by by, int which)
{
	t->entries[t->count - 1].by = by;
	t->entries[t->count - 1].which = which;
}

void trace_rests_on(struct trace *t, enum trace_evidence evidence)
{
	t->entries[t->count - 1].evidence = evidence;
}
