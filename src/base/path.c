/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths as texts. */
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

void path_join(struct text *out, const char *dir, const char *name)
{
	text_clear(out);
	if (*name != '/' && *dir != '\0') {
		text_add(out, dir);
		if (out->data[out->length - 1] != '/')
			text_add_char(out, '/');
	}
	text_add(out, name);
}

void path_expand(struct text *out, const char *path)
{
	const char *home = getenv("HOME");

	if (path[0] == '~' && (path[1] == '\0' || path[1] == '/') && home && home[0] == '/') {
		text_add(out, home);
		path++;
	}
	text_add(out, path);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return !slash ? path : slash + 1;
}

void path_directory(struct text *out, const char *path)
{
	size_t n = (size_t)(path_name(path) - path);

	text_clear(out);
	while (n > 1 && path[n - 1] == '/')
		n--;
	if (n == 0)
		text_add_char(out, '.');
	text_add_n(out, path, n);
}
