/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New content on its way to its name: a file beside it that is seen to be somebody's, or nobody's. */
#pragma once

#include "base/text.h"

struct file_temporary {
	struct text path; /* FOLDER/.gpuplan-XXXXXX */
	int fd;           /* to write; the caller closes it */
	int held;         /* the same file: open as long as it is ours */
};

/* Makes a new file in the folder, readable by its owner only.  Files of this kind whose writer has gone, killed in
 * the middle of a save, are removed first.  False with errno when it cannot be made.  `path` is to be released in any
 * case. */
bool file_temporary_make(struct file_temporary *temporary, const char *folder);

/* After it was renamed or removed. */
void file_temporary_release(struct file_temporary *temporary);
