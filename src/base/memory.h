/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation that never fails, and arenas for things that are freed together. */
#pragma once

#include <stddef.h>

/* As malloc, calloc, reallocarray, strdup and strndup, but they do not return on exhaustion:
 * the hook runs, one line goes to standard error, the process ends with status 70.
 * The caller frees the result with free(). A size of 0 gives a pointer that may be freed. */
void *xmalloc(size_t size) __attribute__((malloc, alloc_size(1), returns_nonnull));
void *xcalloc(size_t count, size_t size) __attribute__((malloc, alloc_size(1, 2), returns_nonnull));
void *xreallocarray(void *old, size_t count, size_t size) __attribute__((alloc_size(2, 3), returns_nonnull));
/* Room for one more behind `count` objects of `size` bytes; the array grows at powers of two, so that nobody
 * keeps its capacity.  Start with NULL and 0. */
void *xgrow(void *array, size_t count, size_t size) __attribute__((returns_nonnull));
char *xstrdup(const char *text) __attribute__((malloc, returns_nonnull));
char *xstrndup(const char *text, size_t n) __attribute__((malloc, returns_nonnull));

/* Declares a local pointer whose memory is freed where its block ends. */
#define FREED __attribute__((cleanup(memory_free_at)))
void memory_free_at(void *place); /* what the pointer at `place` points to */

/* Ends the program so; for who learns in another way that memory is exhausted. Async-signal-safe if the hook is. */
_Noreturn void memory_exhausted(void);

/* Sets what runs before the process ends for lack of memory (restores the terminal); it must
 * not allocate. NULL sets none. */
void memory_set_hook(void (*hook)(void));

/* A growing store whose parts live until arena_release. */
struct arena {
	struct arena_block *blocks;
};

void arena_init(struct arena *arena);

/* `size` zeroed bytes, aligned for any object; owned by the arena. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((alloc_size(2), returns_nonnull));

/* The same with whatever bytes are there, for who writes all of them. */
void *arena_alloc_raw(struct arena *arena, size_t size) __attribute__((alloc_size(2), returns_nonnull));

/* As arena_alloc for `count` objects of `size` bytes, overflow checked. */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((alloc_size(2, 3), returns_nonnull));

/* A copy of `text` owned by the arena; NULL gives NULL. */
char *arena_strdup(struct arena *arena, const char *text);

/* Gives an empty arena room for `size` bytes in one piece, zeroed. */
void arena_reserve(struct arena *arena, size_t size);

/* The piece that holds all that was allocated, and through *used its bytes; NULL when there are
 * several pieces or none. */
const void *arena_piece(const struct arena *arena, size_t *used);

/* Frees everything; the arena may be used again. */
void arena_release(struct arena *arena);
