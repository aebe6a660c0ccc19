/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of eight bytes go in turn into four lanes, so that the multiplications overlap. */
#include "base/hash.h"

#include <string.h>

enum { LANES = 4 };

/* One to one in either argument: no change of one word is lost. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

uint64_t hash_bytes(const void *data, size_t n)
{
	uint64_t lanes[LANES] = { 1, 2, 3, 4 }, words[LANES], hash = n;
	const unsigned char *at = data;

	for (; n >= sizeof(words); n -= sizeof(words), at += sizeof(words)) {
		memcpy(words, at, sizeof(words));
		for (int i = 0; i < LANES; i++)
			lanes[i] = mix(lanes[i], words[i]);
	}
	memset(words, 0, sizeof(words));
	if (n > 0)
		memcpy(words, at, n);
	for (int i = 0; i < LANES; i++)
		hash = mix(hash, mix(lanes[i], words[i]));
	return hash;
}
