/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded: allocations fail as told by the environment.
 *	FAIL_AT=N	the Nth one; with FAIL_ON=1 all from the Nth on
 *	FAIL_IF=FILE	all, once that file is there
 * Only for glibc, whose allocator has these second names. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static long count, fail_at = -1;
static int fail_on;
static const char *fail_if;

static int fails(void)
{
	if (fail_at < 0) {
		const char *at = getenv("FAIL_AT");

		fail_at = at ? atol(at) : 0;
		fail_on = !!getenv("FAIL_ON");
		fail_if = getenv("FAIL_IF");
	}
	count++;
	if ((fail_at > 0 && (count == fail_at || (fail_on && count > fail_at))) ||
		(fail_if && access(fail_if, F_OK) == 0)) {
		errno = ENOMEM;
		return 1;
	}
	return 0;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}
