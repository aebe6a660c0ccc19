/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checksum of large blocks. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* 64 bits of the n bytes, a megabyte in a tenth of a millisecond. Against accidents, not against attacks; a change
 * inside one aligned group of eight bytes is always seen. The value depends on the byte order of the machine. */
uint64_t hash_bytes(const void *data, size_t n);
