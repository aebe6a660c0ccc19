/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked allocation and arenas. */
#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"

static void (*exhaustion_hook)(void);

void memory_set_hook(void (*hook)(void))
{
	exhaustion_hook = hook;
}

/* Nothing here may allocate; _exit because handlers of atexit may. */
_Noreturn void memory_exhausted(void)
{
	static const char message[] = "gpuplan: out of memory\n";
	ssize_t written;

	if (exhaustion_hook)
		exhaustion_hook();
	written = write(STDERR_FILENO, message, sizeof(message) - 1);
	(void)written;
	_exit(status_exit_code(STATUS_INTERNAL));
}

void memory_free_at(void *place)
{
	free(*(void **)place);
}

static void *checked(void *memory)
{
	if (!memory)
		memory_exhausted();
	return memory;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size == 0 ? 1 : size));
}

void *xcalloc(size_t count, size_t size)
{
	return checked(count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size));
}

void *xreallocarray(void *old, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		memory_exhausted();
	return checked(realloc(old, count * size == 0 ? 1 : count * size));
}

void *xgrow(void *array, size_t count, size_t size)
{
	enum { LEAST = 16 };

	if (array && (count < LEAST || (count & (count - 1)) != 0))
		return array;
	return xreallocarray(array, count < LEAST ? LEAST : 2 * count, size);
}

char *xstrdup(const char *text)
{
	return xstrndup(text, strlen(text));
}

char *xstrndup(const char *text, size_t n)
{
	size_t length = strnlen(text, n);
	char *copy = xmalloc(length + 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

enum { ARENA_BLOCK_BYTES = 64 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena)
{
	arena->blocks = NULL;
}

static struct arena_block *block_new(size_t size)
{
	struct arena_block *block;

	if (size > SIZE_MAX - sizeof(*block))
		memory_exhausted();
	block = xmalloc(sizeof(*block) + size);
	block->used = 0;
	block->size = size;
	return block;
}

void *arena_alloc_raw(struct arena *arena, size_t size)
{
	const size_t unit = alignof(max_align_t);
	struct arena_block *block = arena->blocks;
	void *memory;

	if (size > SIZE_MAX - unit)
		memory_exhausted();
	size = (size + unit - 1) / unit * unit;
	if (size == 0)
		size = unit;
	if (!block || block->size - block->used < size) {
		int large = size > ARENA_BLOCK_BYTES / 4;

		block = block_new(large ? size : ARENA_BLOCK_BYTES);
		if (large && arena->blocks) {
			/* Behind the current block, so that its room is still used. */
			block->next = arena->blocks->next;
			arena->blocks->next = block;
		} else {
			block->next = arena->blocks;
			arena->blocks = block;
		}
	}
	memory = block->bytes + block->used;
	block->used += size;
	return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_alloc_raw(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		memory_exhausted();
	return arena_alloc(arena, count * size);
}

char *arena_strdup(struct arena *arena, const char *text)
{
	size_t size;
	char *copy;

	if (!text)
		return NULL;
	size = strlen(text) + 1;
	copy = arena_alloc_raw(arena, size);
	memcpy(copy, text, size);
	return copy;
}

void arena_reserve(struct arena *arena, size_t size)
{
	struct arena_block *block = block_new(size);

	memset(block->bytes, 0, size);
	block->next = NULL;
	arena->blocks = block;
}

const void *arena_piece(const struct arena *arena, size_t *used)
{
	if (!arena->blocks || arena->blocks->next)
		return NULL;
	*used = arena->blocks->used;
	return arena->blocks->bytes;
}

void arena_release(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
}
