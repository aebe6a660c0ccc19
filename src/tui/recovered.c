/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lost sessions do not replace what another one has left: several may end with one connection. */
#include "config.h"

#include "tui/recovered.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "tui/plan_file.h"
#include "tui/state_folder.h"

enum { MOST_FILES = 99 };

/* recovered.json, recovered-2.json, ...; empty where there is no home. */
static void path_of(struct text *path, int number)
{
	char name[32];

	if (number > 1)
		snprintf(name, sizeof name, "recovered-%d.json", number);
	else
		snprintf(name, sizeof name, "recovered.json");
	state_folder_path(path, name);
}

/* A link is made or refused in one step, so that two sessions never take the same name. */
static void give_name(const char *temporary)
{
	struct text path;
	bool taken = true;

	text_init(&path);
	for (int i = 1; taken && i <= MOST_FILES; i++) {
		path_of(&path, i);
		taken = link(temporary, path.data) != 0;
		/* A file system without hard links. */
		if (taken && errno != EEXIST && !file_exists(path.data))
			taken = rename(temporary, path.data) != 0;
	}
	text_release(&path);
}

void recovered_keep(const struct session *session)
{
	struct text temporary, plan;
	struct error ignored;
	char name[48];

	if (!plan_file_unsaved(session))
		return;
	text_init(&temporary);
	text_init(&plan);
	snprintf(name, sizeof name, ".recovered-%ld", (long)getpid());
	state_folder_path(&temporary, name);
	if (temporary.length) {
		/* Of an earlier process with this number. */
		unlink(temporary.data);
		plan_file_text(session, &plan);
		if (state_folder_write(temporary.data, &plan, &ignored) == STATUS_OK)
			give_name(temporary.data);
		unlink(temporary.data);
	}
	text_release(&temporary);
	text_release(&plan);
}

/* As it is typed: short, where it is below the home folder. */
static void add_typed(struct text *out, const char *path)
{
	const char *home = getenv("HOME");
	size_t n = home ? strlen(home) : 0;

	if (n && strncmp(path, home, n) == 0 && path[n] == '/') {
		text_add_char(out, '~');
		path += n;
	}
	text_add(out, path);
}

static bool is_later(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->seconds != b->seconds ? a->seconds > b->seconds : a->nanoseconds > b->nanoseconds;
}

/* The last one first: it may go on from the one before. */
void recovered_tell(struct error *message)
{
	struct file_stamp latest = { .known = false };
	struct text path, typed;

	text_init(&path);
	text_init(&typed);
	for (int i = 1; i <= MOST_FILES; i++) {
		struct file_stamp stamp;

		path_of(&path, i);
		stamp = file_stamp_of(path.data);
		if (!stamp.known || (latest.known && !is_later(&stamp, &latest)))
			continue;
		latest = stamp;
		text_clear(&typed);
		add_typed(&typed, path.data);
	}
	if (latest.known)
		error_set(message, STATUS_OK, _("unsaved plan of a lost session: :open %s"), typed.data);
	text_release(&path);
	text_release(&typed);
}

static bool is_recovered(const char *path)
{
	struct text own;
	bool found = false;

	text_init(&own);
	for (int i = 1; !found && i <= MOST_FILES; i++) {
		path_of(&own, i);
		found = own.length && strcmp(own.data, path) == 0;
	}
	text_release(&own);
	return found;
}

bool recovered_drop(const char *path, const struct file_stamp *found, const struct file_stamp *copy)
{
	struct file_stamp now = file_stamp_of(path);
	bool elsewhere = copy->known && (copy->device != now.device || copy->inode != now.inode);

	return elsewhere && now.known && file_stamp_same(&now, found) && is_recovered(path) && unlink(path) == 0;
}
