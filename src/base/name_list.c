/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of names. */
#include "base/name_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

int name_list_find(struct name_list *list, const char *name)
{
	int i = 0;

	while (i < list->count && strcmp(list->names[i], name) != 0)
		i++;
	if (i == list->count) {
		list->names = xreallocarray(list->names, (size_t)i + 1, sizeof(list->names[0]));
		list->names[list->count++] = xstrdup(name);
	}
	return i;
}

void name_list_release(struct name_list *list)
{
	for (int i = 0; i < list->count; i++)
		free(list->names[i]);
	free(list->names);
}
