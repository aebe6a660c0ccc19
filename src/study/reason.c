/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the reason table. */
#include "study/reason.h"

#include <stddef.h>

#include "base/i18n.h"

/* Two fields in the place of one. */
#define P_(which, one, more) one, .many = more, .counted = which - 1

static const struct reason_row rows[REASON_COUNT] = {
#define REASON(id_, json, severity_, a, b, c, text_) \
	[REASON_##id_] = { .id = json, .keys = { a, b, c }, .text = text_, .severity = SEVERITY_##severity_ },
#include "study/reason-table.h"
#undef REASON
};

static struct reason_row added[REASON_ADDED_MAX];
static int added_count;
static const struct reason_row *policy;
static int policy_count;

const struct reason_row *reason_row(enum reason_id id)
{
	if (reason_is_policy(id))
		return &policy[(int)id - REASON_POLICY];
	return id < REASON_COUNT ? &rows[id] : &added[id - REASON_COUNT - 1];
}

enum reason_id reason_row_add(const struct reason_row *row)
{
	if (added_count == REASON_ADDED_MAX)
		return REASON_COUNT;
	added[added_count++] = *row;
	return (enum reason_id)(REASON_COUNT + added_count);
}

void reason_set_policy(const struct reason_row *rules, int count)
{
	policy = rules;
	policy_count = count;
}

bool reason_is_policy(enum reason_id id)
{
	return (int)id >= REASON_POLICY && (int)id < REASON_POLICY + policy_count;
}

void reason_remove_added(void)
{
	added_count = 0;
}

void reason_add(struct reasons *reasons, enum reason_id id, double a, double b, double c, const char *name)
{
	if (reasons->count == REASONS_MAX)
		return;
	reasons->items[reasons->count++] = (struct reason){ id, { a, b, c }, name, NULL };
}

const struct reason *reasons_find(const struct reasons *reasons, enum reason_id id)
{
	for (int i = 0; i < reasons->count; i++)
		if (reasons->items[i].id == id)
			return &reasons->items[i];
	return NULL;
}

bool reasons_have(const struct reasons *reasons, enum reason_id id)
{
	return reasons_find(reasons, id);
}

bool reason_listed(const enum reason_id *list, enum reason_id id)
{
	while (*list != REASON_COUNT && *list != id)
		list++;
	return *list != REASON_COUNT;
}

void reason_place(struct reasons *reasons, const char *place)
{
	if (reasons->count > 0)
		reasons->items[reasons->count - 1].place = place;
}
