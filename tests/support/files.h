/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files of a test's own folder. */
#pragma once

#include <string.h>

#include "base/file.h"
#include "support/check.h"

static inline void file_put(const char *name, const char *content)
{
	assert_int_equal(file_write_atomic(name, content, strlen(content), NULL), STATUS_OK);
}

/* False also when there is no such file. */
static inline bool file_holds(const char *name, const char *part)
{
	struct text content;
	bool found;

	text_init(&content);
	found = file_read(name, FILE_CAP, &content, NULL) == STATUS_OK && strstr(content.data, part);
	text_release(&content);
	return found;
}
