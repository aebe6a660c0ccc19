/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in order of appearance, each once. */
#pragma once

struct name_list {
	char **names; /* owned */
	int count;
};

/* The number of a name, which is copied where it is new. */
int name_list_find(struct name_list *list, const char *name);
void name_list_release(struct name_list *list);
