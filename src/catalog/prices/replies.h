/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists that are the JSON reply of a provider. */
#pragma once

#include "catalog/prices/reading.h"

/* Reads the n bytes of a reply.  STATUS_DATA: it is no such reply. */
enum status reply_read(struct price_reading *reading, const char *text, size_t n, struct error *error);
